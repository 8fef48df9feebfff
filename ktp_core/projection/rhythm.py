"""How often something happens that comes in small whole numbers: visits, institutions, people served at them. Pure.

A month brings a Poisson number around a rate as `projection.level_weights` tells it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ktp_core.projection.level_weights import level
from ktp_core.projection.levels import Level, courses
from ktp_core.projection.model import Ahead, Series
from ktp_core.projection.rules import RECENT


def rhythm(months: Sequence[int], counts: Series, workdays: Series) -> Level | None:
    """What the past months say; None when nothing was counted in the recent ones. Months before the first count are
    those of nobody counting."""
    if len(counts) == 0 or float(np.sum(counts[-RECENT:])) <= 0:
        return None
    first = int(np.argmax(np.asarray(counts) > 0))
    return level(months[first:], counts[first:], np.maximum(workdays[first:], 1.0))


def drawn(found: Level | None, ahead: Ahead, chance: np.random.Generator, paths: int) -> Series:
    """What each month to come brings in each course, whole numbers (paths × months); nothing without a rhythm."""
    if found is None:
        return np.zeros((paths, len(ahead.months)))
    made, noise = courses(found, ahead, chance, paths)
    rate = np.exp(np.minimum(made + noise * chance.normal(size=made.shape), 25.0))
    return chance.poisson(rate * ahead.workdays).astype(float)
