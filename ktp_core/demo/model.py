"""How big a demo is and what it promises."""

from __future__ import annotations

from enum import StrEnum

DEMO_REGENCY, SMALLER_REGENCY = "35.14", "63.11"
# The outstanding backlog of Kab. Pasuruan in `normal` and `full`: what its head reported on 15 March 2019.
BACKLOG = 70_000
# Besides, so many wait until the demo's list of SIAK says that their cards were printed elsewhere.
TOLD = 2


class Size(StrEnum):
    """SMALL for tests, NORMAL to look at, FULL with every inhabitant of a regency."""

    SMALL = "small"
    NORMAL = "normal"
    FULL = "full"
