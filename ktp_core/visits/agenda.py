"""What is asked of the calendar, and which days its views show. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from ktp_core.access.model import Actor
from ktp_core.visits.model import VisitState

AGENDA_DAYS = 28


class View(StrEnum):
    """How the calendar is looked at."""

    MONTH = "month"
    WEEK = "week"  # a row for each team
    DAY = "day"
    AGENDA = "agenda"  # the list of the coming four weeks, a team's own


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filter of the calendar. Empty: all. Visits that were cancelled are shown only when asked for."""

    regency: str
    teams: tuple[int, ...] = ()
    districts: tuple[str, ...] = ()
    states: tuple[VisitState, ...] = ()

    def within(self, actor: Actor) -> Chosen:
        """Narrowed to the districts of an actor who has only some."""
        if not actor.districts:
            return self
        wanted = tuple(code for code in self.districts if code in actor.districts)
        return replace(self, districts=wanted or tuple(actor.districts))


def weeks(day: date) -> list[list[date]]:
    """The weeks, Monday first, that a month's sheet shows: every day of the month and what fills its first and last."""
    first = day.replace(day=1)
    start = monday(first)
    last = next_month(first) - timedelta(days=1)
    count = ((last - start).days // 7) + 1
    return [[start + timedelta(days=7 * week + weekday) for weekday in range(7)] for week in range(count)]


def span(view: View, day: date) -> tuple[date, date]:
    """First and last day that the view shows around `day`."""
    if view is View.MONTH:
        shown = weeks(day)
        return shown[0][0], shown[-1][-1]
    if view is View.WEEK:
        return monday(day), monday(day) + timedelta(days=6)
    if view is View.DAY:
        return day, day
    return day, day + timedelta(days=AGENDA_DAYS - 1)


def step(view: View, day: date, by: int) -> date:
    """The day around which the view stands one page on (`by` 1) or back (-1)."""
    if view is View.MONTH:
        return next_month(day) if by > 0 else (day.replace(day=1) - timedelta(days=1)).replace(day=1)
    return day + by * timedelta(days={View.WEEK: 7, View.DAY: 1}.get(view, AGENDA_DAYS))


def monday(day: date) -> date:
    """The Monday of that week."""
    return day - timedelta(days=day.weekday())


def next_month(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
