"""Months against months: the same days a year before, twelve months against twelve, a year against its usual pattern.

Pure. Like is compared with like: what still runs is compared up to the same day, and a month that is over with a whole
month.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ktp_core.months import last_day, month_of, over

YEAR = 12
PAST_YEARS = 5  # of which the usual pattern is made, where there are so many
YEARS_BACK = (1, 2)


def same_day(day: date, years: int) -> date:
    """The day with which a year so many years before is compared: the same one; of a last day the last one."""
    last = last_day(month_of(day) - 100 * years)
    return last if over(day) else last.replace(day=min(day.day, last.day))


def twelve(counts: Sequence[int], day: date, back: int = 0) -> int:
    """The sum of the twelve months that are over before `day`, or of twelve others `back` months earlier."""
    whole = counts if over(day) else counts[:-1]
    end = len(whole) - back
    return sum(whole[max(end - YEAR, 0) : max(end, 0)])


@dataclass(frozen=True, slots=True)
class YearSoFar:
    """One calendar year: `n` from 1 January to `until`, `ends` the sums up to the end of each month that is over."""

    until: date
    n: int
    ends: tuple[int, ...]

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.until.year


def years_so_far(counts: Mapping[int, int], day: date, same_days: Mapping[int, int]) -> tuple[YearSoFar, ...]:
    """This year, and each of YEARS_BACK up to the same day. `counts`: by yyyymm, that of `day` up to it;
    `same_days`: years back -> the same month of that year up to the same day."""
    found = []
    for back in (0, *YEARS_BACK):
        until = same_day(day, back)
        months = [counts.get(until.year * 100 + month, 0) for month in range(1, 13)]
        before = sum(months[: day.month - 1])
        whole = 12 if back else day.month - (0 if over(day) else 1)
        last = same_days[back] if back else months[day.month - 1]
        found.append(YearSoFar(until, before + last, tuple(sum(months[:end]) for end in range(1, whole + 1))))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class MonthPair:
    """A month (yyyymm) beside the same one a year and two years before; of a running month the same days."""

    month: int
    n: int
    before: int
    two_before: int


def pairs(counts: Mapping[int, int], months: Sequence[int], same_days: Mapping[int, int]) -> tuple[MonthPair, ...]:
    """The last twelve of `months`. Of the newest, the running one, only the same days of the years before count."""
    newest = months[-1]
    return tuple(
        MonthPair(
            month, counts.get(month, 0),
            *(same_days[back] if month == newest else counts.get(month - 100 * back, 0) for back in YEARS_BACK),
        )
        for month in months[-YEAR:]
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """A calendar year by its months. `usual`: of each calendar month, over all of `years` together; `now`: this year's
    months that are over, None where they are not; `pattern`: what each month would be if this year's sum so far were
    spread as usual. Without a month of this year the pattern is the mean of the years."""

    years: tuple[int, ...]
    usual: tuple[int, ...]
    now: tuple[int | None, ...]
    pattern: tuple[float, ...]

    @property
    def whole(self) -> int:
        """Everything counted in the past years: N of each month's share."""
        return sum(self.usual)


def profile(counts: Mapping[int, int], day: date) -> Profile | None:
    """This year against the full years before it that are known; None where there is none."""
    years = _full_years(counts, day.year)
    usual = tuple(sum(counts.get(year * 100 + month, 0) for year in years) for month in range(1, 13))
    if not sum(usual):
        return None
    whole = day.month if over(day) else day.month - 1
    now = tuple(counts.get(day.year * 100 + month, 0) if month <= whole else None for month in range(1, 13))
    made, expected = sum(n or 0 for n in now), sum(usual[:whole])
    scale = made / expected if made and expected else 1 / len(years)
    return Profile(years, usual, now, tuple(n * scale for n in usual))


def _full_years(counts: Mapping[int, int], year: int) -> tuple[int, ...]:
    """At most PAST_YEARS before `year`; the one in which counting began is full only if it began in January."""
    known = [one for one in counts if counts[one] and one // 100 < year]
    if not known:
        return ()
    first = min(known)
    begun = first // 100 if first % 100 == 1 else first // 100 + 1
    return tuple(range(max(begun, year - PAST_YEARS), year))
