"""One finished card: into whose hand it went, or why it was destroyed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, SmallInteger, String, Table, Text

from ktp_core.db.schema.base import identity, metadata, partial_index
from ktp_core.db.schema.residents import resident
from ktp_core.db.types import Day, Instant, Region

# One row is one card put into one hand. Void when a correction took it back.
hand_over = Table(
    "hand_over",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("resident_id", BigInteger, ForeignKey("resident.id"), nullable=False),
    Column("serial", SmallInteger, nullable=False),
    Column("parcel_id", BigInteger, ForeignKey("parcel.id")),  # null: at the counter
    Column("day", Day, nullable=False),
    Column("receiver", String(12), nullable=False),  # delivery.finished.Receiver
    Column("receiver_name", Text),  # null: the owner
    Column("proof", String(12), nullable=False),  # delivery.finished.Proof: how the identity was checked; none: not
    Column("reason", Text),  # why without proof
    Column("at", Instant, nullable=False),
    Column("by", String(64), nullable=False),
    Column("void_at", Instant),
    Column("void_by", String(64)),
    Index("ix_hand_over_resident", "resident_id", "id"),
    # Totals of a span of days are counted from this index alone.
    Index("ix_hand_over_day", "regency", "day", "receiver", "proof", "serial", "void_at", "resident_id"),
)
# One card, one delivery.
partial_index(
    "uq_hand_over",
    hand_over.c.resident_id,
    hand_over.c.serial,
    where=hand_over.c.void_at.is_(None),
    unique=True,
)
# One row is a finished card that somebody wants destroyed or written off as lost, and another person decides.
destruction = Table(
    "destruction",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("resident_id", BigInteger, ForeignKey("resident.id"), nullable=False),
    Column("serial", SmallInteger, nullable=False),
    Column("cause", String(12), nullable=False),  # delivery.finished.Loss
    Column("reason", Text, nullable=False),
    Column("proposed_on", Day, nullable=False),
    Column("proposed_at", Instant, nullable=False),
    Column("proposed_by", String(64), nullable=False),
    Column("decided_on", Day),
    Column("decided_at", Instant),
    Column("decided_by", String(64)),
    Column("accepted", SmallInteger),
    Index("ix_destruction_resident", "resident_id", "serial"),
    Index("ix_destruction_day", "regency", "decided_on", "id"),
)
partial_index(
    "uq_destruction_open",
    destruction.c.resident_id,
    destruction.c.serial,
    where=destruction.c.decided_at.is_(None),
    unique=True,
)
# Finished cards in nobody's hand (printed, dispatched), oldest first. It covers every question of ageing and of where
# they should go, so that neither reads the table, however many residents there are.
partial_index(
    "ix_finished",
    resident.c.regency,
    resident.c.state,
    resident.c.printed_on,
    resident.c.id,
    resident.c.serial,
    resident.c.district,
    resident.c.village,
    resident.c.institution_id,
    where=resident.c.state.in_((50, 60)),
)
