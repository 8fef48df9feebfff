"""letters, visits, teams, planning

Revision ID: 0002
Revises: 0001
"""

from alembic import op
import sqlalchemy as sa
from ktp_core.db import dialects
from ktp_core.db.types import Day, Instant, Region

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("owner", sa.String(length=12), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.Column("removed_at", Instant(), nullable=True),
        sa.Column("removed_by", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index("ix_attachment_owner", "attachment", ["owner", "owner_id"], unique=False)

    op.create_table(
        "team",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("active", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_index(op.f("ix_team_regency"), "team", ["regency"], unique=False)

    op.create_table(
        "attachment_content",
        sa.Column("attachment_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"], name=op.f("fk_attachment_content_attachment_id")),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_attachment_content")),
    )
    op.create_table(
        "blocked_period",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("institution_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=True),
        sa.Column("from_day", Day(), nullable=False),
        sa.Column("until_day", Day(), nullable=False),
        sa.Column("cause", sa.String(length=12), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("removed_at", Instant(), nullable=True),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["institution_id"], ["institution.id"], name=op.f("fk_blocked_period_institution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocked_period")),
    )
    op.create_index("ix_blocked_period_days", "blocked_period", ["regency", "until_day", "from_day"], unique=False)

    op.create_table(
        "request",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("sender", sa.String(length=12), nullable=False),
        sa.Column("letter_number", sa.Text(), nullable=True),
        sa.Column("letter_date", Day(), nullable=True),
        sa.Column("received_on", Day(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=True),
        sa.Column("contact_phone", sa.String(length=32), nullable=True),
        sa.Column("expected", sa.Integer(), nullable=True),
        sa.Column("wished_from", Day(), nullable=True),
        sa.Column("wished_until", Day(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("state_on", Day(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["institution_id"], ["institution.id"], name=op.f("fk_request_institution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
    )
    op.create_index("ix_request_institution", "request", ["institution_id", "received_on"], unique=False)
    op.create_index("ix_request_state", "request", ["regency", "state", "received_on"], unique=False)

    op.create_table(
        "resource",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_resource_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
    )
    op.create_index(op.f("ix_resource_regency"), "resource", ["regency"], unique=False)

    op.create_table(
        "round",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("channel", sa.SmallInteger(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=True),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("start", sa.SmallInteger(), nullable=False),
        sa.Column("end", sa.SmallInteger(), nullable=False),
        sa.Column("from_day", Day(), nullable=False),
        sa.Column("until_day", Day(), nullable=True),
        sa.Column("active", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_round_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
    )
    op.create_table(
        "request_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=12), nullable=False),
        sa.Column("from_state", sa.String(length=12), nullable=True),
        sa.Column("to_state", sa.String(length=12), nullable=False),
        sa.Column("visit_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_request_change_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_change")),
    )
    op.create_index("ix_request_change_request", "request_change", ["request_id", "id"], unique=False)

    op.create_table(
        "round_exception",
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("day", Day(), autoincrement=False, nullable=False),
        sa.Column("institution_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["institution_id"], ["institution.id"], name=op.f("fk_round_exception_institution_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_exception_round_id")),
        sa.PrimaryKeyConstraint("round_id", "day", name=op.f("pk_round_exception")),
    )
    op.create_table(
        "round_stop",
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["institution_id"], ["institution.id"], name=op.f("fk_round_stop_institution_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_stop_round_id")),
        sa.PrimaryKeyConstraint("round_id", "position", name=op.f("pk_round_stop")),
    )
    op.create_table(
        "follow_up",
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=False),
        sa.Column("institution_id", sa.BigInteger(), nullable=False),
        sa.Column("since", Day(), nullable=False),
        sa.Column("settled_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["institution_id"], ["institution.id"], name=op.f("fk_follow_up_institution_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_follow_up_resident_id")),
        sa.ForeignKeyConstraint(["settled_by"], ["visit.id"], name=op.f("fk_follow_up_settled_by")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_follow_up_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "resident_id", name=op.f("pk_follow_up")),
    )
    op.create_index(
        "ix_follow_up_open",
        "follow_up",
        ["institution_id", "since"],
        unique=False,
        sqlite_where=sa.text("settled_by IS NULL"),
        postgresql_where=sa.text("settled_by IS NULL"),
    )
    op.create_index("ix_follow_up_resident", "follow_up", ["resident_id"], unique=False)

    op.create_table(
        "visit_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=12), nullable=False),
        sa.Column("from_day", Day(), nullable=True),
        sa.Column("to_day", Day(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_change_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_change")),
    )
    op.create_index("ix_visit_change_visit", "visit_change", ["visit_id", "id"], unique=False)

    op.create_table(
        "visit_document",
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.String(length=16), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_document_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "document", name=op.f("pk_visit_document")),
    )
    op.create_table(
        "visit_person",
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=True),
        sa.Column("class_name", sa.Text(), nullable=True),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("walk_in", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name=op.f("fk_visit_person_resident_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_person_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "number", name=op.f("pk_visit_person")),
    )
    op.create_index("ix_visit_person_resident", "visit_person", ["resident_id"], unique=False)
    op.create_index("uq_visit_person_key", "visit_person", ["visit_id", "key"], unique=True)

    op.create_table(
        "visit_report",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("copy", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=True),
        sa.Column("acted_at", Instant(), nullable=True),
        sa.Column("operator", sa.String(length=80), nullable=True),
        sa.Column("kit", sa.String(length=40), nullable=True),
        sa.Column("settles", sa.JSON(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("entered_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_report_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_report")),
    )
    op.create_index("ix_visit_report_key", "visit_report", ["visit_id", "key"], unique=False)
    op.create_index("uq_visit_report_digest", "visit_report", ["visit_id", "digest"], unique=True)

    op.create_table(
        "visit_resource",
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name=op.f("fk_visit_resource_resource_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_resource_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "resource_id", name=op.f("pk_visit_resource")),
    )
    op.create_index("ix_visit_resource_resource", "visit_resource", ["resource_id", "visit_id"], unique=False)

    op.create_table(
        "visit_workbook",
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("copy", sa.String(length=40), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("returned_at", Instant(), nullable=True),
        sa.Column("returns", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_workbook_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "copy", name=op.f("pk_visit_workbook")),
    )
    # Added one by one: rebuilding the table, as SQLite's batch mode does, would break what points at it.
    op.add_column("visit", sa.Column("origin", sa.String(length=12), server_default="own", nullable=False))
    op.add_column("visit", sa.Column("channel", sa.SmallInteger(), server_default="1", nullable=False))
    op.add_column("visit", sa.Column("start", sa.SmallInteger(), nullable=True))
    op.add_column("visit", sa.Column("end", sa.SmallInteger(), nullable=True))
    op.add_column(
        "visit",
        sa.Column("team_id", sa.BigInteger(), sa.ForeignKey("team.id", name="fk_visit_team_id"), nullable=True),
        inline_references=True,
    )
    op.add_column(
        "visit",
        sa.Column(
            "request_id", sa.BigInteger(), sa.ForeignKey("request.id", name="fk_visit_request_id"), nullable=True
        ),
        inline_references=True,
    )
    op.add_column(
        "visit",
        sa.Column("round_id", sa.BigInteger(), sa.ForeignKey("round.id", name="fk_visit_round_id"), nullable=True),
        inline_references=True,
    )
    op.add_column("visit", sa.Column("expected", sa.Integer(), nullable=True))
    op.add_column("visit", sa.Column("minutes", sa.Integer(), nullable=True))
    op.add_column("visit", sa.Column("kits", sa.SmallInteger(), nullable=True))
    op.add_column("visit", sa.Column("note", sa.Text(), nullable=True))
    op.add_column("visit", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.create_index(
        "ix_visit_request",
        "visit",
        ["request_id"],
        unique=False,
        sqlite_where=sa.text("request_id IS NOT NULL"),
        postgresql_where=sa.text("request_id IS NOT NULL"),
    )
    op.create_index(
        "uq_visit_round",
        "visit",
        ["round_id", "institution_id", "day"],
        unique=True,
        sqlite_where=sa.text("round_id IS NOT NULL"),
        postgresql_where=sa.text("round_id IS NOT NULL"),
    )
    op.execute("UPDATE visit SET origin = 'reported' WHERE source IS NOT NULL")
    # "Not ready" and "left" became reasons of being absent.
    op.execute("UPDATE visit_outcome SET reason = 'not_ready', outcome = 4 WHERE outcome = 5")
    op.execute("UPDATE visit_outcome SET reason = 'left_school', outcome = 4 WHERE outcome = 6")

    op.create_index("ix_visit_outcome_resident", "visit_outcome", ["resident_id"], unique=False)

    dialects.protect_append_only(op.get_bind(), ("request_change", "visit_change", "visit_report"))
