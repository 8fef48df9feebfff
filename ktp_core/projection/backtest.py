"""Whether the band from P10 to P90 holds what happens: projections of the past against what came."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ktp_core.figures.model import Measure, Target
from ktp_core.projection.arrival import NEVER, days_to, days_until, month_days
from ktp_core.projection.habits import of_months
from ktp_core.projection.model import Ahead, Months, Paths, Series, Stage, Start
from ktp_core.projection.rovers import Rover
from ktp_core.projection.simulation import run
from ktp_core.projection.spans import foresee
from ktp_core.projection.target_model import Span

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
    error: float = float("nan")  # standard error of the share

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
    days = days_until(run(start, of_months(past, start, ahead), ahead, seed=seed), stage, value, start)
    days = np.where(days > _last_day(ahead, len(truth[stage]), start), NEVER, days)
    p10, p50, p90 = np.quantile(days, (0.1, 0.5, 0.9), method="inverted_cdf")
    return Trial(float(p10), float(p50), float(p90), _happened(truth[stage], ahead, stage, value, start))


def span_trial(one: Rover, measure: Measure, *, seed: int, yearly: bool) -> Trial | None:
    """Foresee a target of what is counted from visits: that of the running year, or one of some months without an end;
    None without any pace."""
    dice, pace = np.random.default_rng(seed), float(one.history[measure][-12:].mean())
    left = 12 - one.day.month
    months = left * dice.uniform(0.2, 0.9) if yearly else dice.uniform(*WITHIN)
    if pace * months < 1:
        return None
    end = date(one.day.year, 12, 31) if yearly else None
    n = one.so_far[measure] if yearly else 0
    target = Target("", measure, n + max(round(pace * months), 1), date(one.day.year, 1, 1), "", end)
    span = Span(target, n, one.history[measure], np.zeros(0), 0)
    start = Start(one.day, {}, {}, None)
    found = foresee(span, one.past, one.visiting, start, one.ahead, Paths(one.ahead.months, {}), seed=seed)
    kept = left if yearly else len(one.truth[measure])
    course = (n + np.cumsum(one.truth[measure][:kept]))[None, :]
    happened = days_to(course, n, target.value, one.ahead.months[:kept], one.day)[0]
    p10, p50, p90 = np.quantile(found.days, (0.1, 0.5, 0.9), method="inverted_cdf")
    return Trial(float(p10), float(p50), float(p90), float(happened))


def _last_day(ahead: Ahead, months: int, start: Start) -> float:
    begins, lengths = month_days(ahead.months[:months], start.day)
    return float(begins[-1] + lengths[-1])


def _happened(flow: Series, ahead: Ahead, stage: Stage, value: int, start: Start) -> float:
    course = (start.stocks[stage] + np.cumsum(flow))[None, :]
    return float(days_until(Paths(ahead.months[: len(flow)], {stage: course}), stage, value, start)[0])


def score(trials: Iterable[Trial | None], groups: Iterable[Hashable] | None = None) -> Score:
    """Count them. A course that never comes, projected as never coming, is inside. `groups`: of each trial, with which
    others it stands and falls; the error is then that of so many groups, not of so many trials."""
    every = list(trials)
    kept = list(groups) if groups is not None else list(range(len(every)))
    found = [(one, group) for one, group in zip(every, kept, strict=True) if one is not None]
    early = sum(one.happened < one.p10 for one, _ in found)
    late = sum(one.happened > one.p90 and one.p90 != NEVER for one, _ in found)
    inside = len(found) - early - late
    return Score(len(found), inside, early, late, _error(found, inside))


def _error(found: Sequence[tuple[Trial, Hashable]], inside: int) -> float:
    sums: dict[Hashable, float] = {}
    for one, group in found:
        hit = not (one.happened < one.p10 or (one.happened > one.p90 and one.p90 != NEVER))
        sums[group] = sums.get(group, 0.0) + hit - inside / len(found)
    if len(sums) < 2:
        return float("nan")
    return float(np.sqrt(sum(one**2 for one in sums.values()) * len(sums) / (len(sums) - 1))) / len(found)
