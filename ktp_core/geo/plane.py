"""A flat kilometre grid around a regency, and GeoJSON coming from it. Errors below 0.4 % for areas of 100 km."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

_KM_PER_DEGREE_LAT, _KM_PER_DEGREE_LON = 110.574, 111.320
# Five decimals are a metre: more digits only make the page heavier.
_DECIMALS = 5


@dataclass(frozen=True, slots=True)
class Plane:
    """Equirectangular projection about a middle latitude: kilometres east and north."""

    latitude: float

    @property
    def _scale(self) -> np.ndarray:
        return np.array([_KM_PER_DEGREE_LON * np.cos(np.radians(self.latitude)), _KM_PER_DEGREE_LAT])

    def flat(self, geometry: BaseGeometry) -> BaseGeometry:
        """Degrees to kilometres."""
        return shapely.transform(geometry, lambda xy: xy * self._scale)

    def degrees(self, geometry: BaseGeometry) -> BaseGeometry:
        """Kilometres to degrees, rounded; neighbours round their common corners alike."""
        return shapely.transform(geometry, lambda xy: np.round(xy / self._scale, _DECIMALS))


def geojson(geometry: BaseGeometry) -> dict[str, Any]:
    """A GeoJSON geometry of polygons only, outer rings clockwise."""
    if not shapely.is_valid(geometry):  # rounding may fold a hair of an edge
        geometry = shapely.union_all(shapely.get_parts(shapely.make_valid(geometry)))
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon" and part.area > 0]
    shape = shapely.multipolygons(parts) if len(parts) > 1 else parts[0]
    found: dict[str, Any] = json.loads(shapely.to_geojson(shapely.orient_polygons(shape, exterior_cw=True)))
    return found
