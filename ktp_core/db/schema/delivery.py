"""Parcels of finished cards, and in whose keeping they are."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, SmallInteger, String, Table, Text

from ktp_core.db.schema.base import identity, metadata, partial_index
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
