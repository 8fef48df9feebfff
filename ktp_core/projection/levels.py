"""The level of an office's work, as `projection.level_weights` tells it of past months, and its courses to come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ktp_core.projection.model import Ahead, Series

BREAK, SIZE = 1 / 240, 0.5
"""How likely a break is in a month, and its spread."""


@dataclass(frozen=True, eq=False)
class Level:
    """Candidates with how likely each is (`weight`). Of each the level of the last month, in logarithms per working
    day (`mean`, its standard error `sure`), `noise` and `drift`. `season`: from January on, mean nought; `unsure`: its
    standard errors as a triangle; `breaks`: whether it may break."""

    weight: Series
    mean: Series
    sure: Series
    noise: Series
    drift: Series
    season: Series
    unsure: Series
    breaks: bool = True

    @property
    def level(self) -> float:
        """That of all candidates together."""
        return float(self.weight @ self.mean)


def still(level: float) -> Level:
    """A level without any chance."""
    one, none = np.ones(1), np.zeros(1)
    return Level(one, np.full(1, level), none, none, none, np.zeros(12), np.zeros((12, 12)), breaks=False)


def courses(found: Level, ahead: Ahead, chance: np.random.Generator, paths: int) -> tuple[Series, Series]:
    """The level and the season of each course in each month to come, in logarithms (paths × months), and the noise that
    each course keeps (paths × 1)."""
    n = len(ahead.months)
    chosen = chance.choice(len(found.weight), paths, p=found.weight)
    today = found.mean[chosen] + found.sure[chosen] * chance.normal(size=paths)
    steps = chance.normal(size=(paths, n)) * found.drift[chosen][:, None]
    steps[:, 0] += today
    if found.breaks:
        hit = np.flatnonzero(chance.random(paths * n) < BREAK)
        steps.ravel()[hit] += chance.normal(0.0, SIZE, len(hit))
    season = found.season + chance.normal(size=(paths, 12)) @ found.unsure.T
    made = np.cumsum(steps, axis=1) + season[:, [month % 100 - 1 for month in ahead.months]]
    return made, found.noise[chosen][:, None]
