"""print batches, parcels, hand-over, causes of replacements

Revision ID: 0007
Revises: 0006
"""

from alembic import op
import sqlalchemy as sa
from ktp_core.db import dialects
from ktp_core.db.types import Day, Instant, Region

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "print_order",
        sa.Column("regency", Region(), autoincrement=False, nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("first_time_months", sa.SmallInteger(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("updated_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("regency", name=op.f("pk_print_order")),
    )
    op.create_table(
        "destruction",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("serial", sa.SmallInteger(), nullable=False),
        sa.Column("cause", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_on", Day(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("proposed_by", sa.String(length=64), nullable=False),
        sa.Column("decided_on", Day(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("accepted", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_destruction_resident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction")),
    )
    op.create_index("ix_destruction_day", "destruction", ["regency", "decided_on", "id"], unique=False)
    op.create_index("ix_destruction_resident", "destruction", ["resident_id", "serial"], unique=False)
    op.create_index(
        "uq_destruction_open",
        "destruction",
        ["resident_id", "serial"],
        unique=True,
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )
    op.create_table(
        "parcel",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("place", sa.String(length=12), nullable=False),
        sa.Column("institution_id", sa.BigInteger(), nullable=True),
        sa.Column("village", Region(), nullable=True),
        sa.Column("district", Region(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("visit_id", sa.BigInteger(), nullable=True),
        sa.Column("keeper", sa.String(length=12), nullable=False),
        sa.Column("keeper_name", sa.Text(), nullable=False),
        sa.Column("kept_since", Day(), nullable=False),
        sa.Column("sent_on", Day(), nullable=True),
        sa.Column("settled_on", Day(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["institution_id"], ["institution.id"], name=op.f("fk_parcel_institution_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_parcel_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcel")),
    )
    op.create_index(
        "ix_parcel_institution",
        "parcel",
        ["institution_id"],
        unique=False,
        sqlite_where=sa.text("institution_id IS NOT NULL"),
        postgresql_where=sa.text("institution_id IS NOT NULL"),
    )
    op.create_index("ix_parcel_state", "parcel", ["regency", "state", "id"], unique=False)
    op.create_index(
        "ix_parcel_visit",
        "parcel",
        ["visit_id"],
        unique=False,
        sqlite_where=sa.text("visit_id IS NOT NULL"),
        postgresql_where=sa.text("visit_id IS NOT NULL"),
    )
    op.create_index("uq_parcel_code", "parcel", ["regency", "code"], unique=True)
    op.create_table(
        "print_batch",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.BigInteger(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("visit_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("districts", sa.JSON(), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["blank_holder.id"], name=op.f("fk_print_batch_holder_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_print_batch_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_batch")),
    )
    op.create_index("ix_print_batch_holder", "print_batch", ["holder_id", "day"], unique=False)
    op.create_index("ix_print_batch_state", "print_batch", ["regency", "state", "day"], unique=False)
    op.create_index(
        "ix_print_batch_visit",
        "print_batch",
        ["visit_id"],
        unique=False,
        sqlite_where=sa.text("visit_id IS NOT NULL"),
        postgresql_where=sa.text("visit_id IS NOT NULL"),
    )
    op.create_index("uq_print_batch_number", "print_batch", ["regency", "day", "number"], unique=True)
    op.create_table(
        "hand_over",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("serial", sa.SmallInteger(), nullable=False),
        sa.Column("parcel_id", sa.BigInteger(), nullable=True),
        sa.Column("day", Day(), nullable=False),
        sa.Column("receiver", sa.String(length=12), nullable=False),
        sa.Column("receiver_name", sa.Text(), nullable=True),
        sa.Column("proof", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("void_at", Instant(), nullable=True),
        sa.Column("void_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name=op.f("fk_hand_over_parcel_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_hand_over_resident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
    )
    op.create_index(
        "ix_hand_over_day",
        "hand_over",
        ["regency", "day", "receiver", "proof", "serial", "void_at", "resident_id"],
        unique=False,
    )
    op.create_index("ix_hand_over_resident", "hand_over", ["resident_id", "id"], unique=False)
    op.create_index(
        "uq_hand_over",
        "hand_over",
        ["resident_id", "serial"],
        unique=True,
        sqlite_where=sa.text("void_at IS NULL"),
        postgresql_where=sa.text("void_at IS NULL"),
    )
    op.create_table(
        "parcel_card",
        sa.Column("parcel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("serial", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("day", Day(), nullable=True),
        sa.Column("at", Instant(), nullable=True),
        sa.Column("by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name=op.f("fk_parcel_card_parcel_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_parcel_card_resident_id")),
        sa.PrimaryKeyConstraint("parcel_id", "number", name=op.f("pk_parcel_card")),
    )
    op.create_index("ix_parcel_card_resident", "parcel_card", ["resident_id", "serial"], unique=False)
    op.create_index(
        "uq_parcel_card_in",
        "parcel_card",
        ["resident_id", "serial"],
        unique=True,
        sqlite_where=sa.text("state = 'in'"),
        postgresql_where=sa.text("state = 'in'"),
    )
    op.create_table(
        "parcel_custody",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("parcel_id", sa.BigInteger(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("keeper", sa.String(length=12), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("cards", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name=op.f("fk_parcel_custody_parcel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcel_custody")),
    )
    op.create_index("ix_parcel_custody_parcel", "parcel_custody", ["parcel_id", "id"], unique=False)
    op.create_table(
        "print_batch_card",
        sa.Column("batch_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("serial", sa.SmallInteger(), nullable=False),
        sa.Column("category", sa.String(length=12), nullable=False),
        sa.Column("due_on", Day(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("spoiled", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("taken_by", sa.String(length=64), nullable=True),
        sa.Column("taken_at", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("day", Day(), nullable=True),
        sa.Column("at", Instant(), nullable=True),
        sa.Column("by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["print_batch.id"], name=op.f("fk_print_batch_card_batch_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_print_batch_card_resident_id")),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_print_batch_card")),
    )
    op.create_index("ix_print_batch_card_resident", "print_batch_card", ["resident_id", "serial"], unique=False)
    op.create_index(
        "uq_print_batch_card_waiting",
        "print_batch_card",
        ["resident_id", "serial"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.add_column("card_event", sa.Column("cause", sa.SmallInteger(), nullable=True))
    op.add_column("resident", sa.Column("cause", sa.SmallInteger(), nullable=True))
    op.create_index(
        "ix_print_order",
        "resident",
        ["regency", "serial", "cause", "due_on", "id", "card_age_on", "district", "institution_id"],
        unique=False,
        sqlite_where=sa.text("due_on IS NOT NULL"),
        postgresql_where=sa.text("due_on IS NOT NULL"),
    )
    op.create_index(
        "ix_finished",
        "resident",
        ["regency", "state", "printed_on", "id", "serial", "district", "village", "institution_id"],
        unique=False,
        sqlite_where=sa.text("state IN (50, 60)"),
        postgresql_where=sa.text("state IN (50, 60)"),
    )
    dialects.protect_append_only(op.get_bind(), ("parcel_custody",))


def downgrade() -> None:
    op.drop_index("ix_finished", "resident")
    op.drop_index("ix_print_order", "resident")
    op.drop_column("resident", "cause")
    op.drop_column("card_event", "cause")
    for name in (
        "print_batch_card", "parcel_custody", "parcel_card", "hand_over", "print_batch", "parcel", "destruction",
        "print_order",
    ):  # fmt: skip
        op.drop_table(name)
