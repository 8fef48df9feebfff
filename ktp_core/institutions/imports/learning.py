"""Dapodik's area codes, learned from lists that state both a code and a name.

Dapodik counts districts its own way and publishes no table of it, but its lists carry the code beside the name. What
one such list teaches places the rows of a later list that has codes alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ktp_core.institutions.imports.model import Sheet
from ktp_core.institutions.imports.places import Ground, said_without_dapodik
from ktp_core.regions.rules import find_district

_DIGITS = 6
_BY_NAME = ("district_code", "district_bps", "district")
_Pair = tuple[str, str]
_Place = tuple[tuple[str, str], ...]


def learn(sheets: Sequence[Sheet], ground: Ground) -> dict[str, str]:
    """Dapodik code by region code, for our regency and its districts; only what is not known yet.

    Rows count whose regency is ours by its name or by another system's code. A code with two names or a name with two
    codes teaches nothing, nor does one that differs from what is known, nor a district's outside the regency's.
    """
    pairs = _pairs(row for sheet in sheets for _, row in sheet.rows)
    found = _agreed({pair for place, code in pairs if (pair := _pair(place, code, ground))})
    known = {area.code: area.dapodik_code for area in ground.areas if area.dapodik_code}
    taken = set(known.values())
    regency = known.get(ground.regency.code) or found.get(ground.regency.code)
    return {
        region: code
        for region, code in found.items()
        if region not in known and code not in taken and regency is not None and code[:4] == regency[:4]
    }


def taught(ground: Ground, learned: dict[str, str]) -> Ground:
    """The same regions with what was learned about them."""
    areas = [replace(area, dapodik_code=learned.get(area.code, area.dapodik_code)) for area in ground.areas]
    regency = next(area for area in areas if area.code == ground.regency.code)
    return Ground(regency, areas, ground.is_region, ground.name_is_shared)


def _pairs(rows: Iterable[dict[str, str]]) -> set[tuple[_Place, _Pair]]:
    """Distinct (what else the row says about its place, Dapodik column and code): a few dozen even of a long list."""
    found: set[tuple[_Place, _Pair]] = set()
    for row in rows:
        codes = [(name, row[name]) for name in ("regency_dapodik", "district_dapodik") if name in row]
        if codes:
            place = tuple((name, row[name]) for name in ("regency", "regency_code", *_BY_NAME) if name in row)
            found.update((place, code) for code in codes)
    return found


def _pair(place: _Place, code: _Pair, ground: Ground) -> _Pair | None:
    """(region code, Dapodik code) when the place is ours beyond doubt."""
    column, written = code[0], code[1].strip()
    if not (len(written) == _DIGITS and written.isascii() and written.isdigit()):
        return None
    row = dict(place)
    if said_without_dapodik(row, ground) is not True:
        return None
    if column == "regency_dapodik":
        return ground.regency.code, written[:4] + "00"
    named = {area.code for name in _BY_NAME if name in row and (area := find_district(row[name], ground.areas))}
    return (named.pop(), written) if len(named) == 1 else None


def _agreed(pairs: set[_Pair]) -> dict[str, str]:
    """The pairs whose region has one code and whose code has one region."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    regions: defaultdict[str, set[str]] = defaultdict(set)
    for region, code in pairs:
        codes[region].add(code)
        regions[code].add(region)
    return {region: code for region, code in sorted(pairs) if len(codes[region]) == 1 == len(regions[code])}
