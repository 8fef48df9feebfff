"""Young people of 16 and 17 whom no list of ours holds: an official population less those we know. Pure.

Compared are the same people: a population counts who is 16 or 17 on its basis date, so that of ours those count who
were 16 or 17 on that date, however old they are on the day that is asked for. Those who have turned 16 since then are
in neither number. The summaries know months of birth, so that an age is the one at the end of the basis month; of a
basis date that ends a month, as those of DKB do, it is the age on the date itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ktp_core.figures.model import Reported
from ktp_core.summaries.rules import FIRST_MONTH

AGES = (16, 17)
STALE_DAYS = 365
"""A year after its basis date half of a population of 16 and 17 is of other people."""


@dataclass(frozen=True, slots=True)
class Youth:
    """An area: its official population of 16 and 17, and how many of the same people a list of ours holds.

    `figure` None: nobody published one. `known` None: it cannot be told which of ours those are.
    """

    area: str
    figure: Reported | None
    known: int | None

    @property
    def comparable(self) -> bool:
        """Whether there are both numbers."""
        return self.figure is not None and self.known is not None

    @property
    def population(self) -> int | None:
        """The official number."""
        return self.figure.value if self.figure else None

    @property
    def unseen(self) -> int | None:
        """How many are missing in our lists; below zero where they hold more than were counted."""
        return None if self.figure is None or self.known is None else self.figure.value - self.known

    @property
    def share(self) -> float | None:
        """Of the population; nothing divided by nothing is None."""
        return None if self.unseen is None or not self.population else self.unseen / self.population

    @property
    def over(self) -> bool:
        """Our lists hold more than the population has."""
        return self.unseen is not None and self.unseen < 0


@dataclass(frozen=True, slots=True)
class Total:
    """Several areas together, of which `n` have both numbers and are added."""

    population: int
    known: int
    n: int
    of: int

    @property
    def unseen(self) -> int | None:
        """None without any area to add."""
        return self.population - self.known if self.n else None

    @property
    def share(self) -> float | None:
        """Sum first, divide last."""
        return (self.population - self.known) / self.population if self.population else None


def cohort(basis: date) -> tuple[int, int] | None:
    """First and last month of birth (yyyymm) of those who are 16 or 17 at the end of that month.

    None where the oldest of them are in the group of everybody born up to the first month that is told apart.
    """
    oldest, youngest = (basis.year - AGES[-1] - 1) * 100 + basis.month, (basis.year - AGES[0]) * 100 + basis.month
    first = oldest + (89 if basis.month == 12 else 1)
    return None if first <= FIRST_MONTH else (first, youngest)


def month_ends(day: date) -> bool:
    """Whether ages by the end of the month are those of the day."""
    return (day + timedelta(days=1)).day == 1


def stale(figure: Reported, day: date) -> bool:
    """Whether half of those it counted are grown up by now."""
    return (day - figure.basis_on).days > STALE_DAYS


def compared(
    areas: Iterable[str], figures: dict[str, Reported], people: Iterable[tuple[str, int, int]], *, told: bool = True
) -> tuple[Youth, ...]:
    """One row for each area. `people`: (area, month of birth, n) of ours; `told` False: not known of that day."""
    born: dict[str, list[tuple[int, int]]] = {}
    for area, month, n in people:
        born.setdefault(area, []).append((month, n))
    found = []
    for area in areas:
        figure = figures.get(area)
        span = cohort(figure.basis_on) if figure and told else None
        known = sum(n for month, n in born.get(area, ()) if span[0] <= month <= span[1]) if span else None
        found.append(Youth(area, figure, known))
    return tuple(found)


def total(rows: Iterable[Youth]) -> Total:
    """The areas that have both numbers, added up."""
    every = list(rows)
    both = [(one.figure.value, one.known) for one in every if one.figure is not None and one.known is not None]
    return Total(sum(n for n, _ in both), sum(n for _, n in both), len(both), len(every))


def added(rows: Iterable[Youth], whole: Youth | None) -> tuple[Youth, ...]:
    """What a regency's number is made of: its districts that have both numbers; without any, its own."""
    both = tuple(one for one in rows if one.comparable)
    return both or ((whole,) if whole is not None and whole.comparable else ())


def ordered(rows: Iterable[Youth]) -> list[Youth]:
    """Most unseen first; those of whom it is not known at the end."""
    return sorted(rows, key=lambda one: (one.unseen is None, -(one.unseen or 0), one.area))
