"""What is foreseen from what is known: courses, dates, and what stands in the way. Asks nothing of the database."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from ktp_core.kpi.model import Scope
from ktp_core.months import last_day
from ktp_core.projection.arrival import BAND, simulator
from ktp_core.projection.arriving import of_people, of_span
from ktp_core.projection.draws import Habits
from ktp_core.projection.habits import of_months
from ktp_core.projection.model import Stage, WhatIf
from ktp_core.projection.simulation import run
from ktp_core.projection.store import Known
from ktp_core.projection.target_model import Arrival, Course

SEED = 17
"""Of the courses: the same data give the same dates."""


@dataclass(frozen=True, eq=False)
class Outlook:
    """What is known and what is foreseen. `fan`: for each stage P10, P50 and P90 of the people at the end of each month
    to come (3 × months); `courses`: what each target counts, in the order of `arrivals`."""

    scope: Scope
    known: Known
    habits: Habits
    arrivals: tuple[Arrival, ...]
    courses: tuple[Course, ...]
    fan: dict[Stage, np.ndarray]

    @property
    def months(self) -> tuple[int, ...]:
        """The months to come, yyyymm."""
        return self.known.ahead.months

    @property
    def horizon(self) -> date:
        """The last day looked at."""
        return last_day(self.months[-1])

    def at(self, stage: Stage, month: int) -> tuple[float, float, float]:
        """P10, P50 and P90 of the people at the end of a month to come."""
        low, middle, high = self.fan[stage][:, self.months.index(month)]
        return float(low), float(middle), float(high)

    @cached_property
    def content(self) -> str:
        """A fingerprint of all of it: of equal content equal pictures."""
        parts = (self.scope, self.arrivals, [each.fan.tolist() for each in self.courses],
                 [fan.tolist() for fan in self.fan.values()], self.known)  # fmt: skip
        return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def foresee(scope: Scope, known: Known, what_if: WhatIf | None = None) -> Outlook:
    """The targets with the dates they are reached on."""
    habits = of_months(known.past, known.start, known.ahead)
    paths = run(known.start, habits, known.ahead, seed=SEED, what_if=what_if)
    fan = {stage: np.quantile(paths.stocks[stage], BAND, axis=0) for stage in Stage}
    simulate = simulator(known.start, habits, known.ahead, seed=SEED, what_if=what_if)
    found = [of_people(known, simulate, paths, one) for one in known.targets]
    found += [of_span(known, simulate, paths, one) for one in known.spans]
    return Outlook(scope, known, habits, tuple(one for one, _ in found), tuple(each for _, each in found), fan)
