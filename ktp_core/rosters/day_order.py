"""Day and month that could be swapped: day first, always, unless the NIK says otherwise."""

from dataclasses import dataclass
from datetime import date

from ktp_core.nik import NikParts
from ktp_core.rosters.issues import IssueCode


@dataclass(frozen=True, slots=True)
class DateReading:
    """A day, or the error why there is none; warnings about how it was read. `other`: the day the message names."""

    day: date | None
    error: IssueCode | None = None
    warnings: tuple[IssueCode, ...] = ()
    other: date | None = None


IMPOSSIBLE = DateReading(None, IssueCode.DATE_IMPOSSIBLE)


def day_first(
    first: date | None, swapped: date | None, said: NikParts | None, warnings: tuple[IssueCode, ...]
) -> DateReading:
    """Day first unless that is no day; month first only if the NIK confirms it, and then with a warning."""
    if first is None:
        if swapped is None:
            return IMPOSSIBLE
        if said is not None and said.agrees_with(swapped):
            return DateReading(swapped, None, (*warnings, IssueCode.DATE_MONTH_FIRST))
        return DateReading(None, IssueCode.DATE_ORDER, other=swapped)
    if _only_swapped_agrees(first, swapped, said):
        return DateReading(None, IssueCode.DATE_ORDER, other=swapped)
    return DateReading(first, None, warnings)


def _only_swapped_agrees(first: date, swapped: date | None, said: NikParts | None) -> bool:
    return (
        said is not None
        and swapped is not None
        and swapped != first
        and said.agrees_with(swapped)
        and not said.agrees_with(first)
    )


def unless_swapped(day: date, said: NikParts | None) -> DateReading:
    """A real date cell may have been swapped when it was typed in a month-first Excel."""
    swapped = day_of(day.year, day.day, day.month)
    if _only_swapped_agrees(day, swapped, said):
        return DateReading(None, IssueCode.DATE_ORDER, other=swapped)
    return DateReading(day)


def day_of(year: int, month: int, day: int) -> date | None:
    """None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
