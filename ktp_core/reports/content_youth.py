"""Remaja belum terjangkau: young people of 16 and 17 whom no list holds."""

from __future__ import annotations

from ktp_core.kpi import unseen
from ktp_core.reports import parts
from ktp_core.reports.facts import Facts
from ktp_core.reports.model import Column, Kind, Section, Share
from ktp_core.reports.parts import Row, share


def section(facts: Facts) -> Section:
    """Young people of 16 and 17 whom no list holds, by district."""
    title = "Remaja belum terjangkau"
    whole = unseen.total(facts.youth)
    if not whole.n:
        why = ("Siapa yang ada di daftar kita pada hari itu tidak diketahui lagi, jadi tidak dapat dibandingkan dengan "
               "jumlah penduduk resmi." if any(one.figure for one in facts.youth) else
               "Jumlah penduduk usia 16–17 per kecamatan belum dimasukkan.")  # fmt: skip
        return Section("youth", title, (why,))
    columns = (
        parts.label("Kecamatan"), Column("population", "Penduduk 16–17"), Column("known", "Ada di daftar kita"),
        Column("unseen", "Belum terjangkau", Kind.SHARE), Column("basis", "Per tanggal", Kind.DAY),
    )  # fmt: skip
    rows: list[Row] = [
        (one.area, facts.names.get(one.area, one.area), one.population, one.known, _missing(one),
         one.figure.basis_on if one.figure else None)
        for one in facts.youth
    ]  # fmt: skip
    rows.append(("total", "Jumlah", whole.population, whole.known, Share(whole.unseen, whole.population), None))
    said = f"{share(whole.unseen, whole.population)} remaja usia 16–17 tidak ada di daftar mana pun"
    part = f", dihitung di {whole.n} dari {whole.of} kecamatan" if whole.n < whole.of else ""
    note = ("Di bawah nol: daftar memuat lebih banyak daripada penduduk resmi. Jumlah: hanya kecamatan yang kedua "
            "angkanya ada.")  # fmt: skip
    return Section("youth", title, (f"{said}{part}.",), (
        parts.table("youth", "Penduduk 16–17 dan daftar kita", columns, rows, note=note),
    ))  # fmt: skip


def _missing(one: unseen.Youth) -> Share | None:
    return None if one.unseen is None else Share(one.unseen, one.population)
