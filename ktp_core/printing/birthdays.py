"""On which working day a card that becomes due is printed. Pure.

Due on a working day: that day. Due on a day off: the next working day, never before (nobody is 17 before the birthday).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from ktp_core.access.model import Actor
from ktp_core.errors import Refused
from ktp_core.printing.model import BacklogFilter
from ktp_core.workdays.rules import ONE_DAY, Calendar

MAX_DAYS = 731
LOOK_BACK = timedelta(days=60)
"""How far before a span the calendar must be known: longer than any row of days off."""


class Step(StrEnum):
    """What one line of the calendar is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class DueSpan:
    """Cards that are to be printed from `first` to `last`, both included. `place` says whose; its wait is not asked.

    Raises Refused("birthday_span") for a span that is none, or longer than two years.
    """

    place: BacklogFilter
    first: date
    last: date

    def __post_init__(self) -> None:
        if not 0 <= (self.last - self.first).days < MAX_DAYS:
            raise Refused("birthday_span", limit=MAX_DAYS)

    def within(self, actor: Actor) -> DueSpan:
        """The same question, kept inside what `actor` may see. Raises NotAllowed for other places."""
        return replace(self, place=self.place.within(actor))


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One period of the calendar: `n` cards to be printed, `moved` of them due on a day off before."""

    first: date
    n: int
    moved: int


def due_days(calendar: Calendar, first: date, last: date) -> tuple[date, date] | None:
    """First and last due day of what is printed from `first` to `last`; None when nobody works in between."""
    newest = _workday_back(calendar, last)
    if newest is None or newest < first:
        return None
    return first_due(calendar, first), newest


def first_due(calendar: Calendar, first: date) -> date:
    """The earliest due day that is not printed before `first`: the day after the last working day before it."""
    before = _workday_back(calendar, first - ONE_DAY)
    return calendar.first if before is None else before + ONE_DAY


def print_day(calendar: Calendar, due_on: date) -> date:
    """The working day on which a card due on `due_on` is printed. Raises ValueError where the calendar knows none."""
    found = calendar.next_workday(due_on)
    if found is None:
        raise ValueError(f"the calendar knows no working day from {due_on} on")
    return found


def lines(calendar: Calendar, due: Iterable[tuple[date, int]], step: Step) -> list[PrintLine]:
    """`due`: how many become due on which day. Periods with cards to print, in order."""
    found: dict[date, list[int]] = {}
    for day, n in due:
        printed = print_day(calendar, day)
        line = found.setdefault(begin(printed, step), [0, 0])
        line[0] += n
        line[1] += n if printed != day else 0
    return [PrintLine(first, n, moved) for first, (n, moved) in sorted(found.items())]


def begin(day: date, step: Step) -> date:
    """The first day of its period: itself, its Monday, the first of its month."""
    if step is Step.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if step is Step.MONTH else day


def end(day: date, step: Step) -> date:
    """The last day of its period."""
    if step is Step.WEEK:
        return begin(day, step) + timedelta(days=6)
    if step is Step.MONTH:
        return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - ONE_DAY
    return day


def _workday_back(calendar: Calendar, day: date) -> date | None:
    while day >= calendar.first:
        if calendar.is_workday(day):
            return day
        day -= ONE_DAY
    return None
