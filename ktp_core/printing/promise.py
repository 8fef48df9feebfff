"""The service promise: how long people wait for their card from the day on which it may be printed. Pure.

A wait runs from the later of the 17th birthday (or marriage) and print-ready to the day of printing or hand-over. Of a
replacement it runs from the day on which it was asked for. Percentiles are nearest rank: a median of 5 says that half
of the cards took 5 days or less, and 5 is a wait that somebody had.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from ktp_core.errors import Refused

MAX_DAYS, MAX_MONTHS = 365, 36
READ = 5_000
"""By institution waits are read card by card: of so many cards at once, however long the span that was asked for."""
K = TypeVar("K", bound=Hashable)


class Until(StrEnum):
    """Where a wait ends."""

    PRINTED = "printed"
    DELIVERED = "delivered"


# Offices that promise at all print on the birthday or the day after (Sudin Dukcapil Jakarta Utara, 2019); the rest is
# a choice of ours, which an office changes on screen.
DEFAULTS = {Until.PRINTED: 3, Until.DELIVERED: 14}
PARAMETERS = {until: f"promise_{until.value}" for until in Until}
"""Names in the table `parameter`."""


@dataclass(frozen=True, slots=True)
class Served:
    """Cards that were printed or handed over after as many days; `n` of them.

    `day`: the day, or the first of the days on which the same was promised (summaries.delays.part_of). `district` where
    the owner lived then, "" where that is not known, or not asked.
    """

    day: date
    district: str
    institution_id: int | None
    days: int
    n: int = 1


@dataclass(frozen=True, slots=True)
class Promised:
    """So many days are promised from a day on."""

    valid_from: date
    days: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the promise: `n` cards, `within` of them in time. No card, no percentile and no share."""

    n: int
    median: int | None
    p90: int | None
    within: int

    @property
    def share(self) -> float | None:
        """within / n; None of nobody."""
        return self.within / self.n if self.n else None


def kept(served: Sequence[Served], promises: Sequence[Promised], default: int) -> Kept:
    """Each card is measured by what was promised on the day on which its wait ended."""
    limits = {day: promised(promises, day, default) for day in {one.day for one in served}}
    waits: Counter[int] = Counter()
    within = 0
    for one in served:
        waits[one.days] += one.n
        within += one.n if one.days <= limits[one.day] else 0
    return Kept(waits.total(), rank(waits, 50), rank(waits, 90), within)


def by(served: Iterable[Served], key: Callable[[Served], K]) -> dict[K, list[Served]]:
    """The cards in groups."""
    found: defaultdict[K, list[Served]] = defaultdict(list)
    for one in served:
        found[key(one)].append(one)
    return dict(found)


def latest(served: Iterable[Served], most: int) -> date | None:
    """From which month on there are at most so many cards, whole months counted back from the last; the last month
    that has any is always in it. None of nobody."""
    months: Counter[date] = Counter()
    for one in served:
        months[one.day.replace(day=1)] += one.n
    found, counted = None, 0
    for month in sorted(months, reverse=True):
        counted += months[month]
        if found is not None and counted > most:
            break
        found = month
    return found


def rank(waits: Mapping[int, int], percent: int) -> int | None:
    """The smallest wait that at least so many percent did not exceed; cards by days. None of nobody."""
    wanted = -(-sum(waits.values()) * percent // 100)
    reached = 0
    for days in sorted(waits):
        reached += waits[days]
        if reached >= wanted and reached:
            return days
    return None


def promised(promises: Sequence[Promised], on: date, default: int) -> int:
    """The days promised on a day: the newest promise that is valid by then."""
    valid = [one for one in promises if one.valid_from <= on]
    return max(valid, key=lambda one: one.valid_from).days if valid else default


def check(new: Promised, today: date) -> None:
    """Raises Refused: nothing is promised for a past that has been measured already, or without an end."""
    if not 0 <= new.days <= MAX_DAYS:
        raise Refused("promise_days", limit=MAX_DAYS)
    if new.valid_from < today:
        raise Refused("promise_past")
