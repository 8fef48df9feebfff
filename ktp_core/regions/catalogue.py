"""Facts about regions that ship with the product: `lokal` names all of Indonesia, `data/reference` adds the rest."""

from __future__ import annotations

import csv
from functools import lru_cache
from typing import Any

from lokal import wilayah

from ktp_core import config
from ktp_core.regions.model import Area, Level

_FOLDER = config.ROOT / "data" / "reference"


def regency_name(code: str) -> str | None:
    """Official name, "Kabupaten Pasuruan"; None when `code` is no regency of Indonesia."""
    return wilayah.wilayah_name(code) if len(code.split(".")) == 2 else None


def other_regency_of_name(code: str) -> bool:
    """Whether a second regency bears the bare name of `code` (Kota Pasuruan beside Kabupaten Pasuruan)."""
    from ktp_core.regions.rules import regency_key

    bare = regency_key(wilayah.wilayah_name(code) or "")[1]
    names = (region.name for province in wilayah.list_wilayah() for region in wilayah.list_wilayah(province.code))
    return sum(regency_key(name)[1] == bare for name in names) > 1


def is_region(code: str) -> bool:
    """Whether Kemendagri gave that code to any region of Indonesia."""
    return wilayah.wilayah_name(code) is not None


def areas_of(regency: str) -> list[Area]:
    """The regency, its province, districts and villages, parents first. Empty when there is no such regency."""
    if regency_name(regency) is None:
        return []
    codes = [regency[:2], regency]
    districts = [region.code for region in wilayah.list_wilayah(regency)]
    villages = [region.code for district in districts for region in wilayah.list_wilayah(district)]
    return [_area(code) for code in (*codes, *districts, *villages)]


def _area(code: str) -> Area:
    known = _reference().get(code, {})
    return Area(
        code=code,
        level=Level(code.count(".") + 1),
        name=known.get("name") or wilayah.wilayah_name(code) or code,
        bps_code=known.get("bps_code"),
        lat=known.get("lat"),
        lon=known.get("lon"),
        area_km2=known.get("area_km2"),
    )


@lru_cache(maxsize=1)
def _reference() -> dict[str, dict[str, Any]]:
    facts: dict[str, dict[str, Any]] = {}
    for row in _rows("kabupaten.csv"):
        facts[row["kab_code"]] = {"bps_code": row["bps_code"], "area_km2": float(row["area_km2_official"])}
    for row in _rows("kecamatan.csv"):
        facts[row["kec_code"]] = {
            "name": row["name"], "bps_code": row["bps_code"], "area_km2": float(row["area_km2"]),
            "lat": float(row["centroid_lat"]), "lon": float(row["centroid_lon"]),
        }  # fmt: skip
    for row in _rows("desa.csv"):
        facts[row["code"]] = {"name": row["name"], "lat": float(row["lat"]), "lon": float(row["lon"])}
    return facts


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
