"""When the office works and whom it may visit: one calendar of values, asked day by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from ktp_core.errors import Refused
from ktp_core.workdays.model import Blocked, BlockedDraft, Cause, DayKind, DayOff, Holiday

ONE_DAY = timedelta(days=1)
_FRIDAY = 4
LONGEST_SPAN = 366  # days: longer is a slip of the year


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of the days from `first` to `last`; asking outside is an error of the caller.

    `undecided`: years whose cuti bersama the government has not announced (as far as this product knows).
    """

    first: date
    last: date
    holidays: Mapping[date, Holiday] = field(default_factory=dict)
    spans: tuple[Blocked, ...] = ()
    undecided: tuple[int, ...] = ()

    def is_off(self, day: date) -> DayOff | None:
        """Why the office does not work that day; None on a working day."""
        self._known(day)
        holiday = self.holidays.get(day)
        if holiday is not None:
            return DayOff(holiday.kind, holiday.name, holiday.name_en)
        closed = next((one for one in self.spans if _whole_office(one) and one.covers(day)), None)
        if closed is not None:
            return DayOff(DayKind.CLOSED, closed.note, closed.note, closed.cause)
        return DayOff(DayKind.WEEKEND) if day.weekday() > _FRIDAY else None

    def is_workday(self, day: date) -> bool:
        """Whether the office works that day."""
        return self.is_off(day) is None

    def workdays(self, first: date, last: date) -> list[date]:
        """The working days of a span, both ends included."""
        for end in (first, last) if first <= last else ():
            self._known(end)
        closed = [one for one in self.spans if _whole_office(one)]
        return [
            day for day in days(first, last)
            if day.weekday() <= _FRIDAY and day not in self.holidays and not any(one.covers(day) for one in closed)
        ]  # fmt: skip

    def next_workday(self, day: date) -> date | None:
        """That day, or the first working day after it that the calendar knows: later, never earlier."""
        return next((one for one in days(day, self.last) if self.is_workday(one)), None)

    def blocked(self, institution_id: int, kind: str, day: date) -> Blocked | None:
        """The span that keeps us from an institution of that kind; its own before one of its kind."""
        self._known(day)
        own = (one for one in self.spans if one.institution_id == institution_id and one.covers(day))
        of_kind = (
            one for one in self.spans
            if one.institution_id is None and one.kind == str(kind) and one.covers(day)
        )  # fmt: skip
        return next(own, None) or next(of_kind, None)

    def _known(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise ValueError(f"the calendar knows {self.first} to {self.last}, not {day}")


def days(first: date, last: date) -> Iterator[date]:
    """Every day of a span, both ends included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def check(draft: BlockedDraft) -> None:
    """Raises Refused("blocked_dates" | "blocked_long" | "blocked_whom" | "blocked_note") on what cannot be meant."""
    if draft.until_day < draft.from_day:
        raise Refused("blocked_dates")
    if (draft.until_day - draft.from_day).days >= LONGEST_SPAN:
        raise Refused("blocked_long", limit=LONGEST_SPAN)
    if draft.institution_id is not None and draft.kind is not None:
        raise Refused("blocked_whom")
    if draft.cause is Cause.OTHER and not (draft.note or "").strip():
        raise Refused("blocked_note")


def _whole_office(one: Blocked) -> bool:
    return one.institution_id is None and one.kind is None
