"""The plan of one service laid into the calendar, inside somebody's transaction: visits made, moved, called off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select, update

from ktp_core.access.transactions import Writing
from ktp_core.db.schema import visit
from ktp_core.rounds import rules
from ktp_core.rounds.ground import ground
from ktp_core.rounds.model import Generated, Round, Slot
from ktp_core.teams import store as teams
from ktp_core.visits import booking, moves
from ktp_core.visits import store as visits
from ktp_core.visits.model import Origin, Visit, VisitDraft, VisitState
from ktp_core.visits.rules import ClashKind

_PLANNED = str(VisitState.PLANNED)


def lay(tx: Writing, one: Round, first: date, until: date, *, reopen: date | None = None) -> Generated:
    """Make the visits of the period that are not there yet; those that are stay as they are.

    `reopen`: a day that is filled again although a visit was moved away from it.
    """
    place = ground(tx.conn, one, first, until)
    service = place.service(first, until)
    already = [kept for kept in place.already if kept.counts or kept.day != reopen]
    taken = {kept.day for kept in already}
    slots = rules.plan(one.stops, service, place.exceptions, already, place.may_go)
    without = [slot for slot in slots if not book(tx, one, slot)]
    made = {slot.day for slot in slots}
    return Generated(
        len(slots), sum(day in taken for day in service), tuple(without),
        tuple(day for day in service if day not in taken | made),
    )  # fmt: skip


def book(tx: Writing, one: Round, slot: Slot) -> bool:
    """The visit of a slot with the service's team and what usually goes with it; False when the team is elsewhere.

    Who is already needed elsewhere at that time is left out: the district keeps its day, a person sends others.
    """
    along = tuple(other.id for other in teams.resources(tx.conn, one.regency) if _goes_with(one, other.team_id))
    draft = VisitDraft(
        institution_id=slot.institution_id, day=slot.day, start=one.start, end=one.end, team_id=one.team_id,
        resources=along, origin=Origin.ROUND, channel=one.channel, round_id=one.id,
    )  # fmt: skip
    clashes = booking.clashes(tx.conn, one.regency, draft)
    busy = {clash.subject for clash in clashes if clash.kind in _ALONG}
    alone = any(clash.kind is ClashKind.TEAM for clash in clashes)
    team = None if alone else one.team_id
    moves.schedule(tx, replace(draft, team_id=team, resources=tuple(key for key in along if key not in busy)))
    return not alone


_ALONG = frozenset({ClashKind.KIT, ClashKind.OPERATOR, ClashKind.VEHICLE})


def _goes_with(one: Round, team_id: int | None) -> bool:
    return team_id is not None and team_id == one.team_id


def planned(conn: Connection, round_id: int, first: date) -> list[Visit]:
    """Its visits from `first` on that have not begun, earliest first."""
    c = visit.c
    query = select(c.id).where(c.round_id == round_id, c.day >= first, c.state == _PLANNED).order_by(c.day, c.id)
    return [visits.visit(conn, key, lock=True) for key in conn.execute(query).scalars()]


def on_day(conn: Connection, round_id: int, day: date) -> list[Visit]:
    """Its visits of a day that were not called off."""
    c = visit.c
    query = select(c.id).where(c.round_id == round_id, c.day == day, c.state != str(VisitState.CANCELLED))
    return [visits.visit(conn, key, lock=True) for key in conn.execute(query.order_by(c.id)).scalars()]


def move_on(tx: Writing, one: Round, moving: Sequence[Visit], reason: str) -> int:
    """Each of these visits to the next free day of the service, in their order; how many had to leave their day.

    Where the service ends before all are placed, the last ones are called off with the reason.
    """
    if not moving:
        return 0
    first, own = moving[0].day, {each.day for each in moving}
    until = one.until_day or first + rules.LONGEST
    place = ground(tx.conn, one, first, until, [each.institution_id for each in moving])
    ids = {each.id for each in moving}
    fixed = {*_days_of_others(tx.conn, one.id, first, ids), *(k.day for k in place.already if not k.counts)} - own
    wanted = [Slot(each.day, each.institution_id) for each in moving]
    slots = rules.shifted(place.service(first, until), place.exceptions, fixed, wanted, place.may_go)
    pairs = [(each, slot) for each, slot in zip(moving, slots, strict=True) if slot is None or slot.day != each.day]
    for each, slot in pairs:
        if slot is None:
            moves.cancel(tx, each.id, reason=reason)
    later = [(each, slot.day) for each, slot in pairs if slot is not None]
    for each, day in sorted(later, key=lambda pair: pair[1], reverse=True):  # whose day is needed leaves it first
        _to(tx, each, day, reason)
    return len(pairs)


def _to(tx: Writing, each: Visit, day: date, reason: str) -> None:
    clashes = booking.clashes(tx.conn, each.regency, replace(each, day=day), but=each.id)
    if clashes:  # as when it is made: the day stays, who is needed elsewhere does not come
        busy = {clash.subject for clash in clashes if clash.kind in _ALONG}
        team = None if any(clash.kind is ClashKind.TEAM for clash in clashes) else each.team_id
        left = tuple(key for key in each.resources if key not in busy)
        moves.assign(tx, each.id, team_id=team, resources=left, expected=each.expected, note=each.note)
    moves.reschedule(tx, each.id, day=day, start=each.start, end=each.end, reason=reason)


def call_off(tx: Writing, some: Iterable[Visit], reason: str) -> int:
    """Cancel these visits and take them out of the service, so that their days can be planned anew; how many."""
    ids = [each.id for each in some]
    for key in ids:
        moves.cancel(tx, key, reason=reason)
    for start in range(0, len(ids), 500):
        tx.conn.execute(update(visit).where(visit.c.id.in_(ids[start : start + 500])).values(round_id=None))
    return len(ids)


def _days_of_others(conn: Connection, round_id: int, first: date, ids: set[int]) -> list[date]:
    c = visit.c
    rows = conn.execute(select(c.id, c.day).where(c.round_id == round_id, c.day >= first))
    return [row.day for row in rows if row.id not in ids]
