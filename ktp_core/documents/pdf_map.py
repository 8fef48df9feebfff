"""The map of a rate as a drawing: areas in classes, hatching for small denominators, grey for no data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.graphics.shapes import FILL_EVEN_ODD, Drawing, Group, Path, PolyLine, Rect
from reportlab.lib import colors

from ktp_core.charts.map_picture import picture
from ktp_core.charts.map_shapes import LABEL, Area, Picture, Point
from ktp_core.charts.theme import LIGHT
from ktp_core.documents.monthly_words import limit
from ktp_core.documents.pdf_axes import INK, LEADING, MUTED, paper, say, wide
from ktp_core.reports.model import Map, Place

_TALLEST, _FINE = 330.0, 1.35  # points; pixels of the picture for each of them
_KEY, _CLASS = 46.0, 58.0
_NO_SHAPES = "Batas wilayah belum diimpor; angka setiap wilayah ada di tabel."


def draw(one: Map, shapes: Mapping[str, Any], width: float) -> Drawing:
    """The map over the words of its classes. Areas without a shape are left out: `missing` names them."""
    areas = [_area(place, shapes[place.code], one.small) for place in one.places if place.code in shapes]
    if not areas:
        made = paper(width, 2 * LEADING)
        made.add(say(0, LEADING / 2, _NO_SHAPES))
        return made
    drawn, scale = _fitted(areas, one.bounds, width)
    high = drawn.height * scale
    made = paper(width, high + _KEY)
    ground = Group(transform=(scale, 0, 0, -scale, (width - drawn.width * scale) / 2, high + _KEY))
    _areas(ground, drawn)
    made.add(ground)
    _names(made, drawn, scale, (width - drawn.width * scale) / 2, high + _KEY)
    _key(made, one, width)
    return made


def missing(one: Map, shapes: Mapping[str, Any]) -> list[str]:
    """Names of areas that could not be drawn, in their order; none where nothing could be."""
    found = [place.name for place in one.places if place.code not in shapes]
    return found if len(found) < len(one.places) else []


def _area(place: Place, geometry: dict[str, Any], small: int) -> Area:
    n, of = place.share.n, place.share.of
    value = None if n is None or not of else n / of
    return Area(place.code, place.name, geometry, value, value is not None and (of or 0) < small, place.name)


def _fitted(areas: Sequence[Area], bounds: Sequence[float], width: float) -> tuple[Picture, float]:
    """The picture and points of one of its pixels: as wide as the page, or as high as it may be."""
    drawn = picture(areas, (), bounds, LIGHT, round(width * _FINE))
    if drawn.height / _FINE > _TALLEST:
        drawn = picture(areas, (), bounds, LIGHT, round(width * _FINE * _TALLEST * _FINE / drawn.height))
    return drawn, 1 / _FINE


def _areas(ground: Group, drawn: Picture) -> None:
    for shape in drawn.shapes:
        path = Path(
            fillColor=colors.HexColor(shape.fill), strokeColor=colors.white, strokeWidth=0.9, fillMode=FILL_EVEN_ODD
        )
        for ring in shape.rings:
            _ring(path, ring)
        ground.add(path)
    for shape in drawn.shapes:
        for line in shape.hatch:
            points = [part for point in line for part in point]
            light = shape.fill in LIGHT.scale[3:]
            ground.add(PolyLine(points, strokeColor=colors.white if light else INK, strokeWidth=0.7))


def _ring(path: Path, ring: Sequence[Point]) -> None:
    path.moveTo(*ring[0])
    for point in ring[1:]:
        path.lineTo(*point)
    path.closePath()


def _names(made: Drawing, drawn: Picture, scale: float, left: float, top: float) -> None:
    """Each over its ground; hatching is kept off the words."""
    hatched = {shape.tip: shape.fill for shape in drawn.shapes if shape.hatch}
    for label in drawn.labels:
        colour = colors.white if label.light else INK
        x, y = left + label.x * scale, top - label.y * scale
        if label.text in hatched:
            half = wide(label.text, LABEL * scale) / 2 + 2
            ground = colors.HexColor(hatched[label.text])
            made.add(Rect(x - half, y - 2.5, 2 * half, 10, fillColor=ground, strokeColor=None))
        made.add(say(x, y, label.text, anchor="middle", colour=colour, size=LABEL * scale))


def _key(made: Drawing, one: Map, width: float) -> None:
    """Classes with their limits, grey, hatching."""
    left, y, high = (width - 5 * _CLASS) / 2, _KEY - 18, 9.0
    for at, shade in enumerate(LIGHT.scale):
        made.add(Rect(left + at * _CLASS, y, _CLASS, high, fillColor=colors.HexColor(shade), strokeColor=None))
    for at, bound in enumerate(one.bounds):
        made.add(say(left + at * _CLASS, y - LEADING, limit(bound), anchor="middle"))
    said = ("belum ada data", f"penyebut di bawah {one.small}")
    x = (width - sum(wide(word) for word in said) - 70) / 2
    for word, shade, hatched in zip(said, (LIGHT.no_data, LIGHT.scale[1]), (False, True), strict=True):
        made.add(Rect(x, 3, 20, high, fillColor=colors.HexColor(shade), strokeColor=None))
        for step in (0, 5.5, 11) if hatched else ():
            made.add(PolyLine([x + step, 3, x + step + high, 3 + high], strokeColor=INK, strokeWidth=0.7))
        made.add(say(x + 25, 4.5, word, colour=MUTED))
        x += 45 + wide(word)
