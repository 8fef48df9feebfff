"""What a drawn area needs besides its outline: hatching for what is uncertain, a place for its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

Line = tuple[tuple[float, float], ...]


def hatch(geometry: dict[str, Any], spacing: float) -> list[Line]:
    """Slanting lines across a GeoJSON geometry in degrees, `spacing` degrees apart, the same grid for neighbours."""
    ground = _valid(geometry)
    west, south, east, north = ground.bounds
    first, last = np.floor((west - north) / spacing), np.ceil((east - south) / spacing)
    offsets = np.arange(first, last + 1) * spacing
    slants = shapely.linestrings([[(south + off, south), (north + off, north)] for off in offsets])
    cut = shapely.get_parts(shapely.intersection(slants, ground))
    return [tuple((x, y) for x, y in shapely.get_coordinates(one)) for one in cut if one.length > 0]


def width(geometries: Iterable[dict[str, Any]]) -> float:
    """Degrees from the westernmost to the easternmost place of GeoJSON geometries."""
    west, _, east, _ = shapely.total_bounds([shape(one) for one in geometries])
    return float(east - west)


def name_place(geometry: dict[str, Any]) -> tuple[float, float]:
    """(lon, lat) well inside the largest part of a GeoJSON geometry."""
    largest = max(shapely.get_parts(_valid(geometry)), key=lambda part: part.area)
    centre = largest.centroid
    inside = centre if largest.contains(centre) else largest.representative_point()
    return float(inside.x), float(inside.y)


def _valid(geometry: dict[str, Any]) -> Any:
    found = shape(geometry)
    return found if found.is_valid else shapely.make_valid(found)
