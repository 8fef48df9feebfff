"""Where the address of a roster lies: in a district of ours, in another regency, or nowhere we know.

Schools write "Kec. Batu Mandi", "BATUMANDI" or a slip of the pen. Lumbang is a district of Pasuruan and of Probolinggo:
such a name is ours unless the NIK was first registered in another regency that has a district of the name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from lokal import wilayah
from rapidfuzz import fuzz, process

from ktp_core import nik as niks
from ktp_core.regions import catalogue
from ktp_core.regions.model import Area, Level
from ktp_core.regions.rules import name_key
from ktp_core.residents.model import Place, Standing

_ALIKE = 86


class Places:
    """The districts and villages of one regency by name; remembers what it has answered."""

    def __init__(self, regency: str) -> None:
        areas = catalogue.areas_of(regency)
        self.regency = regency
        self.districts = _by_name(area for area in areas if area.level is Level.DISTRICT)
        self.villages = _by_name(area for area in areas if area.level is Level.VILLAGE)
        self._names = {area.code: area.name for area in areas if area.level is Level.DISTRICT}
        self._answers: dict[tuple[str | None, str | None, str | None], Place | None] = {}

    def of_address(self, district: str | None, village: str | None, nik: str | None) -> Place | None:
        """The place an address names; None when it names none that anybody knows."""
        if district is None and village is None:
            return None
        key = (district, village, nik[:4] if nik else None)
        if key not in self._answers:
            self._answers[key] = self._address(district, village, niks.parts(nik).regency if nik else None)
        return self._answers[key]

    def of_nik(self, nik: str) -> Place:
        """Where the NIK was first registered: the best guess when no address is given."""
        said = niks.parts(nik)
        if said.regency != self.regency and catalogue.is_region(said.regency):
            return Place(Standing.ELSEWHERE, None)
        return Place(Standing.OURS, said.district if said.district in self._names else None)

    def shown(self, place: Place) -> str:
        """The district's name, "Luar daerah" for another regency, "–" when not known."""
        return "Luar daerah" if place.standing is Standing.ELSEWHERE else self._names.get(place.district or "", "–")

    def _address(self, district: str | None, village: str | None, registered: str | None) -> Place | None:
        if district is None:
            found = self.villages.get(name_key(village or ""), [])
            return Place(Standing.OURS, found[0].parent, found[0].code) if len(found) == 1 else None
        key = name_key(district)
        ours = _one(key, self.districts)
        homonym = registered is not None and registered != self.regency and key in _district_names(registered)
        if ours is not None and not homonym:
            return Place(Standing.OURS, ours.code, self._village(village, ours.code))
        return Place(Standing.ELSEWHERE, None) if homonym or key in _all_district_names() else None

    def _village(self, village: str | None, district: str) -> str | None:
        key = name_key(village or "")
        inside = {name: [a for a in areas if a.parent == district] for name, areas in self.villages.items()}
        found = _one(key, {name: areas for name, areas in inside.items() if areas}) if key else None
        return found.code if found else None


@lru_cache(maxsize=32)
def places(regency: str) -> Places:
    """The places of a regency, made once per process."""
    return Places(regency)


def _by_name(areas: Iterable[Area]) -> dict[str, list[Area]]:
    found: dict[str, list[Area]] = defaultdict(list)
    for area in areas:
        found[name_key(area.name)].append(area)
    return dict(found)


def _one(key: str, named: dict[str, list[Area]]) -> Area | None:
    """The one area of that name, or of the only name that is nearly the same and known nowhere else."""
    if key in named:
        return named[key][0] if len(named[key]) == 1 else None
    if key in _all_district_names():
        return None
    near = process.extract(key, named.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=2)
    return named[near[0][0]][0] if len(near) == 1 and len(named[near[0][0]]) == 1 else None


@lru_cache(maxsize=64)
def _district_names(regency: str) -> frozenset[str]:
    return frozenset(name_key(area.name) for area in wilayah.list_wilayah(regency))


@lru_cache(maxsize=1)
def _all_district_names() -> frozenset[str]:
    regencies = (area.code for province in wilayah.list_wilayah() for area in wilayah.list_wilayah(province.code))
    return frozenset(name for code in regencies for name in _district_names.__wrapped__(code))
