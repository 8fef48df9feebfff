"""`roster apply FILE`: check, match, write what needs no human; the rest stays in review."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from ktp_core.cli.common import AsJson, AsOf, By, Db, actor, day, emit, open_database
from ktp_core.errors import NotFound, Refused

_YEAR = re.compile(r"(20\d\d)(?:/(20\d\d))?")


def register(app: typer.Typer) -> None:
    """Adds `roster apply` to the application."""
    from ktp_core.cli.roster_check import group

    group(app).command("apply")(apply)


def apply(
    file: Annotated[Path, typer.Argument(help="Berkas daftar: XLSX, XLS, ODS, CSV, TSV.")],
    institution: Annotated[int, typer.Option("--institution", help="Nomor lembaga pengirim.")],
    by: By,
    school_year: Annotated[str | None, typer.Option("--school-year", help="Tahun ajaran, 2026/2027.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="Nama berkas saat diunggah.")] = None,
    db: Db = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Periksa daftar murid, cocokkan dengan penduduk, dan simpan yang tidak perlu diputuskan orang."""
    open_database(db)
    from ktp_core import clock
    from ktp_core.cli.progress import bar
    from ktp_core.cli.roster_check import _content
    from ktp_core.db.ids import PER_REGENCY
    from ktp_core.db.types import region_code
    from ktp_core.residents.rules import school_year_of
    from ktp_core.rosters import service

    who = actor(by)
    if institution < PER_REGENCY:  # of no regency: its today would be asked of a regency 0
        raise NotFound("institution_unknown")
    today = day(as_of, region_code(institution // PER_REGENCY))
    year = school_year_of(today) if school_year is None else year_of(school_year)
    with bar("Memeriksa dan mencocokkan") as progress:
        upload = service.stage(
            who, institution, file.name if name is None else name, _content(file), year, at=clock.now(), today=today
        )
        progress(1, 2)
        outcome = service.apply(who, upload, at=clock.now(), today=today)
        progress(2, 2)
    counts = ("upload", "new", "changed", "same", "rejected", "in_review")
    emit(as_json, {key: getattr(outcome, key) for key in counts}, lambda value: _print(value, outcome.institution))


def year_of(written: str) -> int:
    """2026 for "2026/2027" or "2026". Raises Refused("school_year")."""
    match = _YEAR.fullmatch(written.strip())
    if match is None or (match[2] is not None and int(match[2]) != int(match[1]) + 1):
        raise Refused("school_year", value=written)
    return int(match[1])


def _print(outcome: dict[str, Any], institution: str) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=escape(f"Unggahan {outcome['upload']} · {institution}"), show_header=False)
    rows = {
        "Penduduk baru": "new", "Data berubah": "changed", "Sudah sama": "same", "Ditolak": "rejected",
        "Menunggu keputusan": "in_review",
    }  # fmt: skip
    for label, key in rows.items():
        table.add_row(label, f"{outcome[key]:,}".replace(",", "."))
    Console().print(table)
    if outcome["in_review"]:
        print("Putuskan baris yang menunggu di halaman Unggah daftar.")
