"""Visits, their history, the people on their lists and what came of them."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, SmallInteger, String, Table, Text

from ktp_core.db.schema.base import identity, metadata, partial_index
from ktp_core.db.types import Day, Instant, Region

# One row is a visit of a team to an institution (or a service point's day) on a day.
visit = Table(
    "visit",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("institution_id", BigInteger, ForeignKey("institution.id"), nullable=False),
    Column("day", Day, nullable=False),
    Column("state", String(12), nullable=False),  # visits.model.VisitState
    Column("source", Text),  # of reported visits: where it was read
    Column("updated_at", Instant, nullable=False),
    Column("origin", String(12), nullable=False, server_default="own"),  # visits.model.Origin
    Column("channel", SmallInteger, nullable=False, server_default="1"),  # cards.model.Channel
    Column("start", SmallInteger),  # minutes after midnight
    Column("end", SmallInteger),
    Column("team_id", BigInteger, ForeignKey("team.id")),
    Column("request_id", BigInteger, ForeignKey("request.id")),
    Column("round_id", BigInteger, ForeignKey("round.id")),
    Column("expected", Integer),
    Column("minutes", Integer),  # worked, known once closed
    Column("kits", SmallInteger),  # used, known once closed
    Column("note", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    Index("ix_visit_day", "regency", "day"),
    Index("ix_visit_institution", "institution_id", "day"),
)
partial_index("ix_visit_request", visit.c.request_id, where=visit.c.request_id.is_not(None))
# One stop a day of each recurring service: generating twice makes nothing twice.
partial_index(
    "uq_visit_round", visit.c.round_id, visit.c.institution_id, visit.c.day, where=visit.c.round_id.is_not(None),
    unique=True,
)  # fmt: skip

# One row is a kit, operator or vehicle that goes along.
visit_resource = Table(
    "visit_resource",
    metadata,
    Column("visit_id", BigInteger, ForeignKey("visit.id"), primary_key=True),
    Column("resource_id", BigInteger, ForeignKey("resource.id"), primary_key=True),
    Index("ix_visit_resource_resource", "resource_id", "visit_id"),
)

# One row is something that happened to a visit. Never changed.
visit_change = Table(
    "visit_change",
    metadata,
    identity(),
    Column("visit_id", BigInteger, ForeignKey("visit.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(64), nullable=False),
    Column("action", String(12), nullable=False),  # visits.model.VisitAction
    Column("from_day", Day),
    Column("to_day", Day),
    Column("reason", Text),
    Column("details", JSON, nullable=False),  # what else changed: team, hours, kits; ids and numbers only
    Index("ix_visit_change_visit", "visit_id", "id"),
)

# One row is a person on the list of a visit, under the number printed on the sheet. Numbers are never given twice.
visit_person = Table(
    "visit_person",
    metadata,
    Column("visit_id", BigInteger, ForeignKey("visit.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("key", String(40), nullable=False),  # row id in workbooks: of a walk-in made where it was written down
    Column("resident_id", BigInteger, ForeignKey("resident.id")),  # null: a walk-in not known yet
    Column("class_name", Text),
    Column("origin", String(8), nullable=False),  # fieldwork.model.PersonOrigin: list | missed | walk_in
    Column("walk_in", JSON(none_as_null=True)),  # of a walk-in: nik, name, sex, birth_date as written down
    Index("uq_visit_person_key", "visit_id", "key", unique=True),
    Index("ix_visit_person_resident", "resident_id"),
)

# One row is what somebody said of one person on a list, once. Only ever added: the outcome follows from all of them.
visit_report = Table(
    "visit_report",
    metadata,
    identity(),
    Column("visit_id", BigInteger, ForeignKey("visit.id"), nullable=False),
    Column("key", String(40), nullable=False),  # visit_person.key
    Column("copy", String(40), nullable=False),  # which workbook copy, or "screen", or "decision"
    Column("outcome", SmallInteger, nullable=False),  # visits.model.Outcome
    Column("reason", String(16)),  # visits.model.Reason
    Column("acted_at", Instant),  # when it happened, as the team wrote it
    Column("operator", String(80)),
    Column("kit", String(40)),
    Column("settles", JSON(none_as_null=True)),  # of a decision: digests of the reports it has seen
    Column("digest", String(64), nullable=False),  # of everything above: the same report twice is one
    Column("entered_at", Instant, nullable=False),
    Column("entered_by", String(64), nullable=False),
    Index("uq_visit_report_digest", "visit_id", "digest", unique=True),
    Index("ix_visit_report_key", "visit_id", "key"),
)

# One row is a workbook handed out, and how often it came back.
visit_workbook = Table(
    "visit_workbook",
    metadata,
    Column("visit_id", BigInteger, ForeignKey("visit.id"), primary_key=True),
    Column("copy", String(40), primary_key=True),
    Column("team", Text, nullable=False),  # who it was made for, in words
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(64), nullable=False),
    Column("returned_at", Instant),  # last time
    Column("returns", Integer, nullable=False, server_default="0"),
)

# One row is a person of a closed visit and what came of them.
visit_outcome = Table(
    "visit_outcome",
    metadata,
    Column("visit_id", BigInteger, ForeignKey("visit.id"), primary_key=True),
    Column("resident_id", BigInteger, ForeignKey("resident.id"), primary_key=True),
    Column("outcome", SmallInteger, nullable=False),  # visits.model.Outcome
    Column("reason", String(32)),  # visits.model.Reason
    Index("ix_visit_outcome_resident", "resident_id"),
)

# One row is a person missed at a visit, and where they are expected next, until they were met again.
follow_up = Table(
    "follow_up",
    metadata,
    Column("visit_id", BigInteger, ForeignKey("visit.id"), primary_key=True),
    Column("resident_id", BigInteger, ForeignKey("resident.id"), primary_key=True),
    Column("institution_id", BigInteger, ForeignKey("institution.id"), nullable=False),  # where next
    Column("since", Day, nullable=False),
    Column("settled_by", BigInteger, ForeignKey("visit.id")),  # the visit whose list has them
    Index("ix_follow_up_resident", "resident_id"),
)
partial_index(
    "ix_follow_up_open", follow_up.c.institution_id, follow_up.c.since, where=follow_up.c.settled_by.is_(None)
)  # fmt: skip

# One row counts other documents served at a visit (KK, KIA, deeds, IKD).
visit_document = Table(
    "visit_document",
    metadata,
    Column("visit_id", BigInteger, ForeignKey("visit.id"), primary_key=True),
    Column("document", String(16), primary_key=True),  # rounds.model.Document
    Column("n", Integer, nullable=False),
)
