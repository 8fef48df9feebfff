"""The schematic map against the true shapes, and as a drawing of its own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape
from tests_support.constants import BALANGAN, NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.errors import NotAllowed
from ktp_core.geo import schematic, service
from ktp_core.geo.model import Kind

DAY = date(2026, 11, 22)


def shapes(regency: str) -> dict[str, shapely.Geometry]:
    return {one.code: shape(one.geometry) for one in service.outlines(SYSTEM, regency, at=NOW)}


@pytest.mark.parametrize(("regency", "count"), [(PASURUAN, 24), (BALANGAN, 8)])
def test_every_district_has_a_valid_outline_and_no_two_overlap(sqlite_database: str, regency: str, count: int):
    make_office(regency=regency)
    drawn = list(shapes(regency).values())

    assert len(drawn) == count
    assert all(one.is_valid and one.area > 0 for one in drawn)
    together = shapely.union_all(drawn)
    assert sum(one.area for one in drawn) == pytest.approx(together.area, rel=1e-4)
    assert sum(shapely.get_num_coordinates(drawn)) < 60 * count


@pytest.mark.parametrize("regency", [PASURUAN, BALANGAN])
def test_it_overlaps_the_true_shapes_by_seven_tenths(sqlite_database: str, reference: Path, regency: str):
    make_office(regency=regency)
    file = reference / "boundaries" / f"kecamatan_{regency.replace('.', '')}.geojson"
    features = json.loads(file.read_text())["features"]
    true = {one["properties"]["code"]: shape(one["geometry"]).buffer(0) for one in features}
    drawn = shapes(regency)

    overlaps = [drawn[code].intersection(it).area / drawn[code].union(it).area for code, it in true.items()]

    assert len(overlaps) == len(drawn)
    assert sum(overlaps) / len(overlaps) >= 0.70


def test_it_is_drawn_once_and_labelled_schematic(sqlite_database: str):
    make_office(regency=BALANGAN)
    first, again = (service.outlines(SYSTEM, BALANGAN, at=NOW) for _ in range(2))

    assert first == again
    assert {one.kind for one in first} == {Kind.SCHEMATIC}


def test_rings_run_clockwise_as_the_map_expects(sqlite_database: str):
    make_office(regency=BALANGAN)

    for one in service.outlines(SYSTEM, BALANGAN, at=NOW):
        assert one.geometry["type"] in ("Polygon", "MultiPolygon")
        assert not shapely.is_ccw(shape(one.geometry).geoms[0].exterior if one.geometry["type"] == "MultiPolygon"
                                  else shape(one.geometry).exterior)  # fmt: skip


@pytest.mark.parametrize(
    "points",
    [
        [], [("a", -7.0, 112.0)], [("a", -7.0, 112.0)] * 9,
        [("a", -7.0, 112.0), ("b", -7.1, 112.0), ("b", -7.2, 112.0)],
        [("a", -7.0 - step / 10, 112.0) for step in range(6)],
    ],
)  # fmt: skip
def test_points_that_span_no_area_make_no_map(points: list[tuple[str, float, float]]):
    assert schematic.districts(points) == {}


def test_a_regency_without_village_points_has_no_map(sqlite_database: str):
    make_office(regency="35.13")

    assert service.outlines(SYSTEM, "35.13", at=NOW) == []


def test_another_office_sees_no_map_of_ours(sqlite_database: str, actor_of):
    make_office(regency=BALANGAN)

    with pytest.raises(NotAllowed):
        service.outlines(actor_of("kepala", "head", regency=PASURUAN), BALANGAN, at=NOW)
