"""What is foreseen from what is known: courses, dates, and what stands in the way. Asks nothing of the database."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ktp_core.figures.model import Target
from ktp_core.kpi.model import Scope
from ktp_core.projection.arrival import band, days_until, gains, largest, recent_pace, simulator
from ktp_core.projection.habits import of_months
from ktp_core.projection.model import Arrival, Paths, Stage, WhatIf
from ktp_core.projection.simulation import Habits, run
from ktp_core.projection.store import STAGE_OF, Known

SEED = 17
"""Of the courses: the same data give the same dates."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known and what is foreseen. `fan`: for each stage P10, P50 and P90 of the people at the end of each month
    to come (3 × months)."""

    scope: Scope
    known: Known
    habits: Habits
    arrivals: tuple[Arrival, ...]
    fan: dict[Stage, np.ndarray]

    @property
    def months(self) -> tuple[int, ...]:
        """The months to come, yyyymm."""
        return self.known.ahead.months


def foresee(scope: Scope, known: Known, what_if: WhatIf | None = None) -> Outlook:
    """The targets with the dates they are reached on."""
    habits = of_months(known.past, known.start)
    paths = run(known.start, habits, known.ahead, seed=SEED, what_if=what_if)
    arrivals = tuple(_arrival(known, habits, paths, one, what_if) for one in known.targets)
    fan = {stage: np.quantile(paths.stocks[stage], (0.1, 0.5, 0.9), axis=0) for stage in Stage}
    return Outlook(scope, known, habits, arrivals, fan)


def _arrival(known: Known, habits: Habits, paths: Paths, target: Target, what_if: WhatIf | None) -> Arrival:
    stage, start = STAGE_OF[target.measure], known.start
    now = start.stocks[stage]
    days = days_until(paths, stage, target.value, start)
    p10, p50, p90 = band(days, start.day)
    pace = recent_pace(known.past.flows[stage], known.past.workdays)
    simulate = simulator(start, habits, known.ahead, seed=SEED, what_if=what_if)
    gained = gains(simulate, stage, target.value, start) if now < target.value else {}
    return Arrival(
        target, now, p10, p50, p90, float(np.isfinite(days).mean()), _needed(known, target, now), pace,
        largest(gained), gained,
    )  # fmt: skip


def _needed(known: Known, target: Target, now: int) -> float | None:
    """People per working day from the day after the start to the last day of the target's validity."""
    if target.valid_until is None or target.valid_until <= known.start.day or now >= target.value:
        return None
    until = target.valid_until.year * 100 + target.valid_until.month
    days = sum(n for month, n in zip(known.ahead.months, known.ahead.workdays, strict=True) if month <= until)
    return (target.value - now) / days if days else None
