"""What the past months say of those to come: how much is done in a day, what share of the waiting moves on. Pure.

Rates are people per working day, in logarithms: a school holiday makes a month smaller by a factor, not by a number.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr

from ktp_core.projection.level_weights import level
from ktp_core.projection.levels import Level, still
from ktp_core.projection.model import Mask, Series

RECENT = 12
"""Months that say whether anything is done at all, and what share of the waiting moves on."""
BIRTHS_KNOWN = 12
"""Months ahead for which birth dates of the registry say who reaches card age: those are 16 and may be recorded."""
_ROUNDS, _LEAST = 10, 0.1
IDLE = still(-np.inf)
"""Nothing at all."""


def rate(months: Sequence[int], counts: Series, workdays: Series, telling: Mask | None = None) -> Level | None:
    """The rate behind these monthly counts; None when nothing was counted in the recent months.

    `telling`: only these months say how much could be done; in the others there was no more to do.
    """
    if len(counts) == 0 or float(np.sum(counts[-RECENT:])) <= 0:
        return None
    kept = [at for at in range(len(counts)) if telling is None or telling[at]]
    return level([months[at] for at in kept], counts[kept], np.maximum(workdays[kept], 1.0), kept) if kept else None


def more(counts: Series, least: Mask) -> Series:
    """The same counts, with what would have been expected in the months that say only that it was at `least` so much:
    the mean of what lies above it, around the mean of the twelve months there."""
    logs = np.log(np.maximum(counts, 0.5))
    found, window = logs.copy(), np.ones(min(RECENT, len(logs)))
    size = np.convolve(np.ones(len(logs)), window, "same")
    for _ in range(_ROUNDS):
        middle = np.convolve(found, window, "same") / size
        spread = max(float(np.std(found - middle)), _LEAST)
        z = (logs - middle) / spread
        above = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi) / np.maximum(ndtr(-z), 1e-12)
        found = np.where(least, middle + spread * above, logs)
    return np.where(least, np.maximum(np.exp(found), counts), counts)


def share(flow: Series, waiting: Series) -> tuple[float, float]:
    """What share of those waiting moved on in a month, and how much that varies (standard deviation). Nobody waiting:
    all of them do."""
    known = waiting > 0
    if not known.any():
        return 1.0, 0.0
    shares = np.clip(flow[known] / waiting[known], 0.0, 1.0)[-RECENT:]
    return float(shares.mean()), float(shares.std()) if len(shares) > 1 else 0.15
