"""The level of an office's work, how it moves and how months vary around it: what the past months say. Pure.

A month is `level + season + noise` in logarithms; the level walks from month to month (`drift`) and once in a while it
breaks: a printer, a budget, a pandemic. How much of each there is nobody knows, so every pair of drift and noise, with
a break in any month or none, is weighed by how well it explains all the months (marginal likelihood of a local level)
and by a prior that prefers less. Courses are drawn from all of them: a steady office has a narrow band, one that
drifts a wide one, and one of few months that of its ignorance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ktp_core.projection.levels import BREAK, SIZE, Level
from ktp_core.projection.model import Series

DRIFTS = np.array((0.0, 0.01, 0.02, 0.035, 0.055, 0.08, 0.12, 0.2))
NOISES = np.array((0.01, 0.03, 0.06, 0.1, 0.15, 0.22, 0.32, 0.5, 0.8))
SEASONS = np.array((0.1, 0.45))
"""Candidates, as parts of the level: how far it moves in a month, how months and calendar months vary around it."""
_DRIFT, _NOISE = 0.1 / 3, 0.8 / 3
"""Means of the priors of drift and noise. Exponential, as for any part of a model that may not be there (penalised
complexity, Simpson et al. 2017): more than 0.1 a month, or 0.8, has a chance of one in twenty."""
_PRIOR = 0.3
_FLAT = 25.0  # variance of a level of which nothing is known, in logarithms


def level(months: Sequence[int], counts: Series, days: Series, at: Sequence[int] | None = None) -> Level:
    """What counts of months say, with the working days of each. `at`: which months these are, counted on, where some
    are left out; the last of all is today."""
    when = tuple(range(len(counts))) if at is None else tuple(at)
    return _level(tuple(months), tuple(counts), tuple(days), when)


@lru_cache(maxsize=64)
def _level(months: tuple[int, ...], counts: tuple[float, ...], days: tuple[float, ...], at: tuple[int, ...]) -> Level:
    y, sampled = _logs(np.array(counts), np.array(days))
    time, calendar = np.array(at, dtype=float), np.eye(12)[[month % 100 - 1 for month in months]]
    drift, noise, spread = (one.ravel() for one in np.meshgrid(DRIFTS, NOISES, SEASONS, indexing="ij"))
    walked = time[-1] - np.maximum(time[:, None], time[None, :])
    same = calendar @ _CENTRED @ calendar.T
    cov = (
        drift[:, None, None] ** 2 * walked + spread[:, None, None] ** 2 * same
        + np.eye(len(y)) * (noise[:, None, None] ** 2 + sampled) + _FLAT
    )  # fmt: skip
    return _weighed(y, cov, calendar, time, drift, noise, spread)


def _logs(counts: Series, days: Series) -> tuple[Series, Series]:
    """Of large counts the logarithm per day, of small ones its tangent at what is usual around them: months with
    nothing have no logarithm. And the variance that chance alone gives each."""
    window = np.ones(min(12, len(counts)))
    usual = np.convolve(counts, window, "same") / np.convolve(days, window, "same") * days
    usual = np.maximum(usual, 0.25)
    known = usual * _PRIOR**2
    near = np.maximum((counts * known + usual) / (known + 1), usual / 5)  # a month of closed doors is one outlier
    return np.log(near / days) + np.maximum(counts / near - 1, -1.0), 1 / near


@dataclass(frozen=True, slots=True)
class _Told:
    """Of each candidate what the months say: `fit` without a break and with one before each month (candidates × months,
    logarithms); `given`: the inverse of the covariance, `told`: that of the months; `moved` and `pull`: what a break
    changes of it."""

    fit: Series
    given: Series
    told: Series
    moved: Series
    gain: Series
    pull: Series


def _told(y: Series, cov: Series, time: Series) -> _Told:
    factor, given = np.linalg.cholesky(cov), np.asarray(np.linalg.inv(cov), dtype=np.float64)
    told = given @ y
    before = (time[:, None] < time[None, 1:]).astype(float)  # months before each break: as much higher or lower
    moved = given @ before
    along = told @ before
    gain = SIZE**2 / (1 + SIZE**2 * (before * moved).sum(axis=1))
    fit = -np.log(np.diagonal(factor, axis1=1, axis2=2)).sum(axis=1) - told @ y / 2
    broken = fit[:, None] + (np.log(gain / SIZE**2) + gain * along**2) / 2 + np.log(BREAK)
    return _Told(np.column_stack([fit, broken]), given, told, moved, gain, gain * along)


def _weighed(
    y: Series, cov: Series, calendar: Series, time: Series, drift: Series, noise: Series, spread: Series
) -> Level:
    """Every candidate without a break and with one before each month, weighed."""
    shift = y.mean()
    of = _told(y - shift, cov, time)
    fit = of.fit + (_prior(DRIFTS, _DRIFT, drift) + _prior(NOISES, _NOISE, noise))[:, None]
    weight = np.exp(fit - fit.max())
    weight /= weight.sum()
    mean, sure = _today(of)
    kept = weight > weight.max() / 1000
    at = np.nonzero(kept)[0]
    season, unsure = _season(of, weight, spread, _CENTRED @ calendar.T)
    return Level(
        weight[kept] / weight[kept].sum(), shift + mean[kept], sure[kept], noise[at], drift[at], season, unsure
    )


def _today(of: _Told) -> tuple[Series, Series]:
    """The level of the last month and its standard error."""
    all_of_it, moved = of.told.sum(axis=1), of.moved.sum(axis=1)
    whole = of.given.sum(axis=(1, 2))
    mean = _FLAT * np.column_stack([all_of_it, all_of_it[:, None] - moved * of.pull])
    known = np.column_stack([whole, whole[:, None] - of.gain * moved**2])
    return mean, np.sqrt(np.maximum(_FLAT - _FLAT**2 * known, 0.0))


def _season(of: _Told, weight: Series, spread: Series, centred: Series) -> tuple[Series, Series]:
    """Of all candidates together, and a triangle of standard errors."""
    each, wide = weight.sum(axis=1), spread**2
    lean = np.einsum("g,gn->n", wide * each, of.told)
    lean -= np.einsum("gnt,gt->n", of.moved, wide[:, None] * weight[:, 1:] * of.pull)
    seen = np.einsum("g,gnm->nm", each * wide**2, of.given)
    return centred @ lean, _root((each @ wide) * _CENTRED - centred @ seen @ centred.T)


_CENTRED = np.eye(12) - 1 / 12


def _prior(grid: Series, usual: float, chosen: Series) -> Series:
    """Logarithm of the prior of each candidate: the exponential density, times how much of the line it stands for."""
    edges = np.concatenate([[0.0], (grid[1:] + grid[:-1]) / 2, [np.inf]])
    mass = np.exp(-edges[:-1] / usual) - np.exp(-edges[1:] / usual)
    return np.asarray(np.log(mass)[np.searchsorted(grid, chosen)])


def _root(cov: Series) -> Series:
    values, vectors = np.linalg.eigh(cov)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)))
