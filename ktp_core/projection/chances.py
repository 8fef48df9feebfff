"""What the months of invented offices are made of."""

from __future__ import annotations

import numpy as np

from ktp_core.projection.model import Series


def season(dice: np.random.Generator, n: int) -> Series:
    """A year of its own shape, with a fasting month that comes eleven days earlier each year."""
    shape = np.exp(dice.normal(0, dice.uniform(0, 0.4), 12))
    year = shape[np.arange(n) % 12]
    fasting = np.round(2.5 + np.arange(n // 12) * (12 - 11 / 30.4)).astype(int)
    year[fasting[fasting < n]] *= dice.uniform(0.4, 1.0)
    return year


def level(dice: np.random.Generator, n: int, now: int) -> Series:
    """A rate that drifts, one before month `now` has begun; one office in five sees it jump once."""
    walk = np.cumsum(dice.normal(0, dice.uniform(0, 0.06), n))
    if dice.random() < 0.2:
        walk[dice.integers(0, n) :] += dice.normal(0, 0.4)
    return np.exp(walk - walk[now - 1])
