"""What planning a service has to know: its days, its exceptions, what is there already, where it can go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from ktp_core.db.schema import institution, visit, visit_change
from ktp_core.rounds import rules, store
from ktp_core.rounds.model import Kept, Round
from ktp_core.visits import store as visits
from ktp_core.visits.model import Visit, VisitAction, VisitDraft, VisitState
from ktp_core.visits.rules import overlap
from ktp_core.workdays import store as workdays
from ktp_core.workdays.rules import Calendar

REMEMBERED = timedelta(days=400)  # a stop last served before that counts as never served


@dataclass(frozen=True, slots=True)
class Ground:
    """What planning a service from a day on has to know."""

    one: Round
    calendar: Calendar
    exceptions: Mapping[date, int | None]
    already: tuple[Kept, ...]
    may_go: Callable[[int, date], bool]

    def service(self, first: date, until: date) -> list[date]:
        """The days on which it goes out."""
        return rules.service_days(self.one, self.calendar, self.exceptions, first, until)


def ground(conn: Connection, one: Round, first: date, until: date, also: Sequence[int] = ()) -> Ground:
    """Everything about the service from `first` to `until`, both included; `also`: stops it no longer has."""
    calendar = workdays.calendar(conn, one.regency, first, until)
    exceptions = {other.day: other.institution_id for other in store.exceptions(conn, one.id, first)}
    stops = (*one.stops, *(other for other in exceptions.values() if other), *also)
    may_go = _may_go(conn, one, stops, calendar, first, until)
    return Ground(one, calendar, exceptions, _already(conn, one, first - REMEMBERED), may_go)


def _already(conn: Connection, one: Round, since: date) -> tuple[Kept, ...]:
    """Its visits, and the days from which somebody moved one away by hand: those are not filled again."""
    c, moved = visit.c, visit_change.c
    rows = conn.execute(select(c.day, c.institution_id, c.state).where(c.round_id == one.id, c.day >= since)).all()
    left = conn.execute(
        select(moved.from_day).join(visit, c.id == moved.visit_id)
        .where(c.round_id == one.id, moved.action == str(VisitAction.RESCHEDULE), moved.from_day != moved.to_day)
    ).scalars()  # fmt: skip
    kept = [Kept(row.day, row.institution_id, row.state != str(VisitState.CANCELLED)) for row in rows]
    return (*kept, *(Kept(day, 0, False) for day in left if day is not None))


def _may_go(
    conn: Connection, one: Round, stops: Sequence[int], calendar: Calendar, first: date, until: date
) -> Callable[[int, date], bool]:
    c = institution.c
    rows = conn.execute(select(c.id, c.kind, c.active_until, c.merged_into).where(c.id.in_(stops))).all()
    known = {row.id: row for row in rows}
    there: dict[tuple[int, date], list[Visit]] = {}
    for other in visits.between(conn, one.regency, first, until):
        if other.institution_id in known and other.round_id != one.id:
            there.setdefault((other.institution_id, other.day), []).append(other)

    def open_(stop: int, day: date) -> bool:
        row = known.get(stop)
        if row is None or row.merged_into is not None or (row.active_until is not None and row.active_until <= day):
            return False
        wanted = VisitDraft(institution_id=stop, day=day, start=one.start, end=one.end)
        busy = any(overlap(wanted, other) for other in there.get((stop, day), ()))
        return not busy and calendar.blocked(stop, row.kind, day) is None

    return open_
