"""How often something happens that comes in small whole numbers: visits, institutions, people served at them. Pure.

Where `projection.rules` looks at logarithms, which know no month with nothing in it, this counts: a month brings a
Poisson number around a rate that has a level, a season, a spread of its own and a drift. Everything is drawn towards
"no season, usual spread" as long as little has been counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ktp_core.projection.model import Ahead, Series
from ktp_core.projection.rules import PRIOR_CHANGES, PRIOR_DRIFT, PRIOR_MONTHS, PRIOR_NOISE, RECENT

_BLOCK = 6
"""Months that are taken together to see a level move."""
_SEASONS = 6
"""As many months as the season, half drawn to none, takes for itself."""
_FEW = 2.0
"""So many counted things a season of one month weighs less than it would."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`level`: per working day. `season`: twelve factors from January on. `noise`: spread of a month beyond chance;
    `drift`: of the level from month to month; `sure`: of the level itself; all as parts of it."""

    level: float
    season: Series
    noise: float
    drift: float
    sure: float


def rhythm(months: Sequence[int], counts: Series, workdays: Series) -> Rhythm | None:
    """What the past months say; None when nothing was counted in the recent ones. Months before the first count are
    those of nobody counting."""
    if len(counts) == 0 or float(np.sum(counts[-RECENT:])) <= 0:
        return None
    first = int(np.argmax(np.asarray(counts) > 0))
    counts, days = np.asarray(counts[first:], dtype=float), np.maximum(workdays[first:], 1.0)
    calendar = np.array([month % 100 - 1 for month in months[first:]])
    base = _around(counts, days) * days
    season = _season(counts, base, calendar)
    weights = 0.5 ** (np.arange(len(counts))[::-1] / (RECENT / 2))
    usual = season[calendar] * days
    level = float((weights * counts).sum() / (weights * usual).sum())
    noise = _noise(counts, base * season[calendar])
    drift = _drift(counts, usual, noise)
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    seen = float((weights * counts).sum() ** 2 / (weights**2 * np.maximum(counts, 0.25)).sum())
    sure = float(np.sqrt(1 / max(seen, 1.0) + noise**2 / effective + drift**2 * RECENT / 4))
    return Rhythm(level, season, noise, drift, sure)


def _around(counts: Series, days: Series) -> Series:
    """Per day, of the twelve months around each month; at the ends of those there are."""
    window = np.ones(min(RECENT, len(counts)))
    return np.convolve(counts, window, "same") / np.convolve(days, window, "same")


def _season(counts: Series, base: Series, calendar: Series) -> Series:
    """Of each calendar month what was counted to what its year would have made of it, drawn to one."""
    if len(counts) < RECENT:
        return np.ones(12)
    season = np.ones(12)
    for month in range(12):
        own = calendar == month
        if own.any():
            drawn = float(base[own].mean()) + _FEW
            season[month] = (counts[own].sum() + drawn) / (base[own].sum() + drawn)
    return season / season.mean()


def _noise(counts: Series, expected: Series) -> float:
    """What months vary by beyond chance, drawn towards the usual."""
    beyond = float(((counts - expected) ** 2 - expected).sum()) / max(float((expected**2).sum()), 1e-9)
    n = len(counts)
    # The level of each month and its season were made of the same months: they take a part of the spread with them.
    beyond *= n / max(n - n / RECENT - (_SEASONS if n >= RECENT else 0), n / 2)
    return float(np.sqrt((max(beyond, 0.0) * n + PRIOR_NOISE**2 * PRIOR_MONTHS) / (n + PRIOR_MONTHS)))


def _drift(counts: Series, usual: Series, noise: float) -> float:
    """How far the level moves in a month: from half years beside each other, less what chance alone moves them by."""
    blocks = len(counts) // _BLOCK
    if blocks < 2:
        return PRIOR_DRIFT
    tail = slice(len(counts) - blocks * _BLOCK, None)
    sums, days = (one[tail].reshape(blocks, _BLOCK).sum(axis=1) for one in (counts, usual))
    moved = np.diff(np.log((sums + 0.5) / days)) ** 2
    chance = 2 * noise**2 / _BLOCK + 1 / (sums[1:] + 0.5) + 1 / (sums[:-1] + 0.5)
    # The means of two half years beside each other differ by two thirds of what a walk of six months moves.
    own = max(float((moved - chance).mean()), 0.0) / (_BLOCK * 2 / 3)
    changes = (blocks - 1) * _BLOCK
    return float(np.sqrt((own * changes + PRIOR_DRIFT**2 * PRIOR_CHANGES) / (changes + PRIOR_CHANGES)))


def drawn(found: Rhythm | None, ahead: Ahead, chance: np.random.Generator, paths: int) -> Series:
    """What each month to come brings in each course, whole numbers (paths × months); nothing without a rhythm."""
    n = len(ahead.months)
    if found is None:
        return np.zeros((paths, n))
    level = np.log(found.level) + chance.normal(0.0, found.sure, (paths, 1))
    walk = np.cumsum(chance.normal(0.0, found.drift, (paths, n)), axis=1)
    shape = 1 / max(found.noise, 1e-3) ** 2
    season = found.season[[month % 100 - 1 for month in ahead.months]]
    rate = np.exp(np.minimum(level + walk, 25.0)) * season * ahead.workdays
    return chance.poisson(rate * chance.gamma(shape, 1 / shape, (paths, n))).astype(float)
