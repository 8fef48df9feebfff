"""Whether the band from P10 to P90 holds what happens: projections of the past against what came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from ktp_core.projection.arrival import NEVER, days_until, month_days
from ktp_core.projection.habits import of_months
from ktp_core.projection.model import Ahead, Months, Paths, Series, Stage, Start
from ktp_core.projection.simulation import run

WITHIN = (2, 30)
"""Months ahead of the targets that are tried, at the pace of the last year."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One projection with its outcome, in days. `NEVER`: not within the months known."""

    p10: float
    p50: float
    p90: float
    happened: float

    @property
    def inside(self) -> bool:
        """Whether it happened within the band."""
        return self.p10 <= self.happened <= self.p90


@dataclass(frozen=True, slots=True)
class Score:
    """All trials together: how many, how many inside, earlier than the band, later than it."""

    trials: int
    inside: int
    early: int
    late: int

    @property
    def share(self) -> float:
        """Of the trials, those inside; 0.8 is what the band promises."""
        return self.inside / self.trials if self.trials else float("nan")


def trial(
    past: Months, start: Start, ahead: Ahead, truth: Mapping[Stage, Series], stage: Stage, *, seed: int,
    within: tuple[float, float] = WITHIN,
) -> Trial | None:  # fmt: skip
    """Project a target that lies some months ahead at the pace of the last year; None without any pace.

    What happens after the months of `truth` is not known, so neither is what was foreseen for later.
    """
    dice = np.random.default_rng(seed)
    pace = float(past.flows[stage][-12:].mean())
    value = start.stocks[stage] + int(pace * dice.uniform(*within))
    if pace < 1:
        return None
    days = days_until(run(start, of_months(past, start), ahead, seed=seed), stage, value, start)
    days = np.where(days > _last_day(ahead, len(truth[stage]), start), NEVER, days)
    p10, p50, p90 = np.quantile(days, (0.1, 0.5, 0.9), method="inverted_cdf")
    return Trial(float(p10), float(p50), float(p90), _happened(truth[stage], ahead, stage, value, start))


def _last_day(ahead: Ahead, months: int, start: Start) -> float:
    begins, lengths = month_days(ahead.months[:months], start.day)
    return float(begins[-1] + lengths[-1])


def _happened(flow: Series, ahead: Ahead, stage: Stage, value: int, start: Start) -> float:
    course = (start.stocks[stage] + np.cumsum(flow))[None, :]
    return float(days_until(Paths(ahead.months[: len(flow)], {stage: course}), stage, value, start)[0])


def score(trials: Iterable[Trial | None]) -> Score:
    """Count them. A course that never comes, projected as never coming, is inside."""
    found = [one for one in trials if one is not None]
    early = sum(one.happened < one.p10 for one in found)
    late = sum(one.happened > one.p90 and one.p90 != NEVER for one in found)
    return Score(len(found), len(found) - early - late, early, late)
