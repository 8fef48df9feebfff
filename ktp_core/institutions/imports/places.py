"""Which regency a row is of, and where in ours: three kinds of codes, names only within the regency."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ktp_core.institutions import rules
from ktp_core.regions.model import Area, Level
from ktp_core.regions.rules import code_of, find_district, find_village, same_regency

_CODES = ("district_code", "district_bps", "district_dapodik", "village_code")
_DISTRICT = ("district_code", "district_bps", "district_dapodik", "district")


@dataclass(slots=True)
class Ground:
    """The office's own regions. `is_region` knows all of Indonesia; `name_is_shared`: a town bears the same name."""

    regency: Area
    areas: Sequence[Area]
    is_region: Callable[[str], bool]
    name_is_shared: bool
    points: list[tuple[float, float]] = field(init=False)
    codes: set[str] = field(init=False)

    def __post_init__(self) -> None:
        villages = [area for area in self.areas if area.level is Level.VILLAGE]
        self.points = [(area.lat, area.lon) for area in villages if area.lat is not None and area.lon is not None]
        systems = [(area.code, area.bps_code, area.dapodik_code) for area in self.areas]
        self.codes = {code for codes in systems for code in codes if code}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an institution lies; `unknown` is the field whose text is no district of ours, `clash` two at odds."""

    district: str | None = None
    village: str | None = None
    unknown: str | None = None
    clash: tuple[str, str] | None = None
    village_unknown: bool = False


def belongs(row: dict[str, str], ground: Ground, numbers: Sequence[str]) -> bool | None:
    """Whether the row is of our regency; None when its own columns contradict each other or cannot tell.

    A list that says nothing about regencies is taken to be the office's own, unless its NSPP or NSM names another.
    """
    said = {answer for answer in _evidence(row, ground) if answer is not None}
    if said:
        return said.pop() if len(said) == 1 else None
    if _bare_name_of_two(row, ground):
        return True if find_district(row.get("district", ""), ground.areas) else None
    areas = {rules.number_area(number) for number in numbers} - {None}
    return not areas or ground.regency.code in areas


def _bare_name_of_two(row: dict[str, str], ground: Ground) -> bool:
    return "regency" in row and ground.name_is_shared and same_regency(row["regency"], ground.regency.name) is None


def said_without_dapodik(row: dict[str, str], ground: Ground) -> bool | None:
    """Whether the regency's name or a code of Kemendagri or BPS says that the row is ours; None when nothing does."""
    answers = set(_evidence({name: text for name, text in row.items() if "dapodik" not in name}, ground)) - {None}
    return answers.pop() if len(answers) == 1 else None


def _evidence(row: dict[str, str], ground: Ground) -> list[bool | None]:
    found: list[bool | None] = []
    if "regency" in row:
        same = same_regency(row["regency"], ground.regency.name)
        found.append(True if same is None and not ground.name_is_shared else same)
    if "regency_code" in row:
        found.append(_code_is_ours(row["regency_code"], ground))
    if "regency_dapodik" in row:
        found.append(_dapodik_is_ours(row["regency_dapodik"], ground))
    for name in _CODES:
        if name in row:
            found.append((_dapodik_is_ours if name == "district_dapodik" else _code_is_ours)(row[name], ground))
    return found


def _code_is_ours(written: str, ground: Ground) -> bool | None:
    text = written.strip().lower().removeprefix("id")
    code = code_of(text)
    if text in ground.codes or code in ground.codes:
        return True
    if code is not None and ground.is_region(code):
        return False
    bps = ground.regency.bps_code
    if bps and len(text) == 7 and text.isdigit():
        return False if text[:4] != bps else None
    return None


def _dapodik_is_ours(written: str, ground: Ground) -> bool | None:
    own = ground.regency.dapodik_code
    return None if own is None else written.strip()[:4] == own[:4]


def locate(row: dict[str, str], ground: Ground) -> Spot:
    """District and village of a row of our regency."""
    given = [(name, find_district(row[name], ground.areas)) for name in _DISTRICT if name in row]
    found = [(name, area.code) for name, area in given if area is not None]
    village = find_village(row.get("village_code", ""), ground.areas)
    if not found and given:
        return Spot(unknown=given[-1][0])
    district = found[0][1] if found else (village.parent if village else None)
    if village is None and district is not None and "village" in row:
        village = find_village(row["village"], ground.areas, district)
    clash = next(((found[0][0], name) for name, code in found if code != district), None)
    lost = village is None and ("village_code" in row or ("village" in row and district is not None))
    return Spot(district, village.code if village and village.parent == district else None, None, clash, lost)
