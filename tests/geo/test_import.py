"""Real boundaries over the schematic ones: what is understood, what is warned of, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import shape
from sqlalchemy import select
from tests_support.constants import BALANGAN, NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import audit_log
from ktp_core.errors import NotAllowed, Refused
from ktp_core.geo import service
from ktp_core.geo.model import Kind, Report
from ktp_core.geo.wording import WARNINGS, sentence
from ktp_core.labels import REFUSALS

KEJAYAN = {"code": "35.14.06"}


def square(lon: float, lat: float, side: float = 0.1) -> dict[str, Any]:
    ring = [[lon, lat], [lon, lat + side], [lon + side, lat + side], [lon + side, lat], [lon, lat]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(*features: tuple[dict[str, Any], Any]) -> dict[str, Any]:
    made = [{"type": "Feature", "properties": named, "geometry": geometry} for named, geometry in features]
    return {"type": "FeatureCollection", "features": made}


def load(tmp_path: Path, document: Any, regency: str = PASURUAN) -> Report:
    file = tmp_path / "batas.geojson"
    file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return service.import_file(SYSTEM, regency, file, at=NOW)


def warned(report: Report) -> set[str]:
    assert all(sentence(warning) for warning in report.warnings)
    return {warning.code for warning in report.warnings}


@pytest.fixture(autouse=True)
def offices(sqlite_database: str) -> None:
    make_office()
    make_office(regency=BALANGAN)


@pytest.mark.parametrize(
    ("name", "regency", "districts", "area", "overlap", "warnings"),
    [
        ("kecamatan_3514", PASURUAN, 24, 1493, 0.1, set()),
        ("desa_3514", PASURUAN, 24, 1493, 0.1, {"gaps"}),
        ("kecamatan_3514_coarse", PASURUAN, 24, 1467, 21, {"gaps", "overlap"}),
        ("kecamatan_6311", BALANGAN, 8, 1828, 0.1, set()),
        ("desa_6311", BALANGAN, 8, 1828, 0.1, set()),
        ("bps_dialect/id6311_balangan", BALANGAN, 8, 1902, 0.1, {"area", "villages"}),
        ("bps_dialect/id3514070_kejayan", PASURUAN, 1, 80, 0.1, {"missing", "villages"}),
        ("bps_dialect/id6311031_tebing_tinggi", BALANGAN, 1, 375, 0.1, {"missing", "area", "villages"}),
    ],
)
def test_published_files(
    reference: Path, name: str, regency: str, districts: int, area: float, overlap: float, warnings: set[str]
):
    report = service.import_file(SYSTEM, regency, reference / "boundaries" / f"{name}.geojson", at=NOW)

    assert report.districts == districts
    assert report.area_km2 == pytest.approx(area, rel=0.005)
    assert report.overlap_km2 == pytest.approx(overlap, abs=0.5)
    assert warned(report) == warnings
    stored = service.outlines(SYSTEM, regency, at=NOW)
    assert sum(one.kind is Kind.IMPORTED for one in stored) == districts
    new = [shape(one.geometry) for one in stored if one.kind is Kind.IMPORTED]
    assert all(one.is_valid for one in new)
    assert sum(shapely.get_num_coordinates(new)) <= 115 * districts
    assert sum(one.area for one in new) == pytest.approx(shapely.union_all(new).area, rel=1e-3)


def test_a_simplified_outline_stays_close_to_the_published_one(reference: Path):
    file = reference / "boundaries" / "kecamatan_6311.geojson"
    true = {one["properties"]["code"]: shape(one["geometry"]) for one in json.loads(file.read_text())["features"]}
    service.import_file(SYSTEM, BALANGAN, file, at=NOW)

    for one in service.outlines(SYSTEM, BALANGAN, at=NOW):
        drawn, it = shape(one.geometry), true[one.code]
        assert drawn.intersection(it).area / drawn.union(it).area > 0.95


@pytest.mark.parametrize(
    "named",
    [
        KEJAYAN, {"kode": "351406"}, {"kode": 351406}, {"KD_KEC": "3514070"}, {"district_code": "id3514070"},
        {"village": "id3514070002"}, {"desa": "35.14.06.2001"}, {"WADMKC": "KEC. KEJAYAN"},
    ],
)  # fmt: skip
def test_a_district_is_known_by_any_of_its_codes_or_its_name(tmp_path: Path, named: dict[str, Any]):
    load(tmp_path, collection((named, square(112.8, -7.7))))

    kinds = {one.code: one.kind for one in service.outlines(SYSTEM, PASURUAN, at=NOW)}
    assert [code for code, kind in kinds.items() if kind is Kind.IMPORTED] == ["35.14.06"]


def test_two_districts_on_one_place_are_measured_and_drawn_once(tmp_path: Path):
    report = load(tmp_path, collection((KEJAYAN, square(112.8, -7.7)), ({"code": "35.14.15"}, square(112.85, -7.7))))

    assert report.overlap_km2 == pytest.approx(report.area_km2 / 3, rel=0.01)
    assert {"overlap", "missing"} <= warned(report)


def test_shapes_of_elsewhere_are_left_out_and_counted(tmp_path: Path):
    report = load(tmp_path, collection((KEJAYAN, square(112.8, -7.7)), ({"code": "35.13.24"}, square(113.1, -7.8))))

    assert [one.params["count"] for one in report.warnings if one.code == "elsewhere"] == [1]
    assert report.districts == 1


def test_a_crossed_outline_is_repaired_and_said(tmp_path: Path):
    ring = [[112.8, -7.7], [112.9, -7.6], [112.9, -7.7], [112.8, -7.6], [112.8, -7.7]]
    bow = {"type": "Polygon", "coordinates": [ring]}

    assert "repaired" in warned(load(tmp_path, collection((KEJAYAN, bow))))


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("", "boundary_format"),
        ("{", "boundary_format"),
        ("[" * 100_000, "boundary_format"),
        ("[]", "boundary_format"),
        ({"type": "FeatureCollection", "features": []}, "boundary_format"),
        ({"type": "Topology", "objects": {}}, "boundary_format"),
        (json.dumps(collection((KEJAYAN, square(float("nan"), -7.7)))), "boundary_format"),
        (collection((KEJAYAN, {"type": "Polygon", "coordinates": [[["a", "b"], [1, 2], [3, 4]]]})), "boundary_format"),
        (collection((KEJAYAN, {"type": "Polygon", "coordinates": "x"})), "boundary_format"),
        (collection((KEJAYAN, {"type": "Point", "coordinates": [112.8, -7.7]})), "boundary_polygons"),
        (collection((KEJAYAN, None)), "boundary_polygons"),
        (collection((KEJAYAN, {"type": "Polygon", "coordinates": []})), "boundary_polygons"),
        (collection((KEJAYAN, square(-7.7, 112.8))), "boundary_degrees"),
        (collection((KEJAYAN, square(698_000.0, 9_150_000.0, 5_000))), "boundary_degrees"),
        (collection(({"code": "63.11.01"}, square(115.5, -2.3))), "boundary_regency"),
        (collection(({}, square(112.8, -7.7))), "boundary_regency"),
        (collection(({"area": True, "x": None, "y": 1.5, "z": [1]}, square(112.8, -7.7))), "boundary_regency"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_boundary_is_refused_and_nothing_is_stored(tmp_path: Path, document: Any, code: str):
    before = service.outlines(SYSTEM, PASURUAN, at=NOW)

    with pytest.raises(Refused) as refusal:
        load(tmp_path, document)

    assert refusal.value.code == code
    assert code in REFUSALS
    assert service.outlines(SYSTEM, PASURUAN, at=NOW) == before


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(Refused, match="boundary_missing"):
        service.import_file(SYSTEM, PASURUAN, tmp_path / "x.geojson", at=NOW)


def test_an_import_is_audited_and_only_for_those_who_may(tmp_path: Path, actor_of):
    head = actor_of("kepala", "head", regency=PASURUAN)
    file = tmp_path / "batas.geojson"
    file.write_text(json.dumps(collection((KEJAYAN, square(112.8, -7.7)))))

    with pytest.raises(NotAllowed):
        service.import_file(head, PASURUAN, file, at=NOW)
    service.import_file(actor_of("admin", "admin", regency=PASURUAN), PASURUAN, file, at=NOW)

    with read_connection() as conn:
        actions = list(conn.execute(select(audit_log.c.action).order_by(audit_log.c.seq)).scalars())
    assert actions[-2:] == ["boundary.schematic", "boundary.import"]


def test_every_warning_has_words():
    text = Path(service.__file__).with_name("checking.py").read_text()

    assert {code for code in WARNINGS if f'Warned("{code}"' in text} == set(WARNINGS)


@pytest.mark.parametrize(
    ("name", "regency", "drawn"),
    [
        ("desa_3514", PASURUAN, 365), ("desa_6311", BALANGAN, 157), ("bps_dialect/id6311_balangan", BALANGAN, 150),
        ("bps_dialect/id3514070_kejayan", PASURUAN, 24), ("kecamatan_3514", PASURUAN, 0),
        ("kecamatan_6311", BALANGAN, 0),
    ],
)  # fmt: skip
def test_villages_of_published_files(reference: Path, name: str, regency: str, drawn: int):
    before = {one.code for one in service.village_outlines(SYSTEM, regency, at=NOW)}
    report = service.import_file(SYSTEM, regency, reference / "boundaries" / f"{name}.geojson", at=NOW)

    stored = service.village_outlines(SYSTEM, regency, at=NOW)
    assert report.villages == sum(one.kind is Kind.IMPORTED for one in stored)
    assert report.villages == drawn
    shapes = [shape(one.geometry) for one in stored]
    assert all(one.is_valid for one in shapes)
    assert sum(shapely.get_num_coordinates(shapes)) <= 45 * len(stored)
    if not drawn:
        assert {one.code for one in stored} == before
    own = [shape(one.geometry) for one in service.outlines(SYSTEM, regency, at=NOW)]
    together = shapely.union_all(shapes)
    assert together.area == pytest.approx(shapely.union_all(own).area, rel=0.12)
