"""The static map: classes, hatching, names, marks, and text that people typed."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest

from ktp_core.charts.classes import counted_limits, share_limits
from ktp_core.charts.map_picture import picture
from ktp_core.charts.map_shapes import LOOKS, Area, Mark, Picture
from ktp_core.charts.map_svg import classes, sign, svg
from ktp_core.charts.theme import DARK, LIGHT
from ktp_core.geo.drawing import hatch, name_place

BOUNDS = [0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
ODD = "<script>'\"&"


def square(west: float, side: float = 0.1) -> dict:
    ring = [[west, -7.7], [west, -7.7 + side], [west + side, -7.7 + side], [west + side, -7.7], [west, -7.7]]
    return {"type": "Polygon", "coordinates": [ring]}


def drawn(**more: object) -> Picture:
    areas = [
        Area("a", "Kejayan", square(112.8), 0.55, False, "Kejayan", "?kecamatan=Kejayan"),
        Area("b", ODD, square(112.9), 0.95, True, ODD), Area("c", "Kraton", square(113.0), None, False, "Kraton"),
    ]  # fmt: skip
    marks = [Mark(112.85, -7.65, look, ODD) for look in LOOKS]
    return picture(areas, marks, BOUNDS, LIGHT, **more)  # type: ignore[arg-type]


def test_each_area_has_the_colour_of_its_class_and_grey_without_data():
    made = drawn(width=640)

    assert [shape.fill for shape in made.shapes] == [LIGHT.scale[0], LIGHT.scale[4], LIGHT.no_data]
    assert [bool(shape.hatch) for shape in made.shapes] == [False, True, False]
    assert [label.light for label in sorted(made.labels, key=lambda one: one.x)] == [False, True, False]


def test_everything_lies_inside_the_picture_and_squares_stay_square():
    made = drawn(width=300)

    points = [point for shape in made.shapes for ring in shape.rings for point in ring]
    points += [point for shape in made.shapes for line in shape.hatch for point in line]
    points += [(dot.x, dot.y) for dot in made.dots]
    assert all(0 <= x <= made.width and 0 <= y <= made.height for x, y in points)
    assert made.width <= 301
    wide = max(x for x, _ in made.shapes[0].rings[0]) - min(x for x, _ in made.shapes[0].rings[0])
    high = max(y for _, y in made.shapes[0].rings[0]) - min(y for _, y in made.shapes[0].rings[0])
    assert wide / high == pytest.approx(0.991, abs=0.01)  # a degree of longitude is a little shorter at 7° south


def test_names_that_would_cover_one_another_are_left_out():
    crowd = [Area(str(n), "Desa yang panjang", square(112.8 + n * 0.002), 0.7, False, "") for n in range(40)]

    assert 0 < len(picture(crowd, (), BOUNDS, LIGHT).labels) < 10


def test_a_name_much_wider_than_its_area_is_left_out():
    areas = [Area("a", "Desa yang panjang", square(112.8, 0.002), 0.7, False, ""),
             Area("b", "Kejayan", square(112.9), 0.7, False, "")]  # fmt: skip

    assert [label.text for label in picture(areas, (), BOUNDS, LIGHT).labels] == ["Kejayan"]


def test_an_svg_is_well_formed_whatever_people_typed():
    for colours in (LIGHT, DARK):
        for text in (
            svg(drawn(), colours, ODD), classes(["1"] * 6, colours, ODD, ODD), *(sign(look, colours) for look in LOOKS)
        ):
            root = ElementTree.fromstring(text)
            assert root.tag.endswith("svg")
            assert not [one for one in root.iter() if one.tag.endswith("script")]


def test_every_state_of_an_institution_is_told_apart_by_its_shape():
    assert len({(look.form, look.hollow) for look in LOOKS.values()}) == len(LOOKS)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.62, 1.0], [0.5, 0.6, 0.7, 0.8, 0.9, 1.0]), ([0.62, 1.02], [0.6, 0.7, 0.8, 0.9, 1.0, 1.1]),
        ([0.0, 1.0], [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]), ([0.8, 0.97], [0.8, 0.85, 0.9, 0.95, 1.0, 1.05]),
        ([1.0], [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]), ([0.5, 0.5], [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
    ],
)  # fmt: skip
def test_no_class_lies_above_everything_unless_a_share_does(values: list[float], expected: list[float]):
    found = share_limits(values)

    assert found[0] <= min(values) and found[-1] >= max(values)
    assert found == expected or found[-1] == 1.0


@pytest.mark.parametrize("values", [[], [0.0, 3.0], [1.0, 7.0], [12.0, 940.0], [0.0, 81234.0], [-3.0, 5.0], [7.0]])
def test_limits_of_counts_are_whole_numbers_that_hold_every_value(values: list[float]):
    found = counted_limits(values)

    assert len(found) == 6
    assert all(bound == int(bound) for bound in found)
    assert all(found[0] <= value <= found[-1] for value in values)


def test_hatching_stays_inside_and_a_name_too():
    parts = [square(112.8)["coordinates"], square(113.2, 0.02)["coordinates"]]
    geometry = {"type": "MultiPolygon", "coordinates": parts}
    lines = hatch(geometry, 0.01)

    assert len(lines) > 15
    assert all(112.8 - 1e-9 <= lon <= 113.22 + 1e-9 for line in lines for lon, _ in line)
    assert not [line for line in lines for lon, _ in line if 112.9 + 1e-9 < lon < 113.2 - 1e-9]
    lon, lat = name_place(geometry)
    assert (round(lon, 3), round(lat, 3)) == (112.85, -7.65)
