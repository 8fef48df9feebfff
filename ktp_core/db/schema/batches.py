"""Print batches: which cards one printer makes, in which order, and what became of each."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, SmallInteger, String, Table, Text

from ktp_core.db.schema.base import identity, metadata, partial_index
from ktp_core.db.schema.residents import resident
from ktp_core.db.types import Day, Instant, Region

# One row is the order in which an office prints. No row: batches.order.DEFAULT.
print_order = Table(
    "print_order",
    metadata,
    Column("regency", Region, primary_key=True, autoincrement=False),
    Column("categories", JSON, nullable=False),  # list of batches.model.Category, the most urgent first
    Column("first_time_months", SmallInteger, nullable=False),  # after card age, who still counts as first-time
    Column("version", Integer, nullable=False, server_default="1"),
    Column("updated_at", Instant, nullable=False),
    Column("updated_by", String(64), nullable=False),
)

# One row is one print batch: some cards, one printer, one day.
print_batch = Table(
    "print_batch",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("number", Integer, nullable=False),  # 1.. among those of its day, for people
    Column("holder_id", BigInteger, ForeignKey("blank_holder.id"), nullable=False),  # whose blanks are used
    Column("day", Day, nullable=False),  # of printing, as planned
    Column("visit_id", BigInteger, ForeignKey("visit.id")),  # printed on the spot there
    Column("state", String(10), nullable=False),  # batches.model.BatchState
    Column("districts", JSON, nullable=False),  # of its maker when limited to some; empty: the whole regency
    Column("categories", JSON, nullable=False),  # the order it was proposed by
    Column("note", Text),
    Column("reason", Text),  # why it was paused, finished early or cancelled
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(64), nullable=False),
    Column("done_at", Instant),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("updated_at", Instant, nullable=False),
    Index("uq_print_batch_number", "regency", "day", "number", unique=True),
    Index("ix_print_batch_state", "regency", "state", "day"),
    Index("ix_print_batch_holder", "holder_id", "day"),
)
partial_index("ix_print_batch_visit", print_batch.c.visit_id, where=print_batch.c.visit_id.is_not(None))

# One row is one card of one batch. A card waits in one batch at a time.
print_batch_card = Table(
    "print_batch_card",
    metadata,
    Column("batch_id", BigInteger, ForeignKey("print_batch.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),  # 1.. in printing order; never reused
    Column("resident_id", BigInteger, ForeignKey("resident.id"), nullable=False),
    Column("serial", SmallInteger, nullable=False),
    Column("category", String(12), nullable=False),  # batches.model.Category
    Column("due_on", Day, nullable=False),  # when it was put in
    Column("state", String(8), nullable=False),  # batches.model.CardMark
    Column("spoiled", SmallInteger, nullable=False, server_default="0"),  # blanks that were lost on it
    Column("taken_by", String(64)),  # who is printing it just now
    Column("taken_at", Instant),
    Column("reason", Text),  # why it was skipped, or why a blank spoiled
    Column("day", Day),  # of the act that decided it
    Column("at", Instant),
    Column("by", String(64)),
    Index("ix_print_batch_card_resident", "resident_id", "serial"),
)
partial_index(
    "uq_print_batch_card_waiting",
    print_batch_card.c.resident_id,
    print_batch_card.c.serial,
    where=print_batch_card.c.state == "waiting",
    unique=True,
)

# The waiting in printing order: within a category the longest wait first, the day of card age to tell categories apart.
partial_index(
    "ix_print_order",
    resident.c.regency,
    resident.c.serial,
    resident.c.cause,
    resident.c.due_on,
    resident.c.id,
    resident.c.card_age_on,
    resident.c.district,
    resident.c.institution_id,
    where=resident.c.due_on.is_not(None),
)
