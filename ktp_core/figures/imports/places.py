"""Which area a row is about: a code or a name, within the office's own regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ktp_core.regions.model import Area, Level
from ktp_core.regions.rules import code_of, find_district, find_village, same_regency
from ktp_core.text import header_key

_SUMS = frozenset(("jumlah", "total", "jumlahtotal", "totaljumlah", "kabupaten", "kota", "jumlahkabupaten", "jml"))


@dataclass(frozen=True, slots=True)
class Ground:
    """The office's regency and every region inside it."""

    regency: Area
    areas: Sequence[Area]


@dataclass(frozen=True, slots=True)
class Spot:
    """The area, or the fault and the field whose text is at fault; `clash`: code and name say two things."""

    area: str | None = None
    fault: str | None = None
    field: str = "area"
    clash: str | None = None


def locate(row: dict[str, str], ground: Ground) -> Spot:
    """The code decides; a name that says something else is told of. The lowest level that is named is meant."""
    named = _named(row, ground)
    if "code" not in row:
        return named or Spot(fault="area_missing")
    code = _coded(row["code"], ground)
    if code.area and named and named.area and named.area != code.area:
        return Spot(code.area, clash=named.field)
    return code


def _coded(text: str, ground: Ground) -> Spot:
    code, bare = code_of(text), text.strip()
    for area in ground.areas:
        if area.code == code or bare in (area.bps_code, area.dapodik_code):
            return Spot(area.code, field="code")
    return Spot(fault="area_elsewhere" if code and not _inside(code, ground) else "area_unknown", field="code")


def _inside(code: str, ground: Ground) -> bool:
    return code == ground.regency.code or code.startswith(f"{ground.regency.code}.")


def _named(row: dict[str, str], ground: Ground) -> Spot | None:
    """What the names say; None when the row has none."""
    if "village" in row and header_key(row["village"]) not in _SUMS:
        district = find_district(row["district"], ground.areas) if "district" in row else None
        if "district" in row and district is None:
            return Spot(fault="area_unknown", field="district")
        found = find_village(row["village"], ground.areas, district.code if district else None)
        return Spot(found.code if found else None, None if found else "area_unknown", "village")
    for name in ("district", "area", "village"):
        if name in row:
            return _any(row[name], name, ground)
    return None


def _any(text: str, name: str, ground: Ground) -> Spot:
    if header_key(text) in _SUMS:
        return Spot(ground.regency.code, field=name)
    if found := find_district(text, ground.areas):
        return Spot(found.code, field=name)
    if same_regency(text, ground.regency.name) is not False or code_of(text) == ground.regency.code:
        return Spot(ground.regency.code, field=name)
    village = find_village(text, ground.areas) if name == "area" else None
    return Spot(village.code if village else None, None if village else "area_unknown", name)


def children(areas: Sequence[Area]) -> dict[str, list[str]]:
    """The areas right below each area."""
    found: dict[str, list[str]] = {}
    for area in areas:
        if area.level in (Level.DISTRICT, Level.VILLAGE) and area.parent:
            found.setdefault(area.parent, []).append(area.code)
    return found
