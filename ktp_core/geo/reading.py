"""Reading a GeoJSON file of boundaries: limits, structure, and which feature belongs to which district.

Publishers name the same thing differently: Kemendagri codes with or without dots, BPS codes with an `id` in front,
district polygons or village polygons to dissolve. The property that names most features decides.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from ktp_core.errors import Refused
from ktp_core.geo.villages import village_owners
from ktp_core.regions.model import Area, Level
from ktp_core.regions.rules import find_district

MAX_BYTES, MAX_FEATURES, MAX_POINTS = 64 * 1024 * 1024, 20_000, 4_000_000
# Indonesia: 95-141° east, 11° south to 6° north.
_WEST, _EAST, _SOUTH, _NORTH = 94.0, 142.0, -12.0, 7.0
_CODE_DIGITS_KEMENDAGRI, _CODE_DIGITS_BPS = 6, 7


@dataclass(frozen=True, slots=True)
class Piece:
    """A polygon of the file and the district it belongs to, None when that lies elsewhere; of a village also which."""

    district: str | None
    geometry: BaseGeometry
    village: str | None = None


def read(path: Path, districts: Sequence[Area], villages: Sequence[Area] = ()) -> list[Piece]:
    """Every polygon of the file. Raises Refused when it is no GeoJSON in degrees, or nothing in it is ours."""
    features = _features(path)
    geometries = [_geometry(feature.get("geometry")) for feature in features]
    if sum(shapely.get_num_coordinates(geometries)) > MAX_POINTS:
        raise Refused("boundary_too_big")
    _check_degrees(geometries)
    named = [feature.get("properties") or {} for feature in features]
    owners = _owners(named, districts)
    inside = village_owners(named, owners, villages)
    return [Piece(*piece) for piece in zip(owners, geometries, inside, strict=True)]


def _features(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        raise Refused("boundary_missing", name=path.name)
    if path.stat().st_size > MAX_BYTES:
        raise Refused("boundary_too_big")
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused("boundary_format") from None
    found = [document] if _is(document, "Feature") else document.get("features") if _is(document, _FC) else None
    if not isinstance(found, list) or not found or not all(_is(one, "Feature") for one in found):
        raise Refused("boundary_format")
    if len(found) > MAX_FEATURES:
        raise Refused("boundary_too_big")
    return found


_FC = "FeatureCollection"


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, dict) and value.get("type") == kind


def _no_constant(_: str) -> float:
    raise ValueError("NaN and Infinity are no coordinates")


def _geometry(value: Any) -> BaseGeometry:
    if not (_is(value, "Polygon") or _is(value, "MultiPolygon")):
        raise Refused("boundary_polygons")
    try:
        found = shapely.force_2d(shape(value))
    except Exception:  # shapely raises whatever its parser met: TypeError, ValueError, GEOSException, IndexError
        raise Refused("boundary_format") from None
    if found.is_empty:
        raise Refused("boundary_polygons")
    return found


def _check_degrees(geometries: Sequence[BaseGeometry]) -> None:
    west, south, east, north = shapely.total_bounds(geometries)
    if not (_WEST <= west <= east <= _EAST and _SOUTH <= south <= north <= _NORTH):
        raise Refused("boundary_degrees")


def _owners(properties: Sequence[dict[str, Any]], districts: Sequence[Area]) -> list[str | None]:
    """The district of each feature, by the property that finds most of them; codes before names."""
    keys = list(dict.fromkeys(key for one in properties for key in one))
    known = _lookup(districts)
    by_code = {key: [known.get(_digits(one.get(key))) for one in properties] for key in keys}
    by_name = {key: [_named(one.get(key), districts) for one in properties] for key in keys}
    for candidates in (by_code, by_name):
        best = max(candidates.values(), key=_quality, default=[])
        if any(best):
            return best
    raise Refused("boundary_regency")


def _quality(owners: Sequence[str | None]) -> tuple[int, int]:
    return sum(owner is not None for owner in owners), len(Counter(owners))


def _lookup(districts: Sequence[Area]) -> dict[str, str]:
    codes = {area.code.replace(".", ""): area.code for area in districts if area.level is Level.DISTRICT}
    bps = {area.bps_code: area.code for area in districts if area.level is Level.DISTRICT and area.bps_code}
    return codes | bps


def _digits(value: Any) -> str:
    """The district part of a written code: of a village code what comes before the village."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    text = str(value).strip().lower().removeprefix("id").replace(".", "").replace(" ", "")
    if not text.isdigit():
        return ""
    dotted = "." in str(value)
    # Ten digits are a village: of Kemendagri 6 + 4, of BPS 7 + 3; only Kemendagri writes dots.
    return text[:_CODE_DIGITS_KEMENDAGRI] if dotted else text[:_CODE_DIGITS_BPS] if len(text) == 10 else text


def _named(value: Any, districts: Sequence[Area]) -> str | None:
    found = find_district(value, districts) if isinstance(value, str) and value.strip() else None
    return found.code if found else None
