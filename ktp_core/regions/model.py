"""Provinces, regencies, districts and villages, by their Kemendagri codes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """Depth of a region; its code has one group of digits per level."""

    PROVINCE = 1
    REGENCY = 2
    DISTRICT = 3
    VILLAGE = 4


@dataclass(frozen=True, slots=True)
class Area:
    """One region as an office knows it.

    `code` is Kemendagri's `35.14.06`; the BPS code, a point inside (WGS84) and the area are None where nobody told us,
    the Dapodik code until a list of schools has taught it.
    """

    code: str
    level: Level
    name: str
    bps_code: str | None = None
    dapodik_code: str | None = None
    lat: float | None = None
    lon: float | None = None
    area_km2: float | None = None

    @property
    def parent(self) -> str | None:
        """Code of the region this one lies in; None of a province."""
        return self.code.rpartition(".")[0] or None
