"""`visits`: what came of visits, by year, visit by visit and institution by institution. No names."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ktp_core.cli import common
from ktp_core.institutions.model import Kind

_VISITS = ("id", "day", "institution_id", "institution", "kind", "district", "origin", "source", "minutes", "kits",
           "listed", "recorded", "missed", "others")  # fmt: skip

# Columns of the tables for people.
_YEARS = ("year", "visits", "institutions", "served", "official_institutions", "official_served", "source")
_SHOWN = ("day", "institution", "district", "listed", "recorded", "missed", "others", "source")
_PLACES = ("institution", "district", "visits", "last_on", "months", "waiting")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("visits")(visits)


def visits(
    regency: Annotated[str, typer.Option("--regency", help="Kode kabupaten/kota, misalnya 35.14.")],
    year: Annotated[int | None, typer.Option("--year", help="Hanya tahun ini.", min=1945, max=2099)] = None,
    kind: Annotated[list[Kind] | None, typer.Option("--kind", help="Tanpa ini: sekolah dan pesantren.")] = None,
    district: Annotated[list[str] | None, typer.Option("--district", help="Hanya kecamatan ini.")] = None,
    institution: Annotated[int | None, typer.Option("--institution", help="Hanya lembaga ini (id).")] = None,
    limit: Annotated[int, typer.Option("--limit", help="Paling banyak baris per daftar.", min=1, max=1000)] = 50,
    as_of: common.AsOf = None,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Hasil kunjungan per tahun, per kunjungan, dan lembaga yang belum pernah atau lama tidak dikunjungi."""
    from ktp_core.access.permissions import Permission
    from ktp_core.access.transactions import SYSTEM, reading
    from ktp_core.regions.store import age_rules
    from ktp_core.visits import reach, results, years
    from ktp_core.visits.asked import PUPILS, Asked

    common.open_database(db)
    day = common.day(as_of, regency)
    kinds, districts = tuple(kind or ()), tuple(district or ())
    asked = Asked(
        regency, day, year=year, kinds=kinds or (() if institution else PUPILS), districts=districts,
        institution_id=institution,
    ).within(SYSTEM)  # fmt: skip
    every_year = Asked(regency, day, kinds=kinds, districts=districts)
    with reading(SYSTEM, Permission.VISIT_VIEW, regency) as conn:
        whole = reach.reach(conn, asked)
        answer = {
            "as_of": day.isoformat(),
            "reach": {"institutions": whole.institutions, "visited": whole.visited, "never": whole.never},
            "years": _rows(years.beside_reported(conn, every_year), years.YEARS),
            "total": results.count(conn, asked),
            "visits": _rows(results.page(conn, asked, limit=limit), _VISITS),
            "institutions": _rows(
                reach.page(conn, asked, age_rules(conn, regency, day), limit=limit), reach.COLUMNS
            ),
        }  # fmt: skip
    common.emit(as_json, answer, _tables)


def _rows(frame: Any, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    """Rows as plain values: days as ISO text, what is not known as null."""
    from ktp_core.db.types import plain

    return [{name: _plain(plain(row[name])) for name in columns} for row in frame.to_dict("records")]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _tables(answer: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    out, found = Console(), answer["reach"]
    out.print(f"{found['visited']} dari {found['institutions']} lembaga pernah dikunjungi per {answer['as_of']}.")
    years = Table("Tahun", "Kunjungan", "Lembaga", "Direkam", "Lembaga (dilaporkan)", "Orang (dilaporkan)", "Sumber")
    for row in answer["years"]:
        told = f"{row['reported']} kunjungan dari laporan" if row["reported"] else None
        source = "; ".join(filter(None, (row["source"], told))) or None
        years.add_row(*(_words(row[name]) for name in _YEARS[:-1]), _words(source))
    visits = Table("Tanggal", "Lembaga", "Kecamatan", "Dalam daftar", "Direkam", "Terlewat", "Lainnya", "Sumber")
    for row in answer["visits"]:
        visits.add_row(*(_words(row[name]) for name in _SHOWN))
    places = Table("Lembaga", "Kecamatan", "Kunjungan", "Terakhir", "Bulan", "Boleh rekam, belum")
    for row in answer["institutions"]:
        places.add_row(*(_words(row[name]) for name in _PLACES))
    for table in (years, visits, places):
        out.print(table)


def _words(value: Any) -> Any:
    """Plain text: a bracket in a name is no markup of the terminal's."""
    from rich.text import Text

    return Text("–" if value is None else str(value))
