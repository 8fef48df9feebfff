"""Remaja belum terjangkau: young people of 16 and 17 whom no list holds."""

from __future__ import annotations

from collections.abc import Iterator

from ktp_core.figures.model import Reported
from ktp_core.kpi import unseen
from ktp_core.reports import parts
from ktp_core.reports.facts import Facts
from ktp_core.reports.model import Column, Kind, Section, Share, Table
from ktp_core.reports.parts import Row, number, share

TITLE = "Remaja belum terjangkau"


def section(facts: Facts) -> Section:
    """Young people of 16 and 17 whom no list holds, by district; of the regency where it alone has a number."""
    whole = unseen.total(facts.youth)
    alone = facts.view.figures["unseen_youth"]
    if whole.n:
        part = f", dihitung di {whole.n} dari {whole.of} kecamatan" if whole.n < whole.of else ""
        total = ("total", "Jumlah", whole.population, whole.known, Share(whole.unseen, whole.population), None)
        text = f"{_found(whole.unseen or 0, whole.population)}{part}."
        return Section("youth", TITLE, (text,), (_table([*_rows(facts), total]),))
    if alone.value is not None and alone.denominator is not None:
        n, of, figure = int(alone.value), alone.denominator, alone.official[0]
        day = figure.basis_on if isinstance(figure, Reported) else None
        row = (facts.scope.regency, facts.names.get(facts.scope.regency, ""), of, of - n, Share(n, of), day)
        text = (f"{_found(n, of)}. Angka resmi per kecamatan belum ada, jadi belum diketahui di kecamatan mana mereka "
                "tinggal.")  # fmt: skip
        return Section("youth", TITLE, (text,), (_table([row]),))
    why = ("Siapa yang ada di daftar kita pada hari itu tidak diketahui lagi, jadi tidak dapat dibandingkan dengan "
           "jumlah penduduk resmi." if any(one.figure for one in facts.youth) else
           "Jumlah penduduk usia 16–17 per kecamatan belum dimasukkan.")  # fmt: skip
    return Section("youth", TITLE, (why,))


def _found(n: int, of: int) -> str:
    if n <= 0:
        return (f"Daftar kita memuat {number(of - n)} orang usia 16–17, angka resminya {number(of)}: tidak ada yang "
                "kurang")  # fmt: skip
    return f"{share(n, of)} remaja usia 16–17 tidak ada di daftar mana pun"


def _rows(facts: Facts) -> Iterator[Row]:
    for one in facts.youth:
        missing = None if one.unseen is None else Share(one.unseen, one.population)
        day = one.figure.basis_on if one.figure else None
        yield one.area, facts.names.get(one.area, one.area), one.population, one.known, missing, day


def _table(rows: list[Row]) -> Table:
    columns = (
        parts.label("Kecamatan"), Column("population", "Penduduk 16–17"), Column("known", "Ada di daftar kita"),
        Column("unseen", "Belum terjangkau", Kind.SHARE), Column("basis", "Per tanggal", Kind.DAY),
    )  # fmt: skip
    note = ("Di bawah nol: daftar memuat lebih banyak daripada penduduk resmi. Jumlah: hanya kecamatan yang kedua "
            "angkanya ada.")  # fmt: skip
    return parts.table("youth", "Penduduk 16–17 dan daftar kita", columns, rows, note=note)
