"""What the past months say of the months to come: seasonal profile, level, how much both vary. Pure.

Rates are people per working day, in logarithms: a school holiday makes a month smaller by a factor, not by a number.
With few months everything is drawn towards "no season, usual spread": an office of one year is no oracle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ktp_core.projection.model import Mask, Series

RECENT = 12
"""Months that say the level of today, the newer the more."""
_PRIOR_YEARS = 1.0  # a season counts as if so many years had had none
PRIOR_NOISE, PRIOR_DRIFT = 0.25, 0.06  # usual spread of a month, and of the level from month to month
PRIOR_MONTHS, PRIOR_CHANGES = 6.0, 18.0  # and how many months of one's own outweigh them


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate per working day: exp(level + season of the month), with the spread of a month and of the level.

    `season`: twelve numbers from January on, their mean is nought. `sure`: standard error of the level itself.
    """

    level: float
    season: Series
    noise: float
    drift: float
    sure: float


IDLE = Rate(-np.inf, np.zeros(12), 0.0, 0.0, 0.0)
"""Nothing at all."""


def rate(months: Sequence[int], counts: Series, workdays: Series, telling: Mask | None = None) -> Rate | None:
    """The rate behind these monthly counts; None when nothing was counted in the recent months.

    `telling`: only these months say how much could be done; in the others there was no more to do.
    """
    if len(counts) == 0 or float(np.sum(counts[-RECENT:])) <= 0:
        return None
    if telling is not None:
        kept = [at for at, says in enumerate(telling) if says]
        months, counts, workdays = [months[at] for at in kept], counts[kept], workdays[kept]
    days = np.maximum(workdays, 1.0)
    logs = np.log((counts + 0.5) / days)
    calendar = np.array([month % 100 - 1 for month in months])
    season = _season(logs, calendar)
    flat = logs - season[calendar]
    weights = 0.5 ** (np.arange(len(flat))[::-1] / (RECENT / 2))
    noise, drift = _spread(flat)
    # Through the mean of the rates, not of their logarithms: months without blanks, made good by the next, would weigh
    # too much.
    level = float(np.log(np.average(np.exp(flat), weights=weights)) - noise**2 / 2)
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    sure = float(np.hypot(noise / np.sqrt(effective), drift * np.sqrt(RECENT / 4)))
    return Rate(level, season, noise, drift, sure)


def _season(logs: Series, calendar: Series) -> Series:
    """Of each calendar month its mean distance from a slowly moving level, drawn to nought."""
    if len(logs) < RECENT:
        return np.zeros(12)
    base = _moving(logs)
    season = np.zeros(12)
    for month in range(12):
        own = (logs - base)[calendar == month]
        season[month] = own.sum() / (len(own) + _PRIOR_YEARS)
    return season - season.mean()


def _moving(logs: Series) -> Series:
    """The mean of the twelve months around each month; at the ends of those there are."""
    padded = np.convolve(logs, np.ones(RECENT), "same")
    return padded / np.convolve(np.ones(len(logs)), np.ones(RECENT), "same")


def _spread(flat: Series) -> tuple[float, float]:
    """Spread of a month around the level, and of the level from one month to the next: from what neighbouring months
    and months half a year apart differ by, drawn towards the usual."""
    if len(flat) < 4:
        return PRIOR_NOISE, PRIOR_DRIFT
    near = float(np.mean(np.diff(flat) ** 2)) / 2  # noise² + drift²/2
    noise2 = (near * len(flat) + PRIOR_NOISE**2 * PRIOR_MONTHS) / (len(flat) + PRIOR_MONTHS)
    lag = min(6, len(flat) // 2)
    far = float(np.mean((flat[lag:] - flat[:-lag]) ** 2)) / 2  # noise² + lag·drift²/2
    drift2 = max(far - near, 0.0) * 2 / max(lag - 1, 1)
    changes = len(flat) - lag
    drift2 = (drift2 * changes + PRIOR_DRIFT**2 * PRIOR_CHANGES) / (changes + PRIOR_CHANGES)
    return float(np.sqrt(noise2)), float(np.sqrt(drift2))


def share(flow: Series, waiting: Series) -> tuple[float, float]:
    """What share of those waiting moved on in a month, and how much that varies (standard deviation). Nobody waiting:
    all of them do."""
    known = waiting > 0
    if not known.any():
        return 1.0, 0.0
    shares = np.clip(flow[known] / waiting[known], 0.0, 1.0)[-RECENT:]
    return float(shares.mean()), float(shares.std()) if len(shares) > 1 else 0.15
