"""Stuck cards as values: the condition that makes each kind, how many since which day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, literal_column, or_, select, tuple_

from ktp_core.db.schema import resident
from ktp_core.db.schema.stuck import STUCK_STATES
from ktp_core.printing.model import BacklogFilter
from ktp_core.printing.rules import Queue
from ktp_core.printing.store import queue as backlog
from ktp_core.stuck import notes
from ktp_core.stuck.model import Care, Limits, StuckFilter, StuckKind
from ktp_core.stuck.rules import STATES, WHOSE, latest

r, n = resident.c, notes.c
# Written out as in the partial index, so that a database sees that the index answers.
_IN_INDEX = r.state.in_([literal_column(str(state)) for state in STUCK_STATES])


def since(kind: StuckKind) -> ColumnElement[Any]:
    """The column that says since when a card of that kind waits."""
    if kind is StuckKind.PRINTABLE:
        return r.due_on
    return r.recorded_on if kind is StuckKind.NOT_READY else r.state_on


def stuck(chosen: StuckFilter, kind: StuckKind, limits: Limits, today: date) -> ColumnElement[bool]:
    """The cards of `chosen` that are stuck in that kind on `today`: a condition on the resident table."""
    return and_(since(kind) <= latest(kind, limits, today), *_asked(chosen, kind, limits, today))


def grouped(chosen: StuckFilter, kind: StuckKind, limits: Limits, today: date) -> ColumnElement[bool]:
    """`stuck`, said so that the backlog is read in the order of its groups instead of sorted."""
    if kind is not StuckKind.PRINTABLE or chosen.care is not None:
        return stuck(chosen, kind, limits, today)
    return and_(since(kind) + 0 <= latest(kind, limits, today), *_asked(chosen, kind, limits, today))


def _asked(chosen: StuckFilter, kind: StuckKind, limits: Limits, today: date) -> Iterator[ColumnElement[bool]]:
    yield r.regency == chosen.regency
    if kind is StuckKind.PRINTABLE:
        yield r.due_on.is_not(None)
    else:
        yield from _state(kind, limits, today)
    if chosen.districts:
        yield r.district.in_(chosen.districts) if len(chosen.districts) > 1 else r.district == chosen.districts[0]
    if chosen.institution_id is not None:
        yield r.institution_id == chosen.institution_id
    if chosen.care is not None:
        yield _cared(chosen, kind, today)


def _state(kind: StuckKind, limits: Limits, today: date) -> Iterator[ColumnElement[bool]]:
    states = [int(state) for state in STATES[kind]]
    yield _IN_INDEX
    yield r.state.in_(states) if len(states) > 1 else r.state == states[0]
    yield r.standing.in_([int(one) for one in WHOSE[kind]])
    if kind is StuckKind.NOT_READY:  # at the centre too long is a kind of its own
        submitted = int(STATES[StuckKind.SUBMITTED][0])
        yield or_(r.state != submitted, r.state_on > latest(StuckKind.SUBMITTED, limits, today))


def _cared(chosen: StuckFilter, kind: StuckKind, today: date) -> ColumnElement[bool]:
    held, key = notes.agreed(chosen.regency, kind), tuple_(r.id, since(kind))
    if chosen.care is Care.MINE:
        return key.in_(held.where(n.owner == chosen.me))
    if chosen.care is Care.OVERDUE:
        return key.in_(held.where(n.due_on < today))
    return key.not_in(held.where(n.owner.is_not(None)))


def queue(conn: Connection, chosen: StuckFilter, kind: StuckKind, limits: Limits, today: date) -> Queue:
    """How many cards of that kind wait since which day. One pass over a covering index; the backlog is kept counted."""
    if kind is StuckKind.PRINTABLE and chosen.institution_id is None and chosen.care is None:
        return backlog(conn, BacklogFilter(chosen.regency, chosen.districts, min_days=limits[kind]), today)
    day = since(kind)
    found = select(day, func.count()).where(stuck(chosen, kind, limits, today)).group_by(day).order_by(day)
    return Queue(today, tuple((when, count) for when, count in conn.execute(found)))


def cases(
    conn: Connection, chosen: StuckFilter, limits: Limits, today: date, residents: Sequence[int]
) -> list[tuple[int, StuckKind, date]]:
    """Which of these residents are stuck now, in which kind and since when; their rows are locked until the end."""
    found = []
    for kind in chosen.kinds:
        statement = select(r.id, since(kind)).where(stuck(chosen, kind, limits, today), r.id.in_(list(residents)))
        found += [(key, kind, day) for key, day in conn.execute(statement.order_by(r.id).with_for_update())]
    return found
