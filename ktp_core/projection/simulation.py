"""Many courses of the months to come, at once. Pure and repeatable: the same start and seed give the same courses.

A month: so many are recorded as the rate says, at most those of card age who are not; of those waiting for the centre a
share becomes print-ready; of the print-ready as many are printed as printers and blanks allow; of the printed a share
is handed over. What a month lacks waits for the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from ktp_core.projection.model import Ahead, Constraint, Paths, Series, Stage, Start, WhatIf
from ktp_core.projection.rules import Rate

PATHS = 2_000
_ALL = 1e12  # more than there are people


@dataclass(frozen=True, slots=True)
class Habits:
    """What the past months say: the rate of recording, and which share of the waiting is cleared and handed over in a
    month (mean, spread). `recording` None: nothing was recorded of late. `printing`: the rate of printing first cards
    where cards were left waiting month after month, whatever the printers could make; None where none were."""

    recording: Rate | None
    printing: Rate | None
    clearing: tuple[float, float]
    handing: tuple[float, float]


def run(
    start: Start, habits: Habits, ahead: Ahead, *, seed: int, paths: int = PATHS, what_if: WhatIf | None = None,
    without: Iterable[Constraint] = (),
) -> Paths:  # fmt: skip
    """Courses of every stage over the months `ahead`. `without`: as if these constraints did not exist."""
    # Chances of their own for each part: what an office changes at one end leaves all others as they were.
    recorded, prints, clears, hands = (np.random.default_rng([seed, part]) for part in range(4))
    free, wish = frozenset(without), what_if or WhatIf()
    quicker = _printers(ahead, wish)
    ahead = _wished(ahead, wish)
    shape = (paths, len(ahead.months))
    demand = np.zeros(shape)
    if habits.recording is not None:
        demand = _drawn(habits.recording, ahead, recorded, paths) * wish.recording
    printing = np.full(shape, _ALL)
    if habits.printing is not None and quicker is not None and Constraint.CAPACITY not in free:
        printing = _drawn(habits.printing, ahead, prints, paths) * quicker
    cleared = _shares(habits.clearing, clears, shape)
    handed = np.clip(_shares(habits.handing, hands, shape) * wish.handing, 0.0, 1.0)
    if Constraint.RECORDING in free:
        demand = np.full_like(demand, _ALL)
    if Constraint.CLEARING in free:
        cleared = np.ones_like(cleared)
    if Constraint.HANDING in free:
        handed = np.ones_like(handed)
    for shares in (cleared, handed):
        shares[:, :1] = 1.0 - (1.0 - shares[:, :1]) ** ahead.part  # of the running month only its rest
    return _walk(start, ahead, _Drawn(demand, cleared, printing, handed), free)


def _printers(ahead: Ahead, wish: WhatIf) -> float | None:
    """How many times as quick cards would be printed: an office whose cards wait although its printers could make more
    is held back by something that more printers change in proportion. None where nobody knows what they make now."""
    if wish.capacity is None:
        return 1.0
    return wish.capacity / ahead.capacity if ahead.capacity else None


def _wished(ahead: Ahead, wish: WhatIf) -> Ahead:
    capacity = ahead.capacity if wish.capacity is None else wish.capacity
    return replace(ahead, capacity=capacity, blanks=ahead.blanks if wish.blanks is None else wish.blanks)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What chance gave to every course and month: people who would be recorded, the share cleared, first cards that
    would be printed, the share handed over."""

    recording: Series
    cleared: Series
    printing: Series
    handed: Series


def _walk(start: Start, ahead: Ahead, drawn: _Drawn, free: frozenset[Constraint]) -> Paths:
    paths = len(drawn.recording)
    waiting = {stage: np.full(paths, float(start.gaps[stage])) for stage in Stage}
    stock = np.full(paths, _ALL if start.blanks is None else float(start.blanks))
    moved = {stage: np.zeros((paths, len(ahead.months))) for stage in Stage}
    room = np.full((paths, len(ahead.months)), _ALL)
    for at in range(len(ahead.months)):
        part = ahead.part if at == 0 else 1.0
        others = ahead.replacements * part
        waiting[Stage.COVERED] += ahead.eligible[at]
        done = moved[Stage.COVERED][:, at] = np.minimum(drawn.recording[:, at], waiting[Stage.COVERED])
        waiting[Stage.COVERED] -= done
        waiting[Stage.READY] += done
        done = moved[Stage.READY][:, at] = waiting[Stage.READY] * drawn.cleared[:, at]
        waiting[Stage.READY] -= done
        waiting[Stage.PRINTED] += done
        stock = stock + (ahead.blanks * part if start.blanks is not None else 0.0)
        wanted = np.minimum(waiting[Stage.PRINTED], drawn.printing[:, at])
        room[:, at] = _room(stock, ahead, at, free)
        # Replacements take their part of printers and blanks before.
        done = moved[Stage.PRINTED][:, at] = np.minimum(wanted, np.maximum(room[:, at] - others, 0.0))
        waiting[Stage.PRINTED] -= done
        stock = np.maximum(stock - (done + others) * (1 + ahead.spoiling), 0.0)
        waiting[Stage.OWNED] += done
        done = moved[Stage.OWNED][:, at] = waiting[Stage.OWNED] * drawn.handed[:, at]
        waiting[Stage.OWNED] -= done
    stocks = {stage: start.stocks[stage] + np.cumsum(moved[stage], axis=1) for stage in Stage}
    return Paths(ahead.months, stocks, room)


def _room(stock: Series, ahead: Ahead, at: int, free: frozenset[Constraint]) -> Series:
    """Cards of any kind that printers and blanks allow in a month."""
    room = np.full(len(stock), _ALL)
    if ahead.capacity is not None and Constraint.CAPACITY not in free:
        room = np.minimum(room, ahead.capacity * ahead.workdays[at])
    if Constraint.BLANKS not in free:
        room = np.minimum(room, stock / (1 + ahead.spoiling))
    return room


def _drawn(rate: Rate, ahead: Ahead, chance: np.random.Generator, paths: int) -> Series:
    """People a rate would serve in each month were there enough of them."""
    n = len(ahead.months)
    level = rate.level + chance.normal(0.0, rate.sure, (paths, 1))
    walk = np.cumsum(chance.normal(0.0, rate.drift, (paths, n)), axis=1)
    noise = chance.normal(0.0, rate.noise, (paths, n))
    season = rate.season[[month % 100 - 1 for month in ahead.months]]
    return np.exp(level + walk + noise + season) * ahead.workdays


def _shares(habit: tuple[float, float], chance: np.random.Generator, shape: tuple[int, int]) -> Series:
    """Shares of the waiting: each course keeps its own mean for good and varies around it."""
    mean, spread = habit
    own = chance.normal(mean, spread / 2, (shape[0], 1))
    return np.clip(own + chance.normal(0.0, spread, shape), 0.0, 1.0)
