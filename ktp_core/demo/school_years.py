"""Calendar and school years of day numbers."""

from __future__ import annotations

import numpy as np

FIRST_SCHOOL_YEAR = 2023  # memberships before are not kept
YEAR_BEGINS = 195  # days into the calendar year, from 14 July


def years_of(days: np.ndarray) -> np.ndarray:
    """Calendar years of day numbers."""
    return np.asarray(days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970)
