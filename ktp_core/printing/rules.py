"""What the number of waiting cards per day tells: total, ages, and where in the queue the n-th card stands. Pure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

# Days waited, both ends included; None: no end.
AGES: tuple[tuple[int, int | None], ...] = ((0, 30), (31, 90), (91, 180), (181, 365), (366, None))


@dataclass(frozen=True, slots=True)
class Queue:
    """`days`: how many cards have been printable since each day, oldest day first; `today`: seen from."""

    today: date
    days: tuple[tuple[date, int], ...]

    @property
    def total(self) -> int:
        """Cards waiting."""
        return sum(n for _, n in self.days)

    @property
    def oldest(self) -> int | None:
        """Days the oldest card has waited, None when nothing waits."""
        return (self.today - self.days[0][0]).days if self.days else None

    @property
    def median(self) -> float | None:
        """Median of the days waited: half of the cards have waited at least this long."""
        total = self.total
        if not total:
            return None
        return (self._waited((total - 1) // 2) + self._waited(total // 2)) / 2

    def ages(self) -> tuple[int, ...]:
        """Cards per age of the wait, in the order of AGES."""
        counts = [0] * len(AGES)
        for day, n in self.days:
            counts[age_class((self.today - day).days)] += n
        return tuple(counts)

    def locate(self, offset: int) -> tuple[date, int] | None:
        """Of the card at `offset` (0 the oldest): its day, and how many cards of that day stand before it.

        With this, the last page costs what the first does. None beyond the end.
        """
        ends = list(accumulate(n for _, n in self.days))
        at = bisect_right(ends, offset)
        if at == len(ends):
            return None
        return self.days[at][0], offset - (ends[at - 1] if at else 0)

    def _waited(self, offset: int) -> int:
        found = self.locate(offset)
        assert found is not None
        return (self.today - found[0]).days


def age_class(days: int) -> int:
    """Index into AGES of a wait of `days`."""
    return next(index for index, (_, last) in enumerate(AGES) if last is None or days <= last)
