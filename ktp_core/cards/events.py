"""Card events as stored: appending them with their counts, and reading them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from ktp_core.cards.model import Card, CardAction, CardEvent, CardState, Channel, EventRow, Source
from ktp_core.db import dialects
from ktp_core.db.ids import next_ids
from ktp_core.db.schema import card_event
from ktp_core.db.types import Instant, day_number, region_number
from ktp_core.summaries.model import Step
from ktp_core.summaries.store import Deltas

_EVENT_COLUMNS = [column.name for column in card_event.columns]


def append_events(conn: Connection, events: Sequence[EventRow], deltas: Deltas) -> None:
    """Store and count events of one regency. The rows of `resident` are the caller's business."""
    if not events:
        return
    ids = next_ids(conn, events[0].event.regency, "card_event", len(events))
    stored = (stored_event(id_, row) for id_, row in zip(ids, events, strict=True))
    dialects.bulk_insert(conn, card_event, _EVENT_COLUMNS, stored)
    for row in events:
        deltas.event(step_of(row))


def history(conn: Connection, resident_id: int) -> list[CardEvent]:
    """Every event of one resident's card, oldest first."""
    query = select(card_event).where(card_event.c.resident_id == resident_id).order_by(card_event.c.id)
    return [_event_of(row) for row in conn.execute(query).mappings()]


def event_row(event: CardEvent, before: Card, after: Card, undone: EventRow | None = None) -> EventRow:
    """The event with its surroundings, to be stored and counted."""
    return EventRow(event, after.district, after.ours, after.due_on, before.due_on, before.district, undone)


def step_of(row: EventRow) -> Step:
    """What the summaries count of this event."""
    event = row.event
    return Step(
        event.regency, int(event.action), int(event.channel), event.day, row.ours, row.district or "", row.due_on,
        row.due_before, row.district_before or "", step_of(row.undone) if row.undone else None,
    )  # fmt: skip


def stored_event(id_: int, row: EventRow) -> tuple[Any, ...]:
    """The row as the file holds it: numbers for days, moments, codes."""
    event = row.event
    return (
        id_, region_number(event.regency), event.resident_id, event.serial, int(event.action), int(event.from_state),
        int(event.to_state), day_number(event.day), Instant().process_bind_param(event.at, None), event.by,  # type: ignore[arg-type]
        int(event.source), int(event.channel), region_number(row.district) if row.district else None, int(row.ours),
        None if row.due_on is None else day_number(row.due_on), event.visit_id, event.undoes, event.reason,
    )  # fmt: skip


def _event_of(row: Mapping[Any, Any]) -> CardEvent:
    return CardEvent(
        row["resident_id"], row["regency"], CardAction(row["action"]), CardState(row["from_state"]),
        CardState(row["to_state"]), row["serial"], row["day"], row["at"], row["by"], Source(row["source"]),
        Channel(row["channel"]), row["visit_id"], row["reason"], row["undoes"], row["id"],
    )  # fmt: skip


def event_with_place(conn: Connection, event_id: int | None) -> EventRow:
    """A stored event as it was counted."""
    row = conn.execute(select(card_event).where(card_event.c.id == event_id)).mappings().one()
    district = row["district"]
    return EventRow(_event_of(row), district, bool(row["ours"]), row["due_on"], row["due_on"], district)
