"""Invented offices whose future is known, to see whether projections keep their word.

They are not made by the simulation they test: overdispersed counts, seasons that shift from year to year, a rate that
drifts or jumps, printers that break down, blanks that come late and then twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from ktp_core.months import months_from
from ktp_core.projection.chances import Family, level, season
from ktp_core.projection.model import Ahead, Months, Series, Stage, Start

PAST, FUTURE = 36, 60
_DAYS, _OPENING = 21.0, 100_000  # working days of a month; people who were there before the first one
_END = date(2025, 12, 31)


@dataclass(frozen=True, slots=True)
class Office:
    """One invented office: what it would tell us on its day, and what then happens (people in each month to come)."""

    past: Months
    start: Start
    ahead: Ahead
    truth: dict[Stage, Series]


@dataclass(frozen=True, slots=True)
class _Habits:
    eligible: Series
    wish: Series  # people who would be recorded
    cleared: Series
    capacity: Series
    blanks: Series
    handed: Series


def office(seed: int, family: Family = Family.USUAL, *, told: int = PAST) -> Office:
    """One office of a family; the same number gives the same one. `told`: of how many months it tells us."""
    dice = np.random.default_rng(seed)
    n = PAST + FUTURE
    months = tuple(months_from(202301, n))
    habits = _habits(dice, n, family)
    flows, gaps, blanks = _life(habits, n, pool=float(habits.eligible.mean() * dice.uniform(0, 30)))
    workdays = np.full(n, _DAYS)
    seen = slice(PAST - told, PAST)
    past = Months(months[seen], workdays[seen], {one: flows[one][seen] for one in Stage}, habits.eligible[seen])
    stocks = {one: int(_OPENING + flows[one][:PAST].sum()) for one in Stage}
    start = Start(_END, stocks, {one: int(gaps[one]) for one in Stage}, int(blanks))
    known = habits.eligible[PAST:].copy()
    known[12:] = habits.eligible[PAST - 12 : PAST].mean()  # births are known a year ahead
    ahead = Ahead(months[PAST:], workdays[PAST:], known, float(np.median(habits.capacity)) / _DAYS,
                  float(habits.blanks[seen].mean()), 0.0)  # fmt: skip
    return Office(past, start, ahead, {one: flows[one][PAST:] for one in Stage})


def _habits(dice: np.random.Generator, n: int, family: Family) -> _Habits:
    eligible = dice.poisson(dice.uniform(80, 1500) * np.exp(dice.normal(0, 0.1, n))).astype(float)
    usual = eligible.mean()
    wish = usual * dice.uniform(0.5, 1.6) * season(dice, n, family) * level(dice, n, PAST, family)
    wish = dice.poisson(wish * dice.gamma(1 / 0.04, 0.04, n)).astype(float)
    capacity = np.full(n, usual * dice.uniform(0.8, 3.0)) * np.where(dice.random(n) < 0.05, 0.5, 1.0)
    blanks = np.full(n, usual * dice.uniform(0.9, 2.5))
    late = np.flatnonzero(dice.random(n - 1) < 0.1)
    blanks[late + 1] += blanks[late]
    blanks[late] = 0.0
    cleared = np.clip(dice.uniform(0.4, 0.95) + dice.normal(0, 0.08, n), 0, 1)
    handed = np.clip(dice.uniform(0.3, 0.95) + dice.normal(0, 0.08, n), 0, 1)
    return _Habits(eligible, wish, cleared, capacity, blanks, handed)


def _life(habits: _Habits, n: int, pool: float) -> tuple[dict[Stage, Series], dict[Stage, float], float]:
    """Flows of every month; the gaps and the blanks as they stood after the last month of the past."""
    flows = {stage: np.zeros(n) for stage in Stage}
    waiting = dict.fromkeys(Stage, 0.0) | {Stage.COVERED: pool}
    stock = float(habits.blanks[:3].sum())
    known, left = dict(waiting), stock
    for at in range(n):
        stock += habits.blanks[at]
        waiting[Stage.COVERED] += habits.eligible[at]
        for stage, most in (
            (Stage.COVERED, habits.wish[at]),
            (Stage.READY, np.round(waiting[Stage.READY] * habits.cleared[at])),
            (Stage.PRINTED, min(habits.capacity[at], stock)),
            (Stage.OWNED, np.round(waiting[Stage.OWNED] * habits.handed[at])),
        ):
            done = min(waiting[stage], float(most))
            flows[stage][at], waiting[stage] = done, waiting[stage] - done
            if stage is Stage.PRINTED:
                stock -= done
            order = list(Stage)
            if stage is not Stage.OWNED:
                waiting[order[order.index(stage) + 1]] += done
        if at == PAST - 1:
            known, left = dict(waiting), stock
    return flows, known, left
