"""Invented monthly reports: tiny, empty, large, nothing known, names that are too long."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from ktp_core.documents.values import Office
from ktp_core.reports.model import (
    Cell,
    Chart,
    Column,
    Correction,
    Kind,
    Look,
    Map,
    Part,
    Place,
    Report,
    Section,
    Series,
    Share,
    Stamp,
    Table,
)

OFFICE = Office(
    "35.14", "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Pasuruan",
    "Jalan Contoh Nomor 1, Bangil 67153 · disdukcapil@example.go.id", "Bangil",
)  # fmt: skip
STAMP = Stamp(
    "35.14", "Kabupaten Pasuruan", OFFICE.name, 202610, date(2026, 10, 31), date(2026, 10, 31),
    datetime(2026, 11, 2, 1, 15, tzinfo=UTC), "Siti Aminah", "1.4.0", 2,
)  # fmt: skip
DISTRICTS = (
    "Purwodadi", "Tutur", "Puspo", "Tosari", "Lumbang", "Pasrepan", "Kejayan", "Wonorejo", "Purwosari", "Prigen",
    "Sukorejo", "Pandaan", "Gempol", "Beji", "Bangil", "Rembang", "Kraton", "Pohjentrek", "Gondangwetan", "Rejoso",
    "Winongan", "Grati", "Lekok", "Nguling",
)  # fmt: skip
_SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def code(number: int) -> str:
    """Of a district."""
    return f"35.14.{number + 1:02}"


def months(count: int) -> tuple[str, ...]:
    """Ready names of months up to October 2026."""
    last = 2026 * 12 + 9
    return tuple(f"{_SHORT[at % 12]} {at // 12}" for at in range(last - count + 1, last + 1))


def shapes() -> dict[str, Any]:
    """A square for each district, five in a row."""
    made = {}
    for number in range(len(DISTRICTS)):
        west, south = 112.6 + number % 5 * 0.08, -7.6 - number // 5 * 0.08
        ring = [[west, south], [west, south + 0.08], [west + 0.08, south + 0.08], [west + 0.08, south], [west, south]]
        made[code(number)] = {"type": "Polygon", "coordinates": [ring]}
    return made


def figures() -> Table:
    """Every kind of cell; what is unknown, above 100 %, and nothing of nothing."""
    columns = (
        Column("measure", "Ukuran", Kind.TEXT), Column("count", "Jumlah"), Column("share", "Bagian", Kind.SHARE),
        Column("days", "Hari", Kind.DECIMAL), Column("since", "Sejak", Kind.DAY),
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Sudah rekam", 1_186_774, Share(1_186_774, 1_199_555), 12.5, date(2026, 10, 1)),
        ("Semester lalu", 175_087, Share(175_087, 172_806), 0.0, None),
        ("Belum ada", 0, Share(0, 0), None, None),
        ("=1+1", None, Share(None, 12_599), None, None),
        ("Tidak diketahui", None, None, None, None),
        ("Jumlah", 1_361_861, Share(1_361_861, 1_372_361), 6.3, None),
    )
    keys = tuple(f"k{number}" for number in range(len(rows)))
    return Table("figures", "Angka bulan ini", columns, keys, rows, total=True, note="Strip: belum diketahui.")


def lines(count: int = 13, *, running: bool = False, series: int = 3) -> Chart:
    """Months of some series."""
    names = ("Direkam", "Dicetak", "Diserahkan", *DISTRICTS)[:series]
    values = [tuple(float(400 + 60 * n + 90 * math.sin(at / 2 + n) // 1) for at in range(count)) for n in range(series)]
    drawn = tuple(Series(name, one) for name, one in zip(names, values, strict=True))
    finding = "Perekaman naik tiga bulan berturut-turut, pencetakan tidak mengikuti."
    return Chart("flow", "Orang dan kartu per bulan", finding, Look.LINES, months(count), drawn, running)


def bars(labels: tuple[str, ...] = DISTRICTS, series: int = 1) -> Chart:
    """A bar for each label."""
    values = [tuple(float(9_000 - 317 * at + 100 * n) for at in range(len(labels))) for n in range(series)]
    names = ("Belum rekam", "Siap cetak", "Dicetak")
    drawn = tuple(Series(name, one) for name, one in zip(names, values, strict=False))
    return Chart("bars", "Belum direkam per kecamatan", "Terbanyak di Purwodadi.", Look.BARS, labels, drawn)


def rates() -> Map:
    """The map of 24 districts: one unknown, one small, one above all."""
    places = [Place(code(n), name, Share(600 + 15 * n, 1_000)) for n, name in enumerate(DISTRICTS)]
    places[3] = replace(places[3], share=Share(None, None))
    places[5] = replace(places[5], share=Share(11, 12))
    finding = "Kepemilikan terendah di Purwodadi (60,0%), tertinggi di Nguling (94,5%)."
    return Map("map", "Kepemilikan KTP-el per kecamatan", finding, tuple(places), (0.5, 0.6, 0.7, 0.8, 0.9, 1.0), 30)


def districts() -> Table:
    """Each with counts and shares, and the sum."""
    columns = (
        Column("area", "Kecamatan", Kind.TEXT), Column("eligible", "Wajib KTP"), Column("recorded", "Sudah rekam"),
        Column("coverage", "Cakupan perekaman", Kind.SHARE), Column("owners", "Kepemilikan", Kind.SHARE),
        Column("waiting", "Siap cetak belum dicetak"), Column("unrecorded", "Belum rekam"),
    )  # fmt: skip
    rows = []
    for n, name in enumerate(DISTRICTS):
        of, done = 41_205 + 977 * n, 39_000 + 955 * n
        rows.append((name, of, done, Share(done, of), Share(done - 1_207, of), 412 - 7 * n, of - done))
    sums = [sum(row[at] for row in rows) for at in (1, 2, 5, 6)]  # type: ignore[misc]
    owned = sum(row[4].n for row in rows)
    total = ("Jumlah", sums[0], sums[1], Share(sums[1], sums[0]), Share(owned, sums[0]), sums[2], sums[3])
    keys = (*(code(n) for n in range(len(DISTRICTS))), "35.14")
    return Table("areas", "Menurut kecamatan", columns, keys, (*rows, total), total=True)  # type: ignore[arg-type]


def year() -> Table:
    """365 rows."""
    columns = (
        Column("day", "Hari", Kind.DAY), Column("recorded", "Direkam"), Column("printed", "Dicetak"),
        Column("note", "Keterangan", Kind.TEXT),
    )  # fmt: skip
    first = date(2025, 11, 1).toordinal()
    rows = tuple((date.fromordinal(first + n), 100 + n, 2_000 + 3 * n, f"Hari ke-{n}") for n in range(365))
    return Table("days", "Menurut hari", columns, tuple(str(n) for n in range(365)), rows)


def many_columns() -> Table:
    """Wider than a page: thirteen months and three shares."""
    columns = (
        Column("area", "Kecamatan", Kind.TEXT), *(Column(f"m{n}", name) for n, name in enumerate(months(13))),
        *(Column(f"s{n}", f"Bagian {n}", Kind.SHARE) for n in range(3)),
    )  # fmt: skip
    rows = tuple((name, *(10_000 + 13 * n + m for m in range(13)), *(Share(9_000 + n, 12_345),) * 3)
                 for n, name in enumerate(DISTRICTS))  # fmt: skip
    return Table("wide", "Tiga belas bulan", columns, tuple(code(n) for n in range(24)), rows)


def section(key: str, title: str, *parts: Part, texts: tuple[str, ...] = ()) -> Section:
    """One section."""
    return Section(key, title, texts, parts)


def tiny() -> Report:
    """A sentence and one table."""
    said = ("Bulan ini 1.186.774 orang sudah direkam.", "Hambatan terbesar: blangko habis 12 November 2026.")
    return Report(STAMP, (section("sum", "Ringkasan", figures(), texts=said),))


def empty() -> Report:
    """Sections of which nothing is known; a draft of a running month."""
    nothing = Table("none", "Kunjungan", (Column("a", "Lembaga", Kind.TEXT), Column("n", "Orang")), (), ())
    unknown = (Series("Direkam", (None,) * 13),)
    chart = Chart("c", "Per bulan", "Belum ada data.", Look.LINES, months(13), unknown, True)
    bare = Chart("b", "Per kecamatan", "Belum ada data.", Look.BARS, (), ())
    places = tuple(Place(code(n), DISTRICTS[n], Share(None, None)) for n in range(24))
    land = Map("m", "Peta", "Belum ada data.", places, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0), 30)
    parts = (nothing, chart, bare, land)
    stamp = replace(STAMP, number=None, known_on=None)
    return Report(stamp, (section("e", "Belum ada apa-apa", *parts), Section("f", "Kosong")))


def large() -> Report:
    """All that there is, over many pages."""
    text = ("Kalimat pengantar yang cukup panjang supaya melipat ke baris berikutnya dan menunjukkan jaraknya. " * 2,)
    definitions = Table(
        "definitions", "Definisi", (Column("n", "Nama", Kind.TEXT), Column("t", "Arti", Kind.TEXT)), ("a", "b"),
        (("Wajib KTP", "Berusia 17 tahun atau lebih, atau pernah kawin. " * 6), ("Siap cetak", "PRR. " * 12)),
    )  # fmt: skip
    return Report(
        STAMP,
        (
            section("sum", "Ringkasan", figures(), texts=text),
            section("flow", "Perekaman dan pencetakan", lines(13, running=True), lines(36), bars(), texts=text),
            section("map", "Peta", rates(), districts()),
            section("many", "Kecamatan dari bulan ke bulan", lines(36, series=24), many_columns()),
            section("three", "Tiga ukuran", bars(DISTRICTS, 3), year()),
            section("def", "Definisi", definitions),
        ),
    )


def long_names() -> Report:
    """Names of 200 letters with and without spaces, in tables, charts and the map."""
    long, torn = "Madrasah Aliyah Negeri Persiapan " * 6, "X" * 200
    table = replace(figures(), rows=((long, *figures().rows[0][1:]), (torn, *figures().rows[1][1:])), keys=("a", "b"),
                    total=False)  # fmt: skip
    named = zip(lines(36).series, (long, torn, "C"), strict=True)
    chart = replace(lines(36), series=tuple(replace(one, name=name) for one, name in named))
    bar = replace(bars((long, torn, "A")), series=(Series(long, (3.0, None, -1.0)), Series(torn, (1e9, 2.5, 0.0))))
    land = replace(rates(), places=(*rates().places, Place("35.14.99", long, Share(1, 2))))
    return Report(replace(STAMP, made_by=long), (section("l", long, table, chart, bar, land, texts=(long * 5,)),))


def corrections(count: int = 3) -> list[Correction]:
    """Numbers that are others now, of every kind."""
    kinds: list[tuple[Cell, Cell]] = [
        (1_186_774, 1_186_775), (Share(600, 1_000), Share(601, 1_000)), (None, 12), (12.5, 13.0),
        (date(2026, 10, 1), date(2026, 10, 2)), ("SMAN 1", "SMAN 2"),
    ]  # fmt: skip
    return [
        Correction(f"Menurut kecamatan, {DISTRICTS[n % 24]}", "Wajib KTP", *kinds[n % len(kinds)]) for n in range(count)
    ]


REPORTS = {"tiny": tiny, "empty": empty, "large": large, "long": long_names}
