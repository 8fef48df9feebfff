"""Card events and the lists from SIAK."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, SmallInteger, String, Table, Text, text

from ktp_core.db.schema.base import identity, metadata, partial_index
from ktp_core.db.types import Day, Instant, Region

# One row is one step of one resident's card line. Append-only. Ordered by id, not by time: clocks go back.
card_event = Table(
    "card_event",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("resident_id", BigInteger, ForeignKey("resident.id"), nullable=False),
    Column("serial", SmallInteger, nullable=False),
    Column("action", SmallInteger, nullable=False),  # cards.model.CardAction
    Column("from_state", SmallInteger, nullable=False),
    Column("to_state", SmallInteger, nullable=False),
    Column("day", Day, nullable=False),  # of the act, in the office's time zone
    Column("at", Instant, nullable=False),  # entered at
    Column("by", String(64), nullable=False),
    Column("source", SmallInteger, nullable=False),  # cards.model.Source
    Column("channel", SmallInteger, nullable=False),  # cards.model.Channel
    # The resident's place and due day after the event: with the event before, they give every stock and flow.
    Column("district", Region),
    Column("ours", SmallInteger, nullable=False),
    Column("due_on", Day),
    Column("visit_id", BigInteger, ForeignKey("visit.id")),
    Column("undoes", BigInteger),
    Column("reason", Text),
    Column("cause", SmallInteger),  # cards.model.Cause, of a replacement
    Index("ix_card_event_resident", "resident_id", "id"),
)
# Who was recorded at one visit. How many people visits served is kept in `summary_visit`.
partial_index(
    "ix_card_event_visit",
    card_event.c.visit_id,
    card_event.c.action,
    card_event.c.resident_id,
    card_event.c.id,
    where=card_event.c.visit_id.is_not(None),
)
# Printings and hand-overs by day: what a span of days is asked for touches no other event.
partial_index(
    "ix_card_event_served",
    card_event.c.regency,
    card_event.c.action,
    card_event.c.day,
    card_event.c.id,
    card_event.c.resident_id,
    card_event.c.serial,
    card_event.c.district,
    card_event.c.ours,
    where=text("action IN (8, 11)"),
)
partial_index("ix_card_event_undoes", card_event.c.undoes, where=card_event.c.undoes.is_not(None))

# One row is a remembered meaning of the columns of a status list (by the fingerprint of its headings).
status_mapping = Table(
    "status_mapping",
    metadata,
    Column("regency", Region, primary_key=True, autoincrement=False),
    Column("fingerprint", String(64), primary_key=True),
    Column("columns", JSON, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", Instant, nullable=False),
)

# One row is a row of a status list that contradicts ours, until a human has decided.
disagreement = Table(
    "disagreement",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("resident_id", BigInteger, ForeignKey("resident.id"), nullable=False),
    Column("kind", String(12), nullable=False),  # cards.verdicts.Verdict
    Column("our_state", SmallInteger, nullable=False),
    Column("their_state", SmallInteger, nullable=False),
    Column("their_word", String(64), nullable=False),
    Column("their_day", Day),
    Column("file_row", Integer),
    Column("seen_at", Instant, nullable=False),
    Column("seen_by", String(64), nullable=False),
    Column("resolution", String(12)),  # kept | taken
    Column("resolved_at", Instant),
    Column("resolved_by", String(64)),
    Column("reason", Text),
    Index("ix_disagreement_open", "regency", "resolved_at", "id"),
)
