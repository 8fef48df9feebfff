"""blanks

Revision ID: 0003
Revises: 0002
"""

from alembic import op
import sqlalchemy as sa
from ktp_core.db import dialects
from ktp_core.db.types import Day, Instant, Region

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blank_holder",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("daily_capacity", sa.Integer(), nullable=True),
        sa.Column("stock", sa.Integer(), server_default="0", nullable=False),
        sa.Column("active", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.CheckConstraint("stock >= 0", name="ck_blank_holder_stock"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blank_holder")),
    )
    op.create_index(op.f("ix_blank_holder_regency"), "blank_holder", ["regency"], unique=False)

    op.create_table(
        "blank_proposal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("holder_id", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("proposed_by", sa.String(length=64), nullable=False),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("accepted", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(["holder_id"], ["blank_holder.id"], name=op.f("fk_blank_proposal_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blank_proposal")),
    )
    op.create_index("ix_blank_proposal_open", "blank_proposal", ["regency", "decided_at", "id"], unique=False)

    op.create_table(
        "blank_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("holder_id", sa.BigInteger(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.BigInteger(), nullable=True),
        sa.Column("resident_id", sa.BigInteger(), nullable=True),
        sa.Column("serial", sa.SmallInteger(), nullable=True),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("proposal_id", sa.BigInteger(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["blank_holder.id"], name=op.f("fk_blank_entry_holder_id")),
        sa.ForeignKeyConstraint(["other_id"], ["blank_holder.id"], name=op.f("fk_blank_entry_other_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["blank_proposal.id"], name=op.f("fk_blank_entry_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blank_entry")),
    )
    op.create_index("ix_blank_entry_day", "blank_entry", ["regency", "day", "kind", "other_id", "n"], unique=False)
    op.create_index(
        "ix_blank_entry_holder", "blank_entry", ["holder_id", "day", "kind", "other_id", "n"], unique=False
    )
    op.create_index(
        "ix_blank_entry_resident",
        "blank_entry",
        ["resident_id", "serial"],
        unique=False,
        sqlite_where=sa.text("resident_id IS NOT NULL"),
        postgresql_where=sa.text("resident_id IS NOT NULL"),
    )

    dialects.protect_append_only(op.get_bind(), ("blank_entry",))
