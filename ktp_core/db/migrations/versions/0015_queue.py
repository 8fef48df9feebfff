"""cards that wait to be printed by due day and area; counted from the residents that are there

Revision ID: 0015
Revises: 0014
"""

from alembic import op
import sqlalchemy as sa
from ktp_core.db.types import Day, Region

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# The whole regency under its own code, and each district or 0, as it was counted when this was written.
COUNT = """
INSERT INTO summary_queue (regency, area, due_on, again, n)
SELECT regency, area, due_on, again, count(*) FROM (
  SELECT regency, regency AS area, CASE WHEN serial > 1 THEN 1 ELSE 0 END AS again, due_on
  FROM resident WHERE due_on IS NOT NULL
  UNION ALL
  SELECT regency, coalesce(district, 0), CASE WHEN serial > 1 THEN 1 ELSE 0 END, due_on
  FROM resident WHERE due_on IS NOT NULL
) AS waiting GROUP BY 1, 2, 3, 4
"""


def upgrade() -> None:
    op.create_table(
        "summary_queue",
        sa.Column("regency", Region(), autoincrement=False, nullable=False),
        sa.Column("area", Region(), autoincrement=False, nullable=False),
        sa.Column("due_on", Day(), autoincrement=False, nullable=False),
        sa.Column("again", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("regency", "area", "due_on", "again", name=op.f("pk_summary_queue")),
        sqlite_with_rowid=False,
    )
    op.execute(COUNT)


def downgrade() -> None:
    op.drop_table("summary_queue")
