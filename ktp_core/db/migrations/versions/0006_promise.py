"""printings and hand-overs by day

Revision ID: 0006
Revises: 0005
"""

from alembic import op
import sqlalchemy as sa

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_WHERE = sa.text("action IN (8, 11)")


def upgrade() -> None:
    op.create_index(
        "ix_card_event_served",
        "card_event",
        ["regency", "action", "day", "id", "resident_id", "serial", "district", "ours"],
        unique=False,
        sqlite_where=_WHERE,
        postgresql_where=_WHERE,
    )


def downgrade() -> None:
    op.drop_index("ix_card_event_served", "card_event")
