"""recordings at visits by visit and day of entry; counted from the events that are there

Revision ID: 0014
Revises: 0013
"""

from alembic import op
import sqlalchemy as sa
from ktp_core.db.types import Day, Region

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# Recordings (action 1) made at visits, and those of them that were taken back, on the office's day of entry: WIB, or
# WITA and WIT by the province (Keppres 41/1987), as it was counted when this was written.
TOLD = """
WITH made AS (
  SELECT regency, resident_id, visit_id, at,
         (SELECT min(at) FROM card_event AS undo WHERE undo.undoes = recorded.id) AS undone_at,
         CASE WHEN regency / 100 IN (51, 52, 53, 63, 64, 65, 71, 72, 73, 74, 75, 76) THEN 8
              WHEN regency / 100 IN (81, 82, 91, 92, 93, 94, 95, 96) THEN 9 ELSE 7 END * 3600000000 AS ahead
  FROM card_event AS recorded WHERE action = 1 AND visit_id IS NOT NULL
), told AS (
  SELECT regency, resident_id, visit_id, (at + ahead) / 86400000000 AS known_on, 1 AS n FROM made
  UNION ALL
  SELECT regency, resident_id, visit_id,
         (CASE WHEN undone_at > at THEN undone_at ELSE at END + ahead) / 86400000000, -1
  FROM made WHERE undone_at IS NOT NULL
)
"""
VISITS = f"""
INSERT INTO summary_visit (regency, visit_id, known_on, n) {TOLD}
SELECT regency, visit_id, known_on, sum(n) FROM told GROUP BY 1, 2, 3
"""
AGAIN = f"""
INSERT INTO summary_visit_again (regency, resident_id, visit_id, known_on, n) {TOLD}
SELECT regency, resident_id, visit_id, known_on, sum(n) FROM told
WHERE resident_id IN (SELECT resident_id FROM card_event WHERE action = 1 AND visit_id IS NOT NULL
                      GROUP BY resident_id HAVING count(*) > 1)
GROUP BY 1, 2, 3, 4
"""


def upgrade() -> None:
    op.create_table("summary_visit", *_columns("visit_id"), sqlite_with_rowid=False)
    op.create_table("summary_visit_again", *_columns("resident_id", "visit_id"), sqlite_with_rowid=False)
    op.execute(VISITS)
    op.execute(AGAIN)


def _columns(*ids: str) -> list[sa.schema.SchemaItem]:
    keys = [
        sa.Column("regency", Region(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=False) for name in ids),
        sa.Column("known_on", Day(), autoincrement=False, nullable=False),
    ]
    table = "summary_visit_again" if len(ids) > 1 else "summary_visit"
    key = sa.PrimaryKeyConstraint(*(column.name for column in keys), name=op.f(f"pk_{table}"))
    return [*keys, sa.Column("n", sa.Integer(), nullable=False), key]


def downgrade() -> None:
    op.drop_table("summary_visit_again")
    op.drop_table("summary_visit")
