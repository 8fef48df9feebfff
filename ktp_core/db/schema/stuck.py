"""What was agreed about stuck cards. Which cards are stuck is asked of `resident`, by an index of its own."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Table, Text

from ktp_core.db.schema.base import identity, metadata, partial_index
from ktp_core.db.schema.residents import resident
from ktp_core.db.types import Day, Instant, Region

# States in which a card can stay too long, print-ready apart (that is the backlog, which has its own indexes):
# recorded, submitted, printed, dispatched, and the problem states. Most residents are in none of them.
STUCK_STATES = (20, 30, 50, 60, 81, 82, 83)

# By state, longest there first; it covers every filter, so that counting and finding a page never touch the table.
partial_index(
    "ix_stuck",
    resident.c.regency,
    resident.c.state,
    resident.c.state_on,
    resident.c.id,
    resident.c.district,
    resident.c.institution_id,
    resident.c.standing,
    resident.c.recorded_on,
    where=resident.c.state.in_(STUCK_STATES),
)

# One row is what was agreed about one stuck card. Never changed; the newest of a case holds.
stuck_note = Table(
    "stuck_note",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("resident_id", BigInteger, ForeignKey("resident.id"), nullable=False),
    Column("kind", String(12), nullable=False),  # stuck.model.StuckKind
    Column("since", Day, nullable=False),  # since when the card had been waiting: tells one case from a later one
    Column("owner", String(64)),  # sign-in name of the account that sees to it
    Column("action", Text),  # what they do next
    Column("due_on", Day),
    Column("at", Instant, nullable=False),
    Column("by", String(64), nullable=False),
    Index("ix_stuck_note_resident", "resident_id", "kind", "id"),
    Index("ix_stuck_note_kind", "regency", "kind", "resident_id", "id"),
)
