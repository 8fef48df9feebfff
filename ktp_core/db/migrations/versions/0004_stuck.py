"""stuck cards

Revision ID: 0004
Revises: 0003
"""

from alembic import op
import sqlalchemy as sa
from ktp_core.db import dialects
from ktp_core.db.types import Day, Instant, Region

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_stuck",
        "resident",
        ["regency", "state", "state_on", "id", "district", "institution_id", "standing", "recorded_on"],
        unique=False,
        sqlite_where=sa.text("state IN (20, 30, 50, 60, 81, 82, 83)"),
        postgresql_where=sa.text("state IN (20, 30, 50, 60, 81, 82, 83)"),
    )
    op.create_table(
        "stuck_note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("since", Day(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=True),
        sa.Column("action", sa.Text(), nullable=True),
        sa.Column("due_on", Day(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_stuck_note_resident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stuck_note")),
    )
    op.create_index("ix_stuck_note_kind", "stuck_note", ["regency", "kind", "resident_id", "id"], unique=False)
    op.create_index("ix_stuck_note_resident", "stuck_note", ["resident_id", "kind", "id"], unique=False)
    dialects.protect_append_only(op.get_bind(), ("stuck_note",))
