"""Kunjungan dan lembaga: visits of the month by kind of institution, the year so far, and what is planned."""

from __future__ import annotations

from collections.abc import Iterator

from ktp_core.institutions.model import Kind as Institution
from ktp_core.kpi.definitions import definition
from ktp_core.kpi.wording import source
from ktp_core.months import moved
from ktp_core.reports import parts
from ktp_core.reports.facts import Facts
from ktp_core.reports.model import Column, Kind, Section, Table
from ktp_core.reports.parts import Row, number

KINDS: dict[Institution, str] = {
    Institution.SCHOOL: "Sekolah", Institution.PESANTREN: "Pesantren", Institution.VILLAGE: "Desa/kelurahan",
    Institution.SERVICE_POINT: "Tempat layanan",
}  # fmt: skip


def section(facts: Facts) -> Section:
    """The month by kind, the year beside the one before, and the years as they were reported or counted."""
    columns = (
        parts.label("Jenis lembaga"), Column("visits", "Kunjungan"), Column("institutions", "Lembaga"),
        Column("served", "Orang direkam"), Column("cancelled", "Dibatalkan"), Column("unclosed", "Belum ditutup"),
    )  # fmt: skip
    note = "Orang yang direkam pada dua jenis lembaga dihitung pada keduanya."
    month = parts.table("visits", "Kunjungan bulan ini", columns, _kinds(facts), total=True, note=note)
    so_far = parts.table("visits_year", "Tahun ini sampai akhir bulan", _year_columns(facts), _year(facts))
    years = (parts.label("Tahun"), Column("n", "Jumlah"), Column("source", "Sumber", Kind.TEXT))
    return Section("visits", "Kunjungan dan lembaga", _texts(facts), (
        month, so_far, parts.table("years", "Lembaga dan orang dilayani per tahun", years, _years(facts)), _plan(facts),
    ))  # fmt: skip


def _plan(facts: Facts) -> Table:
    """Of the month after it, by what was known then: no number of the month, and not compared later."""
    coming = parts.month(moved(facts.stamp.month, 1))
    rows = [(str(kind), KINDS[kind], one.planned) for kind, one in facts.field.items()]
    rows.append(("total", "Jumlah", sum(n for _, _, n in rows)))
    columns = (parts.label("Jenis lembaga"), Column("n", "Kunjungan"))
    return parts.table("plan", f"Rencana {coming}", columns, rows, total=True)


def _kinds(facts: Facts) -> Iterator[Row]:
    rows = {
        kind: (one.done.visits, one.done.institutions, one.done.served, one.cancelled, one.unclosed)
        for kind, one in facts.field.items()
    }  # fmt: skip
    for kind, row in rows.items():
        yield str(kind), KINDS[kind], *row
    yield "total", "Jumlah", *(sum(row[at] for row in rows.values()) for at in range(5))


def _year_columns(facts: Facts) -> tuple[Column, ...]:
    year = facts.scope.as_of.year
    return (parts.label("Apa"), Column("n", str(year)), Column("before", f"{year - 1}, sampai tanggal yang sama"))


def _year(facts: Facts) -> Iterator[Row]:
    now, before = facts.rest.years[facts.scope.as_of.year], facts.rest.year_ago
    yield "visits", "Kunjungan", now.visits, before.visits
    yield "institutions", "Lembaga dikunjungi", now.institutions, before.institutions
    yield "served", "Orang direkam pada kunjungan", now.served, before.served
    yield "outsiders", definition("outsiders_served").label, facts.view.figures["outsiders_served"].value, None


def _years(facts: Facts) -> Iterator[Row]:
    for name, one in facts.view.figures.items():
        if name.startswith(("institutions_", "served_")) and name[-4:].isdigit():
            yield name, definition(name).label, None if one.value is None else int(one.value), source(one)


def _texts(facts: Facts) -> tuple[str, ...]:
    done = [one.done for one in facts.field.values()]
    visits, people = sum(one.visits for one in done), sum(one.served for one in done)
    month, coming = parts.month(facts.stamp.month), parts.month(moved(facts.stamp.month, 1))
    cancelled = sum(one.cancelled for one in facts.field.values())
    planned = sum(one.planned for one in facts.field.values())
    said = (f"{number(visits)} kunjungan terlaksana dalam {month} dengan {number(people)} orang direkam; "
            f"{number(cancelled)} dibatalkan.")  # fmt: skip
    compared = (f"Bulan sebelumnya {number(facts.last_month.visits)} kunjungan dan {number(facts.last_month.served)} "
                f"orang; {parts.month(facts.stamp.month - 100)} {number(facts.year_before.visits)} kunjungan dan "
                f"{number(facts.year_before.served)} orang.")  # fmt: skip
    return said, compared, f"Untuk {coming} tercatat rencana {number(planned)} kunjungan."
