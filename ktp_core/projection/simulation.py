"""Many courses of the months to come, at once. Pure and repeatable: the same start and seed give the same courses.

A month: so many are recorded as the rate says, at most those of card age who are not; of those waiting for the centre a
share becomes print-ready; of the print-ready as many are printed as printers and blanks allow; of the printed a share
is handed over. What a month lacks waits for the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from ktp_core.projection.levels import Level, courses
from ktp_core.projection.model import Ahead, Constraint, Paths, Series, Stage, Start, WhatIf
from ktp_core.projection.rules import BIRTHS_KNOWN, RECENT

PATHS = 2_000
_ALL = 1e12  # more than there are people


@dataclass(frozen=True, slots=True)
class Habits:
    """What the past months say: the rate of recording, and which share of the waiting is cleared and handed over in a
    month (mean, spread). `recording` None: nothing was recorded of late. `printing`: the rate of printing first cards
    where cards were left waiting for months though the printers could make more; `running`: where they could not,
    the parts of what they can make that past months saw; None where none were left. `births`: how people who reach card
    age vary from month to month."""

    recording: Level | None
    printing: Level | None
    clearing: tuple[float, float]
    handing: tuple[float, float]
    running: Series | None = None
    births: float = 0.0

def run(
    start: Start, habits: Habits, ahead: Ahead, *, seed: int, paths: int = PATHS, what_if: WhatIf | None = None,
    without: Iterable[Constraint] = (),
) -> Paths:  # fmt: skip
    """Courses of every stage over the months `ahead`. `without`: as if these constraints did not exist."""
    # Chances of their own for each part: what an office changes at one end leaves all others as they were.
    recorded, prints, clears, hands, born = (np.random.default_rng([seed, part]) for part in range(5))
    free, wish = frozenset(without), what_if or WhatIf()
    quicker = _printers(ahead, wish)
    ahead = _wished(ahead, wish)
    shape = (paths, len(ahead.months))
    demand = np.zeros(shape)
    if habits.recording is not None:
        demand = _drawn(habits.recording, ahead, recorded, paths) * wish.recording
    printing = np.full(shape, _ALL)
    if Constraint.CAPACITY not in free:
        printing = _printing(habits, ahead, prints, shape, quicker)
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
    return _walk(start, ahead, _Drawn(_coming(habits, ahead, born, shape), demand, cleared, printing, handed), free)


def _printing(
    habits: Habits, ahead: Ahead, chance: np.random.Generator, shape: tuple[int, int], quicker: float | None
) -> Series:
    """First cards that would be printed in each month, were there enough waiting."""
    if habits.running is not None and ahead.capacity is not None:
        used = habits.running[chance.integers(len(habits.running), size=shape)]
        return np.asarray(used * ahead.capacity * ahead.workdays)
    if habits.printing is not None and quicker is not None:
        return _drawn(habits.printing, ahead, chance, shape[0]) * quicker
    return np.full(shape, _ALL)


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

    eligible: Series
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
        waiting[Stage.COVERED] += drawn.eligible[:, at]
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


def _drawn(rate: Level, ahead: Ahead, chance: np.random.Generator, paths: int) -> Series:
    """People a rate would serve in each month were there enough of them."""
    made, noise = courses(rate, ahead, chance, paths)
    # What chance alone adds: of a hundred people ten more or fewer.
    few = np.exp(-np.maximum(rate.level, -9.0)) / np.maximum(ahead.workdays, 1.0) if rate.breaks else 0.0
    return np.exp(made + np.sqrt(noise**2 + few) * chance.normal(size=made.shape)) * ahead.workdays


def _coming(habits: Habits, ahead: Ahead, chance: np.random.Generator, shape: tuple[int, int]) -> Series:
    """Who reaches card age: as born, and later about as many, more in one course and fewer in another."""
    usual = chance.normal(0.0, habits.births / np.sqrt(RECENT), (shape[0], 1))
    varied = np.exp(usual + chance.normal(0.0, habits.births, shape))
    varied[:, :BIRTHS_KNOWN] = 1.0
    return varied * ahead.eligible


def _shares(habit: tuple[float, float], chance: np.random.Generator, shape: tuple[int, int]) -> Series:
    """Shares of the waiting: each course keeps its own mean for good and varies around it."""
    mean, spread = habit
    own = chance.normal(mean, spread / np.sqrt(RECENT), (shape[0], 1))
    return np.clip(own + chance.normal(0.0, spread, shape), 0.0, 1.0)
