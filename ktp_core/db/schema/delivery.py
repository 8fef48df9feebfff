"""Finished cards: parcels, who has them, into whose hand they went, and what was destroyed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, SmallInteger, String, Table, Text

from ktp_core.db.schema.base import identity, metadata, partial_index
from ktp_core.db.schema.residents import resident
from ktp_core.db.types import Day, Instant, Region

# One row is a parcel: finished cards that travel together to one place.
parcel = Table(
    "parcel",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("code", String(12), nullable=False),  # on the paper and in its barcode; says nothing about anybody
    Column("place", String(12), nullable=False),  # delivery.model.Place: institution | village | district
    Column("institution_id", BigInteger, ForeignKey("institution.id")),
    Column("village", Region),
    Column("district", Region),  # of the destination; null only for an institution whose district is unknown
    Column("state", String(8), nullable=False),  # delivery.model.ParcelState
    Column("visit_id", BigInteger, ForeignKey("visit.id")),  # the planned visit that takes it along
    # -- custody as it stands: the newest row of parcel_custody
    Column("keeper", String(12), nullable=False),  # delivery.model.Keeper
    Column("keeper_name", Text, nullable=False),
    Column("kept_since", Day, nullable=False),
    Column("sent_on", Day),  # left the office
    Column("settled_on", Day),  # every card of it is in a hand or back
    Column("note", Text),
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(64), nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("updated_at", Instant, nullable=False),
    Index("uq_parcel_code", "regency", "code", unique=True),
    Index("ix_parcel_state", "regency", "state", "id"),
)
partial_index("ix_parcel_institution", parcel.c.institution_id, where=parcel.c.institution_id.is_not(None))
partial_index("ix_parcel_visit", parcel.c.visit_id, where=parcel.c.visit_id.is_not(None))

# One row is one card of one parcel. A card lies in one parcel at a time.
parcel_card = Table(
    "parcel_card",
    metadata,
    Column("parcel_id", BigInteger, ForeignKey("parcel.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),  # 1.. as on the paper; never reused
    Column("resident_id", BigInteger, ForeignKey("resident.id"), nullable=False),
    Column("serial", SmallInteger, nullable=False),
    Column("state", String(8), nullable=False),  # delivery.model.CardPlace: in | handed | returned | taken_out | left
    Column("reason", Text),
    Column("day", Day),  # of what decided it
    Column("at", Instant),
    Column("by", String(64)),
    Index("ix_parcel_card_resident", "resident_id", "serial"),
)
partial_index(
    "uq_parcel_card_in",
    parcel_card.c.resident_id,
    parcel_card.c.serial,
    where=parcel_card.c.state == "in",
    unique=True,
)

# One row is a parcel changing hands. Append-only.
parcel_custody = Table(
    "parcel_custody",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("parcel_id", BigInteger, ForeignKey("parcel.id"), nullable=False),
    Column("day", Day, nullable=False),
    Column("keeper", String(12), nullable=False),  # delivery.model.Keeper: who has it from now on
    Column("name", Text, nullable=False),  # of the person who signed for it
    Column("given_by", Text, nullable=False),  # of the person who let go of it
    Column("cards", Integer, nullable=False),  # in it at that moment
    Column("note", Text),
    Column("at", Instant, nullable=False),
    Column("by", String(64), nullable=False),
    Index("ix_parcel_custody_parcel", "parcel_id", "id"),
)

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
    Column(
        "proof", String(12), nullable=False
    ),  # delivery.finished.Proof: how the identity was checked; none: not
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
