"""What chance gives every month of every course: what would be recorded, cleared, printed and handed over. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ktp_core.projection.levels import Level, courses
from ktp_core.projection.model import Ahead, Constraint, Series, WhatIf
from ktp_core.projection.rules import BIRTHS_KNOWN, RECENT

ENDLESS = 1e12  # more than there are people


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


@dataclass(frozen=True, slots=True)
class Drawn:
    """Of every course and month (courses × months): people who reach card age and who would be recorded, the share
    cleared, first cards that would be printed, the share handed over."""

    eligible: Series
    recording: Series
    cleared: Series
    printing: Series
    handed: Series


def draw(
    habits: Habits, ahead: Ahead, wish: WhatIf, free: frozenset[Constraint], *, seed: int, paths: int
) -> Drawn:  # fmt: skip
    """Chances of their own for each part: what an office changes at one end leaves all others as they were."""
    recorded, prints, clears, hands, born = (np.random.default_rng([seed, part]) for part in range(5))
    quicker, ahead, shape = _printers(ahead, wish), wished(ahead, wish), (paths, len(ahead.months))
    demand = np.zeros(shape)
    if habits.recording is not None:
        demand = _rated(habits.recording, ahead, recorded, paths) * wish.recording
    printing = np.full(shape, ENDLESS)
    if Constraint.CAPACITY not in free:
        printing = _printing(habits, ahead, prints, shape, quicker)
    cleared = _shares(habits.clearing, clears, shape)
    handed = np.clip(_shares(habits.handing, hands, shape) * wish.handing, 0.0, 1.0)
    if Constraint.RECORDING in free:
        demand = np.full_like(demand, ENDLESS)
    if Constraint.CLEARING in free:
        cleared = np.ones_like(cleared)
    if Constraint.HANDING in free:
        handed = np.ones_like(handed)
    for shares in (cleared, handed):
        shares[:, :1] = 1.0 - (1.0 - shares[:, :1]) ** ahead.part  # of the running month only its rest
    return Drawn(_coming(habits, ahead, born, shape), demand, cleared, printing, handed)


def wished(ahead: Ahead, wish: WhatIf) -> Ahead:
    """With the printers and the blanks that are wished for."""
    capacity = ahead.capacity if wish.capacity is None else wish.capacity
    return replace(ahead, capacity=capacity, blanks=ahead.blanks if wish.blanks is None else wish.blanks)


def _printers(ahead: Ahead, wish: WhatIf) -> float | None:
    """How many times as quick cards would be printed: an office whose cards wait although its printers could make more
    is held back by something that more printers change in proportion. None where nobody knows what they make now."""
    if wish.capacity is None:
        return 1.0
    return wish.capacity / ahead.capacity if ahead.capacity else None


def _printing(
    habits: Habits, ahead: Ahead, chance: np.random.Generator, shape: tuple[int, int], quicker: float | None
) -> Series:
    """First cards that would be printed in each month, were there enough waiting."""
    if habits.running is not None and ahead.capacity is not None:
        used = habits.running[chance.integers(len(habits.running), size=shape)]
        return np.asarray(used * ahead.capacity * ahead.workdays)
    if habits.printing is not None and quicker is not None:
        return _rated(habits.printing, ahead, chance, shape[0]) * quicker
    return np.full(shape, ENDLESS)


def _rated(rate: Level, ahead: Ahead, chance: np.random.Generator, paths: int) -> Series:
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
