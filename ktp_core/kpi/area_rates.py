"""Counts of an area and the rates that a map shows of them. Pure: sum first, divide last, never clip."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

SMALL = 20
"""A denominator below this says little: one person more or less moves the rate by five points."""


class AreaMeasure(StrEnum):
    """What a map may show; each has one definition in `MEASURES`."""

    COVERAGE = "coverage"
    OWNERSHIP = "ownership"
    BACKLOG = "backlog"
    UNRECORDED = "unrecorded"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure as counts: `value = n / of × times`; `times` 0: the value is n itself. Formula for docs/kpi.md."""

    n: str
    of: str
    times: int
    formula: str


MEASURES: dict[AreaMeasure, Measured] = {
    AreaMeasure.COVERAGE: Measured("covered", "eligible", 1, "stock COVERED / stock ELIGIBLE"),
    AreaMeasure.OWNERSHIP: Measured("owned", "eligible", 1, "stock OWNED / stock ELIGIBLE"),
    AreaMeasure.BACKLOG: Measured("backlog", "eligible", 1000, "backlog / stock ELIGIBLE × 1,000"),
    AreaMeasure.UNRECORDED: Measured("unrecorded", "eligible", 0, "stock ELIGIBLE - stock COVERED"),
    AreaMeasure.REACHED: Measured(
        "reached", "institutions", 1, "institutions visited in the year up to the day / institutions active on the day"
    ),
}


@dataclass(frozen=True, slots=True)
class AreaCount:
    """One district or village, ours, of our registry. `backlog`: of a village first cards alone (READY - PRINTED)."""

    code: str
    name: str
    eligible: int = 0
    covered: int = 0
    owned: int = 0
    backlog: int = 0
    institutions: int = 0
    reached: int = 0

    @property
    def unrecorded(self) -> int:
        """Of card age and not recorded."""
        return self.eligible - self.covered


@dataclass(frozen=True, slots=True)
class AreaRate:
    """What a map shows of an area. `value` None: nothing divided by nothing. `small`: its denominator is small."""

    code: str
    name: str
    n: int
    of: int
    value: float | None
    small: bool


def rates(counts: Iterable[AreaCount], measure: AreaMeasure, small: int = SMALL) -> list[AreaRate]:
    """The rate of each area, in their order."""
    return [rate(count, measure, small) for count in counts]


def rate(count: AreaCount, measure: AreaMeasure, small: int = SMALL) -> AreaRate:
    """The rate of one area. A count is no rate: nothing about it is small."""
    by = MEASURES[measure]
    n, of = int(getattr(count, by.n)), int(getattr(count, by.of))
    value = (n / of * by.times if by.times else float(n)) if of else None
    return AreaRate(count.code, count.name, n, of, value, bool(by.times) and 0 < of < small)


def together(counts: Iterable[AreaCount], name: str) -> AreaCount:
    """All of them as one."""
    listed = list(counts)
    names = ("eligible", "covered", "owned", "backlog", "institutions", "reached")
    return AreaCount("", name, **{one: sum(getattr(count, one) for count in listed) for one in names})
