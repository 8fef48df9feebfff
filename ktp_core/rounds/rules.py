"""Whose turn it is: a pure function of the stops, the days, the exceptions and what is there already.

The stop that has waited longest goes next, so that with all stops open they come round in their order; a stop that
could not be served, or whose day was taken away, keeps its place at the head instead of losing its turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from ktp_core.errors import Refused
from ktp_core.rounds.model import CHANNELS, Document, Kept, RoundDraft, Slot
from ktp_core.workdays.model import DayKind
from ktp_core.workdays.rules import Calendar, days

LONGEST = timedelta(days=366)
MOST_SERVED = 9_999  # documents of one kind on one day: more is a slip
_DAY_MINUTES = 24 * 60


def check(draft: RoundDraft) -> None:
    """Raises Refused("round_…") on what cannot be carried out."""
    if not draft.name.strip():
        raise Refused("round_name")
    if draft.channel not in CHANNELS:
        raise Refused("round_channel")
    if not draft.weekdays or not set(draft.weekdays) <= set(range(7)):
        raise Refused("round_weekdays")
    if not 0 <= draft.start < draft.end <= _DAY_MINUTES:
        raise Refused("round_hours")
    if draft.until_day is not None and draft.until_day < draft.from_day:
        raise Refused("round_dates")
    if not draft.stops:
        raise Refused("round_stops")
    if len(set(draft.stops)) != len(draft.stops):
        raise Refused("round_stop_twice")


def check_period(first: date, until: date) -> None:
    """Raises Refused("round_period" | "round_period_long")."""
    if until < first:
        raise Refused("round_period")
    if until - first > LONGEST:
        raise Refused("round_period_long", days=LONGEST.days)


def check_counts(counts: Mapping[Document, int]) -> None:
    """Raises Refused("tally_count") unless each count is a whole number from 0 to MOST_SERVED."""
    if any(isinstance(n, bool) or not isinstance(n, int) or not 0 <= n <= MOST_SERVED for n in counts.values()):
        raise Refused("tally_count", most=MOST_SERVED)


def service_days(
    draft: RoundDraft, calendar: Calendar, exceptions: Mapping[date, int | None], first: date, until: date
) -> list[date]:
    """The days of the period on which the service goes out.

    Its weekdays that are no holiday (a service may well run on Saturdays), without the days that an exception takes
    away, and with the days on which an exception puts a stop, whatever day that is: a person has decided.
    """
    last = min(until, draft.until_day or until)
    return [day for day in days(max(first, draft.from_day), last) if _goes_out(draft, calendar, exceptions, day)]


def _goes_out(draft: RoundDraft, calendar: Calendar, exceptions: Mapping[date, int | None], day: date) -> bool:
    if day in exceptions:
        return exceptions[day] is not None
    off = calendar.is_off(day)
    return day.weekday() in draft.weekdays and (off is None or off.kind is DayKind.WEEKEND)


def plan(
    stops: Sequence[int], service: Iterable[date], exceptions: Mapping[date, int | None], already: Iterable[Kept],
    may_go: Callable[[int, date], bool] = lambda stop, day: True,
) -> list[Slot]:  # fmt: skip
    """The visits still to be made on the `service` days (earliest first); none on days that have theirs already.

    `already`: every visit of the service, cancelled ones too: a day that somebody cancelled is not filled again.
    `may_go`: whether a stop can be served on a day (it is not blocked, and still in use).
    """
    known = list(already)
    taken = {one.day for one in known}
    served: dict[int, list[date]] = {stop: [] for stop in stops}
    for one in known:
        if one.counts and one.institution_id in served:
            served[one.institution_id].append(one.day)
    made: list[Slot] = []
    for day in service:
        if day in taken:
            continue
        stop = exceptions.get(day) or next_stop(stops, day, served, may_go)
        if stop is not None:
            made.append(Slot(day, stop))
            served.setdefault(stop, []).append(day)
    return made


def next_stop(
    stops: Sequence[int], day: date, served: Mapping[int, Sequence[date]], may_go: Callable[[int, date], bool]
) -> int | None:
    """Whose turn it is on a day: the stop farthest from any day of its own, of equals the first in order.

    Not only days before count: where a day in between falls free, who comes tomorrow does not come today as well.
    """
    open_ = [stop for stop in stops if may_go(stop, day)]
    if not open_:
        return None
    return max(open_, key=lambda stop: min((abs((day - one).days) for one in served[stop]), default=_DAY_MINUTES**2))


def shifted(
    service: Iterable[date], exceptions: Mapping[date, int | None], fixed: Iterable[date], moving: Sequence[Slot],
    may_go: Callable[[int, date], bool] = lambda stop, day: True,
) -> list[Slot | None]:  # fmt: skip
    """New days for visits that have to move on (`moving`, earliest first), in their order; a day that may stay stays.

    Each goes to the first free service day from its own on and after the one before it on which its stop can be
    served; `fixed` days and those of exceptions are not free. None where the service ends before.
    """
    free = sorted((set(service) | {visit.day for visit in moving}) - set(fixed) - set(exceptions))
    made: list[Slot | None] = []
    for visit in moving:
        day = next((day for day in free if day >= visit.day and may_go(visit.institution_id, day)), None)
        if day is not None:
            free.remove(day)
        made.append(None if day is None else Slot(day, visit.institution_id))
    return made
