"""What part of the earth a map shows: the corners of what is drawn, and the zoom that fits a column."""

from __future__ import annotations

import math
from typing import Any

# A style needs its sources, and an empty object is lost on the way to the browser: one that holds nothing.
_NOTHING = {"type": "geojson", "data": {"type": "FeatureCollection", "features": []}}
_STYLE = {"version": 8, "sources": {"nothing": _NOTHING}, "layers": []}


def view(outlines: dict[str, Any], width: int, height: int) -> dict[str, Any]:
    """No ground at all, so that the page's colour shows through; the zoom fits the column."""
    lons, lats = _extent(outlines)
    north, south = (math.degrees(math.asinh(math.tan(math.radians(lat)))) for lat in (lats[1], lats[0]))
    wide = width * 360 / (512 * max(lons[1] - lons[0], 1e-6))
    high = (height - 60) * 360 / (512 * max(north - south, 1e-6))
    return {
        "style": _STYLE,
        "center": {"lon": sum(lons) / 2, "lat": sum(lats) / 2},
        "zoom": round(math.log2(min(wide, high)) - 0.12, 2),
    }


def _extent(outlines: dict[str, Any]) -> tuple[tuple[float, float], tuple[float, float]]:
    places = [corner for feature in outlines["features"] for corner in corners(feature["geometry"])]
    lons, lats = [place[0] for place in places], [place[1] for place in places]
    return (min(lons), max(lons)), (min(lats), max(lats))


def corners(geometry: dict[str, Any]) -> list[Any]:
    """The corners of the outer rings of a GeoJSON geometry."""
    return [corner for part in polygons(geometry) for corner in part[0]]


def polygons(geometry: dict[str, Any]) -> list[Any]:
    """The polygons of a GeoJSON geometry, each a list of rings."""
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
