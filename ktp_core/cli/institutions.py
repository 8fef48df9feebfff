"""`institutions import`: a list of schools or pesantren into the registry."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ktp_core.cli.common import AsJson, By, Db, actor, content_of, emit, open_database

group = typer.Typer(no_args_is_help=True, help="Daftar lembaga: sekolah, pesantren, desa, tempat layanan.")


def register(app: typer.Typer) -> None:
    """Adds `institutions …`."""
    app.add_typer(group, name="institutions")


@group.callback()
def _group() -> None:
    """Keeps `import` a command of its own while it is the only one."""


@group.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX, XLS atau ODS.")],
    regency: Annotated[str, typer.Option("--regency", help="Kode kabupaten/kota, misalnya 35.14.")],
    by: By,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Masukkan daftar sekolah (NPSN) atau pesantren (NSPP). Mengulang berkas yang sama tidak mengubah apa pun."""
    from ktp_core import clock
    from ktp_core.institutions.imports import service

    open_database(db)
    content = content_of(file)
    today = clock.today(regency)
    plan = service.apply(actor(by), regency, file.name, content, at=clock.now(), today=today)
    emit(as_json, as_object(plan), _people)


def as_object(plan: Any) -> dict[str, Any]:
    """The counts and issues of a list, as docs/cli.md promises them."""
    from ktp_core.institutions.imports.wording import sentence

    issues = [
        {
            "sheet": issue.sheet, "row": issue.row, "cell": issue.cell, "column": issue.column,
            "severity": issue.severity, "code": issue.code, "message": sentence(issue),
        }
        for issue in plan.issues
    ]  # fmt: skip
    return {"read": plan.read, **{outcome.value: n for outcome, n in plan.counts.items()}, "issues": issues}


def _people(result: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    words = {
        "read": "Dibaca", "new": "Baru", "changed": "Berubah", "same": "Sama", "elsewhere": "Kabupaten/kota lain",
        "out_of_scope": "Di luar cakupan (SD, SMP)", "rejected": "Ditolak",
    }  # fmt: skip
    console = Console()
    table = Table(show_header=False)
    for key, label in words.items():
        table.add_row(label, f"{result[key]:,}".replace(",", "."))
    console.print(table)
    for issue in result["issues"]:
        console.print(f"Baris {issue['row']} ({issue['cell'] or '–'}): {issue['message']}", markup=False)
