"""One line of the benchmarks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

Measured = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """`value` in `unit` is ours, `against` that of `baseline`; `ratio` is value / against: below 1 we are quicker."""

    name: str
    value: float
    unit: str
    against: float | None = None
    baseline: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the baseline's cost."""
        return float(f"{self.value / self.against:.4g}") if self.against else None

    def as_dict(self) -> dict[str, object]:
        """The promised keys, and what the number is compared with."""
        return {"name": self.name, "value": self.value, "unit": self.unit, "against": self.against,
                "ratio": self.ratio, "baseline": self.baseline}  # fmt: skip


def wall(work: Measured, repeats: int) -> float:
    """Milliseconds of one run: the median, after one run to warm up."""
    return _median(work, repeats, lambda: perf_counter())


def cpu(work: Measured, repeats: int, before: Measured | None = None) -> float:
    """Milliseconds of processor time of one run: the median, after one run to warm up. `before` each is not counted."""
    return _median(work, repeats, lambda: process_time(), before)


def once(work: Measured) -> float:
    """Milliseconds of a single run, for what takes long."""
    start = perf_counter()
    work()
    return round((perf_counter() - start) * 1000, 3)


def _median(
    work: Measured, repeats: int, clock: Callable[[], float], before: Measured | None = None
) -> float:
    work()
    taken = []
    for _ in range(repeats):
        if before is not None:
            before()
        start = clock()
        work()
        taken.append(clock() - start)
    return round(median(taken) * 1000, 3)
