"""The map's outlines: drawn from village points on first use, replaced by a file of real boundaries."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import shapely
from shapely.geometry import shape

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import SYSTEM, reading, writing
from ktp_core.errors import Refused
from ktp_core.geo import checking, schematic, store
from ktp_core.geo.model import Kind, Outline, Report
from ktp_core.geo.plane import geojson
from ktp_core.geo.reading import read
from ktp_core.regions.model import Area, Level
from ktp_core.regions.store import areas

POINTS_SOURCE = "titik desa/kelurahan (Kepmendagri 300.2.2-2430/2025)"


def outlines(by: Actor, regency: str, *, at: datetime) -> list[Outline]:
    """The outlines of a regency's districts, schematic ones made and stored on first use. Raises NotAllowed.

    Empty when neither boundaries nor village points are known.
    """
    with reading(by, Permission.HEAD_VIEW, regency) as conn:
        found = store.outlines(conn, regency)
        villages = [] if found else areas(conn, regency, Level.VILLAGE)
    points = [area for area in villages if area.lat is not None]
    return _draw(regency, points, at) if points else found


def village_outlines(by: Actor, regency: str, *, at: datetime) -> list[Outline]:
    """The outlines of a regency's villages, schematic ones made within their districts and stored on first use.

    Raises NotAllowed. Villages without a point of their own have no outline.
    """
    districts = outlines(by, regency, at=at)
    with reading(by, Permission.HEAD_VIEW, regency) as conn:
        found = store.outlines(conn, regency, Level.VILLAGE)
        villages = areas(conn, regency, Level.VILLAGE)
    drawn = {one.code.rpartition(".")[0] for one in found}
    new = [one for district in districts if district.code not in drawn for one in _cells(district, villages)]
    if not new:
        return found
    with writing(SYSTEM, Permission.BOUNDARY_IMPORT, regency, at=at) as tx:
        store.replace(tx.conn, regency, new)
        tx.audit("boundary.schematic", regency, villages=len(new))
    return sorted([*found, *new], key=lambda one: one.code)


def import_file(by: Actor, regency: str, path: Path, *, at: datetime) -> Report:
    """Store the districts' outlines of a GeoJSON file over those that are there, and the villages' if it holds them.

    Districts that the file does not have keep the outline they had; the report says so. Raises Refused, NotAllowed.
    """
    with reading(by, Permission.BOUNDARY_IMPORT, regency) as conn:
        districts, villages = areas(conn, regency, Level.DISTRICT), areas(conn, regency, Level.VILLAGE)
    if not districts:
        raise Refused("regency_not_set_up", regency=regency)
    outlines(by, regency, at=at)
    pieces = read(path, districts, villages)
    shapes, report = checking.outlines(pieces, {area.code: area.area_km2 for area in districts})
    own, told = checking.village_outlines(pieces)
    report = replace(report, villages=len(own), warnings=(*report.warnings, *told))
    new = [Outline(code, Kind.IMPORTED, path.name, geojson(one)) for code, one in (shapes | own).items()]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with writing(by, Permission.BOUNDARY_IMPORT, regency, at=at) as tx:
        store.forget_villages(tx.conn, regency, list(shapes))  # cells of the old outlines: drawn anew when asked for
        store.replace(tx.conn, regency, new)
        tx.audit("boundary.import", digest, districts=report.districts, area_km2=report.area_km2,
                 overlap_km2=report.overlap_km2, warnings=len(report.warnings), villages=report.villages)  # fmt: skip
    return report


def _draw(regency: str, villages: list[Area], at: datetime) -> list[Outline]:
    points = [(area.parent or "", float(area.lat or 0), float(area.lon or 0)) for area in villages]
    drawn = [
        Outline(code, Kind.SCHEMATIC, POINTS_SOURCE, geojson(outline))
        for code, outline in schematic.districts(points).items()
    ]
    with writing(SYSTEM, Permission.BOUNDARY_IMPORT, regency, at=at) as tx:
        store.replace(tx.conn, regency, drawn)
        tx.audit("boundary.schematic", regency, districts=len(drawn), points=len(points))
    return drawn


def _cells(district: Outline, villages: list[Area]) -> list[Outline]:
    points = [
        (area.code, float(area.lat), float(area.lon))
        for area in villages
        if area.parent == district.code and area.lat is not None and area.lon is not None
    ]
    ground = shapely.make_valid(shape(district.geometry))
    cells = schematic.villages(points, ground)
    return [Outline(code, Kind.SCHEMATIC, POINTS_SOURCE, geojson(cell)) for code, cell in cells.items()]
