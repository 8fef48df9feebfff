"""Visits of some days as they stood at a moment, out of their history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, exists, or_, select

from ktp_core.db.schema import institution, visit, visit_change
from ktp_core.institutions.model import Kind
from ktp_core.visits.model import VisitAction, VisitState

_v, _c = visit.c, visit_change.c
_STATES = {
    VisitAction.SCHEDULE: VisitState.PLANNED, VisitAction.RESCHEDULE: VisitState.PLANNED,
    VisitAction.CANCEL: VisitState.CANCELLED, VisitAction.START: VisitState.UNDERWAY,
    VisitAction.CLOSE: VisitState.DONE, VisitAction.REOPEN: VisitState.UNDERWAY,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stood:
    """A visit: the kind of its institution, its day and state."""

    kind: Kind
    day: date
    state: VisitState


def stood(conn: Connection, regency: str, first: date, last: date, known_until: datetime | None) -> list[Stood]:
    """Visits of those days: as they stand now, or as they stood by what had been entered by that moment.

    A visit that was moved or entered since is told by its history; what has none (read in reports) was always so.
    """
    days = _v.day.between(first, last)
    moved = exists().where(_c.visit_id == _v.id, or_(_c.to_day.between(first, last), _c.from_day.between(first, last)))
    asked = days if known_until is None else or_(days, moved)
    rows = conn.execute(
        select(_v.id, institution.c.kind, _v.day, _v.state)
        .join(institution, institution.c.id == _v.institution_id)
        .where(_v.regency == regency, asked).order_by(_v.id)
    ).all()  # fmt: skip
    if known_until is None:
        return [Stood(Kind(row.kind), row.day, VisitState(row.state)) for row in rows]
    told = _told(conn, [row.id for row in rows])
    found = (_then(row, told.get(row.id), known_until) for row in rows)
    return [one for one in found if one is not None and first <= one.day <= last]


def _told(conn: Connection, ids: list[int]) -> dict[int, list[tuple[datetime, VisitAction, date | None]]]:
    found: dict[int, list[tuple[datetime, VisitAction, date | None]]] = {}
    for part in _parts(ids):
        rows = select(_c.visit_id, _c.at, _c.action, _c.to_day).where(_c.visit_id.in_(part)).order_by(_c.id)
        for key, at, action, day in conn.execute(rows):
            found.setdefault(key, []).append((at, VisitAction(action), day))
    return found


def _parts(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + 500] for start in range(0, len(ids), 500))


def _then(
    row: object, told: list[tuple[datetime, VisitAction, date | None]] | None, known_until: datetime
) -> Stood | None:
    """None: nobody knew of it by then."""
    kind, day, state = row.kind, row.day, row.state  # type: ignore[attr-defined]
    if told is None:
        return Stood(Kind(kind), day, VisitState(state))
    known = [(action, to) for at, action, to in told if at < known_until]
    turns = [_STATES[action] for action, _ in known if action in _STATES]
    days = [to for _, to in known if to is not None]
    return Stood(Kind(kind), days[-1] if days else day, turns[-1]) if turns else None
