"""The sentences beside a figure: where it comes from, and what is odd about it. Indonesian source strings.

Screens pass their translator; the command line takes the sentences as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ktp_core.figures.model import BasisKind, Reported, Target
from ktp_core.figures.wording import BASES
from ktp_core.kpi.model import Figure, Origin

Translate = Callable[[str], str]

NOTES: dict[str, str] = {
    "over_100": "Melebihi 100%: warga luar ikut dilayani, atau kedua angka berasal dari tanggal yang berbeda.",
    "over_100_mixed": "Melebihi 100%: kedua angka resmi berasal dari tanggal yang berbeda, jadi bukan cakupan yang "
    "sebenarnya.",
    "future": "Tanggal ini belum tiba: yang dihitung baru kejadian sampai hari ini, sedangkan wajib KTP sampai tanggal "
    "itu.",
    "mixed_dates": "Kedua angka resmi berasal dari tanggal yang berbeda.",
    "mixed_kinds": "Kedua angka resmi menghitung orang yang berbeda: usia 17 pada tanggal itu, dalam tahun itu, atau "
    "pada hari pemilihan.",
    "of_year": "Angka resmi wajib KTP itu sudah memuat semua yang berusia 17 tahun sampai akhir tahunnya.",
    "of_election": "Angka resmi itu memuat semua yang berusia 17 tahun pada hari pemilihan.",
    "approximate": "Sumbernya sendiri menyebut angka ini kira-kira.",
    "partial": "Registri sendiri baru memuat sebagian wajib KTP; angka resminya belum ada untuk hal ini.",
    "no_target": "Target belum dimasukkan.",
    "only_then": "Hanya tersedia untuk hari ini, atau sebagaimana diketahui pada tanggal itu.",
    "no_population": "Angka resmi penduduk usia 16–17 belum dimasukkan.",
    "population_old": "Angka resminya terlalu lama: kelahiran sebelum 2006 tidak dibedakan lagi.",
    "more_known": "Registri memuat lebih banyak orang daripada angka resminya.",
    "some_districts": "Hanya kecamatan yang mempunyai angka resmi penduduk usia 16–17.",
    "visits_reported": "Termasuk kunjungan yang dibaca dari laporan.",
}

ORIGINS: dict[Origin, str] = {
    Origin.REPORTED: "dilaporkan: {official}",
    Origin.OWN: "registri sendiri",
    Origin.COMBINED: "{official}, ditambah registri sendiri sejak itu",
    Origin.COMPARED: "{official}, dikurangi yang ada di registri sendiri",
    Origin.NONE: "belum ada data",
}
CITED: dict[str, str] = {
    "day": "{source} ({day})",
    "kind": "{source} ({day}, {kind})",
    "year": "{source} (tahun {year})",
    "since": "{source} (berlaku sejak {day})",
    "derived": "dihitung dari {words}",
}


def source(figure: Figure, translate: Translate = str) -> str:
    """Where the figure comes from, with the date of every published number in it."""
    told = {(one.source, _day(one)) for one in figure.official if not _derived(one)}
    # Of a derived number only the source is new: it is not named again beside a number of that same source and day.
    used = [one for one in figure.official if not (_derived(one) and (one.source, _day(one)) in told)]
    named = "; ".join(dict.fromkeys(_cited(one, translate) for one in used))
    return translate(ORIGINS[figure.origin]).format(official=named)


def note(figure: Figure, translate: Translate = str) -> str:
    """What must be said about the figure, or nothing."""
    return translate(NOTES[figure.note]) if figure.note else ""


def _derived(one: Reported | Target) -> bool:
    return isinstance(one, Reported) and one.derived


def _day(one: Reported | Target) -> date:
    return one.valid_from if isinstance(one, Target) else one.basis_on


def _cited(one: Reported | Target, translate: Translate) -> str:
    if isinstance(one, Target):
        return translate(CITED["since"]).format(source=one.source, day=_numeric(one.valid_from))
    if one.basis_kind is BasisKind.PERIOD:
        return translate(CITED["year"]).format(source=one.source, year=one.basis_on.year)
    kind = "" if one.basis_kind is BasisKind.DAY else translate(BASES[one.basis_kind])
    words = translate(CITED["kind" if kind else "day"]).format(
        source=one.source, day=_numeric(one.basis_on), kind=kind
    )  # fmt: skip
    return translate(CITED["derived"]).format(words=words) if one.derived else words


def _numeric(day: date) -> str:
    return f"{day:%d/%m/%Y}"
