"""What new events do to the recordings at visits: known from what was told of these residents before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from ktp_core import clock
from ktp_core.cards.model import CardAction, CardEvent, EventRow
from ktp_core.db.schema import card_event
from ktp_core.db.types import day_of
from ktp_core.summaries.model import Told
from ktp_core.summaries.store import Deltas
from ktp_core.summaries.visited import told

_CHUNK = 500


def before(conn: Connection, events: Sequence[EventRow]) -> dict[int, list[Told]]:
    """What was told of the residents whose recordings at visits these new events make or take back, by resident."""
    ids = sorted({row.event.resident_id for row in events if _new(row)})
    found: dict[int, list[Told]] = {one: [] for one in ids}
    for start in range(0, len(ids), _CHUNK):
        whose = card_event.c.resident_id.in_(ids[start : start + _CHUNK])
        for _, who, visit, known_on, n in conn.execute(told(events[0].event.regency, whose)):
            found[who].append(Told(visit, day_of(known_on), n))
    return found


def count(told_before: Mapping[int, Sequence[Told]], events: Sequence[EventRow], deltas: Deltas) -> None:
    """Give `deltas` what these new events do."""
    new: dict[int, list[Told]] = defaultdict(list)
    for row in events:
        new[row.event.resident_id] += _new(row)
    for who, found in told_before.items():
        deltas.visited(who, found, new[who])


def _new(row: EventRow) -> list[Told]:
    event = row.event
    if _at_visit(event):
        return [Told(int(event.visit_id or 0), _known_on(event), 1)]
    undone = [one.event for one in row.undone if one.event.id == event.undoes and _at_visit(one.event)]
    # Clocks go back: nothing is taken back before it was told.
    return [Told(int(one.visit_id or 0), max(_known_on(one), _known_on(event)), -1) for one in undone]


def _at_visit(event: CardEvent) -> bool:
    return event.action is CardAction.RECORD and event.visit_id is not None


def _known_on(event: CardEvent) -> date:
    return clock.local(event.at, event.regency).date()
