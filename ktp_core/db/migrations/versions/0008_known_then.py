"""what was known when: late counts, changes of people's states, since when a figure was known

Revision ID: 0008
Revises: 0007
"""

from alembic import op
import sqlalchemy as sa
from ktp_core.db.types import Day, Region

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("figure", "target"):
        op.add_column(name, sa.Column("known_on", Day(), nullable=True))
    op.create_table(
        "summary_late",
        sa.Column("regency", Region(), autoincrement=False, nullable=False),
        sa.Column("flow", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("known_on", Day(), autoincrement=False, nullable=False),
        sa.Column("day", Day(), autoincrement=False, nullable=False),
        sa.Column("district", Region(), autoincrement=False, nullable=False),
        sa.Column("channel", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "regency", "flow", "known_on", "day", "district", "channel", name=op.f("pk_summary_late")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "summary_state_change",
        sa.Column("regency", Region(), autoincrement=False, nullable=False),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("district", Region(), autoincrement=False, nullable=False),
        sa.Column("state", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("birth_month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "regency", "period", "district", "state", "birth_month", name=op.f("pk_summary_state_change")
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("summary_state_change")
    op.drop_table("summary_late")
    for name in ("target", "figure"):
        op.drop_column(name, "known_on")
