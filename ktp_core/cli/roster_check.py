"""`roster check FILE`: reads and checks a roster, stores nothing, needs no database."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ktp_core.errors import Refused

if TYPE_CHECKING:
    from ktp_core.rosters.issues import Issue
    from ktp_core.rosters.model import CheckedRoster, RosterRow

_PROBLEMS_SHOWN = 200


def register(app: typer.Typer) -> None:
    """Adds `roster check` to the application."""
    group(app).command("check")(check)


def group(app: typer.Typer) -> typer.Typer:
    """The `roster` group of the application, made by whoever comes first."""
    for registered in app.registered_groups:
        if registered.name == "roster" and registered.typer_instance is not None:
            return registered.typer_instance
    made = typer.Typer(no_args_is_help=True, help="Daftar murid dari lembaga.")
    app.add_typer(made, name="roster")
    return made


def check(
    file: Annotated[Path, typer.Argument(help="Berkas daftar: XLSX, XLS, ODS, CSV, TSV.")],
    institution: Annotated[str | None, typer.Option("--institution", help="Lembaga pengirim; hanya dicatat.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="Nama berkas saat diunggah.")] = None,
    rows: Annotated[bool, typer.Option("--rows", help="Tampilkan juga baris yang diterima, dengan NIK penuh.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Satu objek JSON di stdout.")] = False,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Tanggal acuan, YYYY-MM-DD.")] = None,
) -> None:
    """Baca dan periksa daftar murid tanpa menyimpan apa pun."""
    from ktp_core.rosters.checking import check_file

    try:
        day = _day(as_of)
        roster = check_file(_content(file), file.name if name is None else name, today=day)
    except Refused as refusal:
        _refuse(refusal, as_json)
        raise typer.Exit(2) from None
    if as_json:
        print(json.dumps(as_object(roster, institution, day, with_rows=rows), ensure_ascii=False))
    else:
        _print(roster, day, with_rows=rows)


def as_object(roster: CheckedRoster, institution: str | None, day: date, *, with_rows: bool) -> dict[str, Any]:
    """The JSON object that the command line promises. Only `rows` holds NIKs."""
    from ktp_core.rosters.wording import warning_message

    facts, ages = roster.file, roster.eligibility
    result: dict[str, Any] = {
        "file": {
            "format": facts.format, "sheets": list(facts.sheets), "header_row": facts.header_row,
            "layout": facts.layout, "encoding": facts.encoding, "delimiter": facts.delimiter, "columns": facts.columns,
        },
        "as_of": day.isoformat(),
        "read": roster.read, "accepted": roster.accepted, "rejected": roster.rejected,
        "eligibility": {"under_16": ages.under_16, "recordable": ages.recordable, "card_age": ages.card_age},
        "issues": [_issue(issue) for issue in roster.issues],
        "warnings": [warning_message(warning) for warning in roster.warnings],
    }  # fmt: skip
    if institution is not None:
        result["institution"] = institution
    if with_rows:
        result["rows"] = [_row(row) for row in roster.rows if row.accepted]
    return result


def _issue(issue: Issue) -> dict[str, Any]:
    from ktp_core.rosters.wording import issue_message

    return {
        "row": issue.row, "sheet": issue.sheet, "cell": issue.cell, "column": issue.column,
        "severity": issue.severity.value, "code": issue.code.value, "message": issue_message(issue),
    }  # fmt: skip


def _row(row: RosterRow) -> dict[str, Any]:
    return {
        "row": row.row, "sheet": row.sheet, "nisn": row.nisn, "nik": row.nik, "name": row.name, "sex": row.sex,
        "birth_place": row.birth_place, "birth_date": row.birth_date.isoformat(), "class": row.class_name,
        "district": row.district, "village": row.village,
    }  # fmt: skip


def _content(file: Path) -> bytes:
    """At most one byte more than is allowed. Raises Refused("file") if there is no such file."""
    from ktp_core.rosters.reading.limits import MAX_BYTES

    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError:
        raise Refused("file") from None


def _day(as_of: str | None) -> date:
    from ktp_core import clock

    if as_of is None:
        return clock.today("")
    try:
        return date.fromisoformat(as_of)
    except ValueError:
        raise Refused("date") from None


def _refuse(refusal: Refused, as_json: bool) -> None:
    from ktp_core.rosters.wording import refusal_message

    own = {"file": "Berkas tidak ditemukan atau tidak dapat dibaca.", "date": "Tanggal ditulis seperti 2026-11-22."}
    message = own.get(refusal.code) or refusal_message(refusal)
    if as_json:
        print(json.dumps({"refused": {"code": refusal.code, "message": message}}, ensure_ascii=False))
    else:
        typer.echo(f"Ditolak: {message}", err=True)


def _print(roster: CheckedRoster, day: date, *, with_rows: bool) -> None:
    """The same for people."""
    from rich.console import Console

    from ktp_core.cli import roster_report

    console = Console()
    console.print(roster_report.facts(roster, day))
    for line in roster_report.warnings(roster):
        console.print(line)
    if roster.issues:
        console.print(roster_report.problems(roster, _PROBLEMS_SHOWN))
    if with_rows:
        console.print(roster_report.accepted(roster))
