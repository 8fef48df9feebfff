"""What the months of invented offices are made of."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from ktp_core.projection.model import Series


class Family(StrEnum):
    """What kind of office."""

    USUAL = "usual"  # of all kinds: drifting more or less, one in five with a break
    STEADY = "steady"  # the rate neither drifts nor breaks
    DRIFTING = "drifting"  # it always does
    SEASONAL = "seasonal"  # as usual, and some months bring several times as much as others
    BREAKING = "breaking"  # steady but for one break, seen or still to come


_DRIFTS = {Family.STEADY: (0.0, 0.0), Family.BREAKING: (0.0, 0.0), Family.DRIFTING: (0.04, 0.08)}
_BREAKS = {Family.STEADY: 0.0, Family.BREAKING: 1.0, Family.DRIFTING: 0.0}


def season(dice: np.random.Generator, n: int, family: Family = Family.USUAL) -> Series:
    """A year of its own shape, with a fasting month that comes eleven days earlier each year."""
    least, most = (0.4, 0.7) if family is Family.SEASONAL else (0.0, 0.4)
    shape = np.exp(dice.normal(0, dice.uniform(least, most), 12))
    year = shape[np.arange(n) % 12]
    fasting = np.round(2.5 + np.arange(n // 12) * (12 - 11 / 30.4)).astype(int)
    year[fasting[fasting < n]] *= dice.uniform(0.4, 1.0)
    return year


def level(dice: np.random.Generator, n: int, now: int, family: Family = Family.USUAL) -> Series:
    """A rate that drifts, one before month `now` has begun; some offices see it jump once."""
    walk = np.cumsum(dice.normal(0, dice.uniform(*_DRIFTS.get(family, (0.0, 0.06))), n))
    if dice.random() < _BREAKS.get(family, 0.2):
        walk[dice.integers(0, n) :] += dice.normal(0, 0.4)
    return np.exp(walk - walk[now - 1])
