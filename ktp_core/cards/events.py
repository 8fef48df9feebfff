"""Card events as stored: appending them with their counts, and reading them back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from ktp_core.cards import visited, waits
from ktp_core.cards.model import Card, CardAction, CardEvent, CardState, Cause, Channel, EventRow, Source
from ktp_core.db import dialects
from ktp_core.db.ids import next_ids
from ktp_core.db.schema import card_event
from ktp_core.db.types import Instant, day_number, region_number
from ktp_core.summaries.model import Step
from ktp_core.summaries.store import Deltas

_CHUNK = 500
_EVENT_COLUMNS = [column.name for column in card_event.columns]


def append_events(conn: Connection, events: Sequence[EventRow], deltas: Deltas) -> None:
    """Store and count events of one regency. The rows of `resident` are the caller's business."""
    if not events:
        return
    stood, told = waits.stood(conn, events), visited.before(conn, events)
    ids = next_ids(conn, events[0].event.regency, "card_event", len(events))
    stored = (stored_event(id_, row) for id_, row in zip(ids, events, strict=True))
    dialects.bulk_insert(conn, card_event, _EVENT_COLUMNS, stored)
    for row in events:
        deltas.event(step_of(row))
    waits.count(stood, ids, events, deltas)
    visited.count(told, events, deltas)


def lines(conn: Connection, ids: Sequence[int]) -> dict[int, list[EventRow]]:
    """The events that stand of each of these residents, oldest first, as they were counted."""
    found: dict[int, list[EventRow]] = {}
    for start in range(0, len(ids), _CHUNK):
        found |= _lines(conn, ids[start : start + _CHUNK])
    return found


def turned_lines(conn: Connection, ids: Select[tuple[int]]) -> dict[int, list[EventRow]]:
    """`lines` of those alone who were adjusted or corrected: on every other line the days of acts never go back."""
    apart = [int(CardAction.ADJUST), int(CardAction.CORRECT)]
    row = card_event.c
    return _lines(conn, select(row.resident_id).where(row.resident_id.in_(ids), row.action.in_(apart)))


def _lines(conn: Connection, ids: Any) -> dict[int, list[EventRow]]:
    found: dict[int, list[EventRow]] = defaultdict(list)
    events = select(card_event).where(card_event.c.resident_id.in_(ids))
    for row in conn.execute(events.order_by(card_event.c.resident_id, card_event.c.id)).mappings():
        line = found[row["resident_id"]]
        line[:] = _with(line, follow(_row_of(row), line))
    return found


def history(conn: Connection, resident_id: int) -> list[CardEvent]:
    """Every event of one resident's card, oldest first."""
    query = select(card_event).where(card_event.c.resident_id == resident_id).order_by(card_event.c.id)
    return [_event_of(row) for row in conn.execute(query).mappings()]


def event_row(event: CardEvent, before: Card, after: Card, line: Sequence[EventRow] = ()) -> EventRow:
    """The event with its surroundings, to be stored and counted. Without a `line` the card says what was before."""
    row = EventRow(event, after.district, after.ours, after.due_on, before.due_on, before.district)
    return follow(row, line) if line else row


def follow(row: EventRow, line: Sequence[EventRow]) -> EventRow:
    """The row after those that stand: what was before it, and what it takes back if it is a correction.

    A correction takes back everything since the act it undoes: adjustments in between are said anew by the correction.
    """
    undoes = row.event.undoes
    kept = line if undoes is None else [one for one in line if one.event.id is None or one.event.id < undoes]
    last = kept[-1] if kept else None
    return EventRow(
        row.event, row.district, row.ours, row.due_on, last.due_on if last else None, last.district if last else None,
        step_of(last).turned_on if last else date.min, tuple(line[len(kept) :]),
    )  # fmt: skip


def _with(line: Sequence[EventRow], row: EventRow) -> list[EventRow]:
    """What stands once the row is there."""
    return [*line[: len(line) - len(row.undone)], row]


def step_of(row: EventRow) -> Step:
    """What the summaries count of this event."""
    event = row.event
    return Step(
        event.regency, int(event.action), int(event.channel), event.day, row.ours, row.district or "", row.due_on,
        row.due_before, row.district_before or "", row.since, tuple(map(step_of, row.undone)),
    )  # fmt: skip


def stored_event(id_: int, row: EventRow) -> tuple[Any, ...]:
    """The row as the file holds it: numbers for days, moments, codes."""
    event = row.event
    return (
        id_, region_number(event.regency), event.resident_id, event.serial, int(event.action), int(event.from_state),
        int(event.to_state), day_number(event.day), Instant().process_bind_param(event.at, None), event.by,  # type: ignore[arg-type]
        int(event.source), int(event.channel), region_number(row.district) if row.district else None, int(row.ours),
        None if row.due_on is None else day_number(row.due_on), event.visit_id, event.undoes, event.reason,
        None if event.cause is None else int(event.cause),
    )  # fmt: skip


def _event_of(row: Mapping[Any, Any]) -> CardEvent:
    return CardEvent(
        row["resident_id"], row["regency"], CardAction(row["action"]), CardState(row["from_state"]),
        CardState(row["to_state"]), row["serial"], row["day"], row["at"], row["by"], Source(row["source"]),
        Channel(row["channel"]), row["visit_id"], row["reason"], row["undoes"], row["id"],
        None if row["cause"] is None else Cause(row["cause"]),
    )  # fmt: skip


def _row_of(row: Mapping[Any, Any]) -> EventRow:
    return EventRow(_event_of(row), row["district"], bool(row["ours"]), row["due_on"], None, None)
