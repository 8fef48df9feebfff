"""What is foreseen from what is known: courses, dates, and what stands in the way. Asks nothing of the database."""

from __future__ import annotations

import hashlib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from ktp_core.figures.model import Measure, Target
from ktp_core.kpi.model import Scope
from ktp_core.projection.arrival import band, costs, days_until, largest, month_days, recent_pace, simulator
from ktp_core.projection.habits import of_months
from ktp_core.projection.model import Ahead, Arrival, Paths, Stage, WhatIf
from ktp_core.projection.simulation import Habits, run
from ktp_core.projection.store import STAGE_OF, Known

SEED = 17
"""Of the courses: the same data give the same dates."""


@dataclass(frozen=True, eq=False)
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


    @property
    def horizon(self) -> date:
        """The last day looked at."""
        month = self.months[-1]
        return date(month // 100, month % 100, monthrange(month // 100, month % 100)[1])

    def at(self, stage: Stage, month: int) -> tuple[float, float, float]:
        """P10, P50 and P90 of the people at the end of a month to come."""
        low, middle, high = self.fan[stage][:, self.months.index(month)]
        return float(low), float(middle), float(high)

    def middle_of(self, measure: Measure) -> float:
        """People that a target counts on the last day looked at, in the middle of the courses."""
        return self.at(STAGE_OF[measure], self.months[-1])[1]

    @cached_property
    def content(self) -> str:
        """A fingerprint of all of it: of equal content equal pictures."""
        parts = (self.scope, self.arrivals, [fan.tolist() for fan in self.fan.values()], self.known)
        return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def foresee(scope: Scope, known: Known, what_if: WhatIf | None = None) -> Outlook:
    """The targets with the dates they are reached on."""
    habits = of_months(known.past, known.start)
    paths = run(known.start, habits, known.ahead, seed=SEED, what_if=what_if)
    arrivals = tuple(_arrival(known, habits, paths, one, what_if) for one in known.targets)
    fan = {stage: np.quantile(paths.stocks[stage], (0.1, 0.5, 0.9), axis=0) for stage in Stage}
    return Outlook(scope, known, habits, arrivals, fan)


def _arrival(known: Known, habits: Habits, paths: Paths, target: Target, what_if: WhatIf | None) -> Arrival:
    stage, start = STAGE_OF[target.measure], known.start
    days = days_until(paths, stage, target.value, start)
    simulate = simulator(start, habits, known.ahead, seed=SEED, what_if=what_if)
    cost = costs(simulate, stage, target.value, start) if start.stocks[stage] < target.value else None
    p10, p50, p90 = band(days, start.day)
    return Arrival(
        target=target, now=start.stocks[stage], p10=p10, p50=p50, p90=p90,
        reached_share=float(np.isfinite(days).mean()),
        needed=needed(known, target, target.valid_until) if target.valid_until else None,
        pace=recent_pace(known.past.flows[stage], known.past.workdays),
        obstacle=largest(cost) if cost else None,
        earliest=_day(start.day, cost.earliest) if cost else start.day,
        gained=cost.gained if cost else {},
    )  # fmt: skip


def _day(start: date, days: float) -> date | None:
    return start + timedelta(days=round(days)) if np.isfinite(days) else None


def needed(known: Known, target: Target, until: date) -> float | None:
    """People per working day, from the day after the start to `until`, to be at the target then. None where it is
    reached already, where `until` is over, or lies after the months looked at."""
    missing = target.value - known.start.stocks[STAGE_OF[target.measure]]
    days = workdays_until(known.ahead, known.start.day, until)
    return missing / days if missing > 0 and days else None


def workdays_until(ahead: Ahead, day: date, until: date) -> float:
    """Working days after `day` up to `until`; of a month that `until` cuts in two a part by its days."""
    last = until.year * 100 + until.month
    if until <= day or last > ahead.months[-1]:
        return 0.0
    found = sum(float(n) for month, n in zip(ahead.months, ahead.workdays, strict=True) if month < last)
    begins, lengths = month_days(ahead.months, day)
    at = ahead.months.index(last)
    part = ((until - day).days - begins[at]) / lengths[at]
    return found + float(ahead.workdays[at]) * min(max(float(part), 0.0), 1.0)
