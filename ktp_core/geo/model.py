"""Outlines of districts and villages, for the map."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """How an outline came to be; a schematic one is labelled so wherever it is shown."""

    SCHEMATIC = "schematic"  # cells around the points of villages
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Outline:
    """One district or village. `geometry` is GeoJSON: Polygon or MultiPolygon, WGS84, outer rings clockwise."""

    code: str
    kind: Kind
    source: str
    geometry: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Warned:
    """Something about a boundary file that a person should know; `wording` has the sentence of a code."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What a boundary file held for one regency. Areas in km², worked out from the outlines."""

    districts: int
    area_km2: float
    overlap_km2: float
    warnings: tuple[Warned, ...]
    villages: int = 0  # whose own outlines the file held
