"""Which visits go where nobody has been since the count began: those that an institution target counts. Pure.

A visit goes to a place not yet visited with the chance `fresh × share of places not yet visited ** leaning`. An office
that chooses blindly has a leaning of 1; one that goes where it has not been, less; one with favourites, more. `fresh`
below 1: several visits to one place in a row. Which of them it is, the years before say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ktp_core.projection.model import Series

_FRESH, _LEANING = np.linspace(0.4, 1.0, 25), np.linspace(0.0, 5.0, 41)
_USUAL, _SPREAD = 1.0, 1.0
"""Of the leaning, before a visit was seen."""


@dataclass(frozen=True, slots=True)
class Novelty:
    """How likely each pair of `fresh` and `leaning` is, after what was seen; the three of one length."""

    fresh: Series
    leaning: Series
    weight: Series


def novelty(months: Sequence[int], visits: Series, new: Series, pool: int) -> Novelty:
    """From visits and places visited for the first time in their calendar year, month by month."""
    fresh, leaning = (grid.ravel() for grid in np.meshgrid(_FRESH, _LEANING))
    told = -((leaning - _USUAL) ** 2) / (2 * _SPREAD**2)
    for share, again, first in _seen(months, visits, new, pool):
        chance = np.clip(fresh * share**leaning, 1e-6, 1 - 1e-6)
        told = told + first * np.log(chance) + again * np.log(1 - chance)
    weight = np.exp(told - told.max())
    return Novelty(fresh, leaning, weight / weight.sum())


def _seen(months: Sequence[int], visits: Series, new: Series, pool: int) -> list[tuple[float, float, float]]:
    """Of each month the share of places not yet visited in its middle, visits to places visited before, and others."""
    been, found = 0.0, []
    for month, made, first in zip(months, visits, new, strict=True):
        if month % 100 == 1:
            been = 0.0
        left = max(1.0 - (been + first / 2) / max(pool, 1), 0.5 / max(pool, 1))
        if made:
            found.append((left, max(float(made - first), 0.0), float(first)))
        been += first
    return found


def visited(
    visits: Series, how: Novelty, already: int, pool: int, chance: np.random.Generator, every: bool = False
) -> Series:
    """Of the visits of each course and month those to places not visited before; never more than there are places.
    `every`: as if each visit went to a new one."""
    chosen = chance.choice(len(how.weight), len(visits), p=how.weight)
    fresh, leaning = how.fresh[chosen], how.leaning[chosen]
    left, new = np.full(len(visits), float(max(pool - already, 0))), np.zeros_like(visits)
    for at in range(visits.shape[1]):
        made = visits[:, at]
        half = left - made * _chance(left, pool, fresh, leaning) / 2
        found = made if every else chance.binomial(made.astype(int), _chance(half, pool, fresh, leaning)).astype(float)
        new[:, at] = np.minimum(found, left)
        left = left - new[:, at]
    return new


def _chance(left: Series, pool: int, fresh: Series, leaning: Series) -> Series:
    share = np.clip(left / max(pool, 1), 0.0, 1.0)
    return np.asarray(np.where(share > 0, fresh * share**leaning, 0.0))
