"""Blank cards (blangko) as a ledger: who holds how many, what came and went, what waits for a second person."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
)  # fmt: skip

from ktp_core.db.schema.base import identity, metadata, partial_index
from ktp_core.db.types import Day, Instant, Region

# One row is a place where blanks are: the store, a printer, a district office.
blank_holder = Table(
    "blank_holder",
    metadata,
    identity(),
    Column("regency", Region, nullable=False, index=True),
    Column("kind", String(8), nullable=False),  # blanks.model.HolderKind: store | printer | office
    Column("name", Text, nullable=False),
    Column("daily_capacity", Integer),  # cards a printer makes in a working day
    Column("stock", Integer, nullable=False, server_default="0"),  # sum of its entries, written together with them
    Column("active", SmallInteger, nullable=False, server_default="1"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("updated_at", Instant, nullable=False),
    CheckConstraint("stock >= 0", name="ck_blank_holder_stock"),
)

# One row is blanks coming or going at one holder. Append-only; a mistake is put right by another entry.
blank_entry = Table(
    "blank_entry",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("holder_id", BigInteger, ForeignKey("blank_holder.id"), nullable=False),
    Column("day", Day, nullable=False),
    Column("kind", String(10), nullable=False),  # blanks.model.EntryKind
    Column("n", Integer, nullable=False),  # + into the holder, - out of it
    Column("other_id", BigInteger, ForeignKey("blank_holder.id")),  # the other side of an allotment or return
    Column("resident_id", BigInteger),  # whose card the blank became, or was to become when it spoiled
    Column("serial", SmallInteger),
    Column("batch_id", BigInteger),
    Column("document", Text),  # number of the delivery note
    Column("reason", Text),
    Column("proposal_id", BigInteger, ForeignKey("blank_proposal.id")),
    Column("at", Instant, nullable=False),
    Column("by", String(64), nullable=False),
    # The ledger of a holder or of the office adds up from these alone.
    Index("ix_blank_entry_holder", "holder_id", "day", "kind", "other_id", "n"),
    Index("ix_blank_entry_day", "regency", "day", "kind", "other_id", "n"),
)
partial_index(
    "ix_blank_entry_resident",
    blank_entry.c.resident_id,
    blank_entry.c.serial,
    where=blank_entry.c.resident_id.is_not(None),
)

# One row is a correction or a count that somebody proposes and another person decides.
blank_proposal = Table(
    "blank_proposal",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("holder_id", BigInteger, ForeignKey("blank_holder.id"), nullable=False),
    Column("n", Integer, nullable=False),  # what the stock would change by
    Column("counted", Integer),  # what was counted; null for a correction
    Column("reason", Text, nullable=False),
    Column("proposed_at", Instant, nullable=False),
    Column("proposed_by", String(64), nullable=False),
    Column("decided_at", Instant),
    Column("decided_by", String(64)),
    Column("accepted", SmallInteger),
    Index("ix_blank_proposal_open", "regency", "decided_at", "id"),
)
