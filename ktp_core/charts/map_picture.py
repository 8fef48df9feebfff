"""The map as plain shapes in pixels: what the static rendering on screen and on paper draw, without WebGL.

Colours, hatching and classes are those of `maps`. Whoever draws it (SVG, PDF) needs no knowledge of maps.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from ktp_core.charts.classes import class_of
from ktp_core.charts.map_shapes import LABEL, LOOKS, Area, Dot, Label, Mark, Picture, Point, Shape
from ktp_core.charts.map_view import corners, polygons
from ktp_core.charts.theme import Palette, text_width
from ktp_core.geo.drawing import hatch, name_place

_PAD, _ROOMY, _FITS = 6, 480, 1.6


def picture(
    areas: Sequence[Area], marks: Iterable[Mark], bounds: Sequence[float], colours: Palette, width: int = 640
) -> Picture:
    """The map fitted to `width`. Raises ValueError without any area."""
    grid = _Grid([area.geometry for area in areas], width)
    shapes = tuple(_shape(area, bounds, colours, grid) for area in areas)
    labels = _labels(areas, bounds, colours, grid)
    radius = 5.0 if width >= _ROOMY else 3.4
    dots = tuple(
        Dot(*grid.at(one.lon, one.lat), LOOKS[one.look], getattr(colours, LOOKS[one.look].colour), one.tip, radius)
        for one in marks
    )
    return Picture(grid.width, grid.height, shapes, labels, dots, colours.scale)


class _Grid:
    """Degrees to pixels, one scale in both directions."""

    def __init__(self, geometries: Sequence[dict[str, Any]], width: int) -> None:
        points = [point for geometry in geometries for point in corners(geometry)]
        if not points:
            raise ValueError("a map needs an area")
        lons, lats = [point[0] for point in points], [point[1] for point in points]
        self.west, self.north = min(lons), max(lats)
        self.stretch = math.cos(math.radians((min(lats) + max(lats)) / 2))
        wide, high = (max(lons) - self.west) * self.stretch, self.north - min(lats)
        self.scale = min((width - 2 * _PAD) / max(wide, 1e-9), 1.2 * width / max(high, 1e-9))
        self.width, self.height = wide * self.scale + 2 * _PAD, high * self.scale + 2 * _PAD

    def wide(self, geometry: dict[str, Any]) -> float:
        """Pixels from west to east."""
        lons = [point[0] for point in corners(geometry)]
        return float((max(lons) - min(lons)) * self.stretch * self.scale)

    def at(self, lon: float, lat: float) -> Point:
        """Pixels of a place, to a tenth."""
        x = (lon - self.west) * self.stretch * self.scale + _PAD
        return round(x, 1), round((self.north - lat) * self.scale + _PAD, 1)


def _shape(area: Area, bounds: Sequence[float], colours: Palette, grid: _Grid) -> Shape:
    rings = tuple(
        tuple(grid.at(lon, lat) for lon, lat, *_ in ring) for part in polygons(area.geometry) for ring in part
    )
    lines = hatch(area.geometry, 7 / grid.scale) if area.small else []
    drawn = tuple(tuple(grid.at(*point) for point in line) for line in lines)
    return Shape(rings, fill(area.value, bounds, colours), drawn, area.tip, area.href)


def fill(value: float | None, bounds: Sequence[float], colours: Palette) -> str:
    """The colour of a class, grey for no data."""
    return colours.no_data if value is None else colours.scale[class_of(value, bounds)]


def _labels(
    areas: Sequence[Area], bounds: Sequence[float], colours: Palette, grid: _Grid
) -> tuple[Label, ...]:
    """Names that fit their area about, where they do not cover one another; those of larger areas first."""
    taken: list[tuple[float, float, float]] = []
    found: list[Label] = []
    for area in sorted(areas, key=lambda one: -_size(one.geometry)):
        x, y = grid.at(*name_place(area.geometry))
        half = text_width(area.name, LABEL) / 2
        if 2 * half > _FITS * grid.wide(area.geometry):
            continue
        x = min(max(x, half), grid.width - half)
        if all(abs(y - other) > LABEL + 1 or abs(x - at) > half + wide for at, other, wide in taken):
            taken.append((x, y, half))
            found.append(Label(x, y + LABEL / 3, area.name, _dark(fill(area.value, bounds, colours))))
    return tuple(found)


def _size(geometry: dict[str, Any]) -> float:
    lons, lats = zip(*((point[0], point[1]) for point in corners(geometry)), strict=True)
    return (max(lons) - min(lons)) * (max(lats) - min(lats))


def _dark(colour: str) -> bool:
    """Whether a ground asks for light words (relative luminance, WCAG 2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.215
