"""What new events do to the waits that ended: counted from the acts of one resident before and after them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from ktp_core.cards.model import CardAction, EventRow
from ktp_core.db.schema import card_event
from ktp_core.summaries.delays import Act
from ktp_core.summaries.store import Deltas

_ACTS = (CardAction.PRINT, CardAction.SPOIL, CardAction.DELIVER)
# A printing ends a wait of its own; what these do to waits depends on what stood before.
_LOOK_BACK = {CardAction.SPOIL, CardAction.DELIVER, CardAction.CORRECT}
_CHUNK = 500


def stood(conn: Connection, events: Sequence[EventRow]) -> dict[int, list[Act]]:
    """The acts that stand, by resident, of those whose new events look back."""
    ids = sorted({row.event.resident_id for row in events if row.event.action in _LOOK_BACK})
    found: dict[int, list[Act]] = {one: [] for one in ids}
    for start in range(0, len(ids), _CHUNK):
        _read(conn, ids[start : start + _CHUNK], found)
    return found


def count(stood: dict[int, list[Act]], ids: Sequence[int], events: Sequence[EventRow], deltas: Deltas) -> None:
    """Give `deltas` what these new events, with those ids, do. `stood` follows them."""
    for id_, row in zip(ids, events, strict=True):
        event = row.event
        if event.action is CardAction.CORRECT:
            after = [one for one in stood[event.resident_id] if event.undoes is not None and one.id < event.undoes]
        elif event.action in _ACTS:
            act = Act(id_, int(event.action), event.serial, event.day, row.district or "", row.ours, row.due_before)
            after = [*stood.get(event.resident_id, ()), act]
        else:
            continue
        deltas.waited(stood.get(event.resident_id, ()), after)
        if event.resident_id in stood:
            stood[event.resident_id] = after


def _read(conn: Connection, ids: Sequence[int], found: dict[int, list[Act]]) -> None:
    c = card_event.c
    before = func.lag(c.due_on, type_=c.due_on.type).over(partition_by=c.resident_id, order_by=c.id)
    line = select(
        c.resident_id, c.undoes, c.id, c.action, c.serial, c.day, c.district, c.ours,
        before.label("due_before"),
    ).where(c.resident_id.in_(ids)).subquery("line").c  # fmt: skip
    counted = select(*line).where(line.action.in_([*map(int, _ACTS), int(CardAction.CORRECT)]))
    for who, undoes, id_, action, serial, day, district, ours, due in conn.execute(counted.order_by(line.id)):
        if action == CardAction.CORRECT:
            found[who] = [one for one in found[who] if one.id < undoes]
        else:
            found[who].append(Act(id_, action, serial, day, district or "", ours == 1, due))
