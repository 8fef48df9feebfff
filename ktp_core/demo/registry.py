"""Invented institutions of an office, and the few real ones that a newspaper named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from numpy.random import Generator
from sqlalchemy import Connection, insert

from ktp_core.db.ids import next_ids
from ktp_core.db.schema import institution
from ktp_core.demo.names import words
from ktp_core.institutions.model import Draft, Kind, Status
from ktp_core.institutions.rules import name_key
from ktp_core.regions.model import Area, Level

_FIRST = words("Bina Karya Nusa Cipta Tunas Cahaya Harapan Pelita Widya Mitra Satria Taruna Surya Cakra Wahana Graha")
_SECOND = words("Bangsa Mandiri Cendekia Utama Persada Husada Wiyata Mulia Insani Bahari Pertiwi Sejahtera Lestari")
_PESANTREN = words("Darul Nurul Miftahul Roudlotul Bustanul Manbaul Sabilul Riyadlul Hidayatul Tarbiyatul Ianatut")
_SANTRI = words("Huda Ulum Hikmah Falah Jannah Muttaqin Mubtadiin Amin Hidayah Iman Ihsan Salam Karim Yaqin Tholibin")
_TYPES = ("SMA", "SMK", "MA", "SMK", "MA", "SMA", "MA", "SMK", "PKBM", "SMA", "MA", "SLB")


def named(districts: dict[str, str]) -> list[Draft]:
    """The three institutions of March 2019 as the article names them, where their districts are."""
    by_name = {name: code for code, name in districts.items()}
    known = (
        ("Kejayan", Kind.SCHOOL, "SMA", "SMA di Kejayan", None),
        ("Purwosari", Kind.SCHOOL, "SMK", "SMKN 1 Purwosari", Status.NEGERI),
        ("Kraton", Kind.PESANTREN, "PESANTREN", "Pondok pesantren di Kraton", Status.SWASTA),
    )
    return [
        Draft(kind=kind, type=type_, name=name, status=status, district=by_name[district])
        for district, kind, type_, name, status in known
        if district in by_name
    ]


def schools(rng: Generator, districts: list[str], count: int) -> Iterator[Draft]:
    """Invented schools. NPSN from 99000001 on are given to nobody."""
    for number, (name, place) in enumerate(_names(rng, _FIRST, _SECOND, districts, count), start=1):
        type_ = _TYPES[number % len(_TYPES)]
        status = Status.NEGERI if number % 6 == 0 else Status.SWASTA
        npsn = f"P99{number:05d}" if type_ == "PKBM" else f"99{number:06d}"
        yield Draft(
            kind=Kind.SCHOOL, type=type_, name=f"{type_} {name}", official_number=npsn, status=status, district=place,
            contact_phone=f"0000-{number:06d}",
        )  # fmt: skip


def pesantren(rng: Generator, regency: str, districts: list[str], count: int) -> Iterator[Draft]:
    """Invented pesantren. NSPP whose serial begins with 9 are given to nobody."""
    for number, (name, place) in enumerate(_names(rng, _PESANTREN, _SANTRI, districts, count), start=1):
        nspp = f"5100{regency.replace('.', '')}9{number:03d}"
        yield Draft(
            kind=Kind.PESANTREN, type="PESANTREN", name=f"PP {name}", official_number=nspp, status=Status.SWASTA,
            district=place,
        )  # fmt: skip


def placed(drafts: list[Draft], areas: list[Area]) -> list[Draft]:
    """Invented schools and pesantren near a village of their district; whom a newspaper named stays without a point."""
    points: dict[str, list[Area]] = {}
    for area in areas:
        if area.level is Level.VILLAGE and area.lat is not None:
            points.setdefault(area.parent or "", []).append(area)
    return [_near(draft, points.get(draft.district or "", []), number) for number, draft in enumerate(drafts)]


def _near(draft: Draft, villages: list[Area], number: int) -> Draft:
    if draft.kind not in (Kind.SCHOOL, Kind.PESANTREN) or draft.official_number is None or not villages:
        return draft
    one = villages[number * 7 % len(villages)]
    aside = [(number * factor % 21 - 10) * 0.0004 for factor in (13, 29)]  # within half a kilometre
    return replace(draft, lat=round(float(one.lat or 0) + aside[0], 5), lon=round(float(one.lon or 0) + aside[1], 5))


def service_points(districts: dict[str, str], areas: list[Area], stops: bool) -> Iterator[Draft]:
    """The office, the district offices, and where the travelling service stops: in the first village of a district."""
    fields: dict[str, str] = {}
    for area in areas:
        if area.level is Level.VILLAGE and area.parent:
            fields.setdefault(area.parent, area.code)
    yield Draft(kind=Kind.SERVICE_POINT, type="DINAS", name="Kantor dinas", district=next(iter(districts)))
    for code, name in districts.items():
        yield Draft(kind=Kind.SERVICE_POINT, type="KECAMATAN", name=f"Kantor Kecamatan {name}", district=code)
        if stops:
            yield Draft(
                kind=Kind.SERVICE_POINT, type="KELILING", name=f"Kenduren Mas {name}", district=code,
                village=fields.get(code),
            )  # fmt: skip


def villages(areas: list[Area], every: int) -> Iterator[Draft]:
    """Some villages that asked for a visit themselves."""
    for area in [area for area in areas if area.level is Level.VILLAGE][::every]:
        yield Draft(
            kind=Kind.VILLAGE, type="DESA", name=f"Desa {area.name}", official_number=area.code, district=area.parent,
            village=area.code,
        )  # fmt: skip


def store(conn: Connection, regency: str, drafts: list[Draft], at: datetime) -> list[int]:
    """Write the institutions; their ids, in order."""
    ids = list(next_ids(conn, regency, "institution", len(drafts)))
    columns = ("kind", "type", "name", "official_number", "status", "district", "village", "contact_phone", "lat",
               "lon")  # fmt: skip
    rows = [
        {name: getattr(draft, name) for name in columns}
        | {"id": key, "regency": regency, "name_key": name_key(draft.name), "version": 1, "updated_at": at}
        for key, draft in zip(ids, drafts, strict=True)
    ]
    conn.execute(insert(institution), rows)
    return ids


def _names(
    rng: Generator, first: tuple[str, ...], second: tuple[str, ...], districts: list[str], count: int
) -> Iterator[tuple[str, str]]:
    """Each pair of words once per district at most; the same name in two districts stays two institutions."""
    seen: set[tuple[str, str]] = set()
    while len(seen) < count:
        name = f"{first[rng.integers(len(first))]} {second[rng.integers(len(second))]}"
        place = districts[len(seen) % len(districts)]
        if (name, place) not in seen:
            seen.add((name, place))
            yield name, place
