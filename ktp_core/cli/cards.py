"""`cards import`: a status list from SIAK."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ktp_core.cli import common

if TYPE_CHECKING:
    from ktp_core.cards.lists.service import Outcome

_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add the `cards` commands."""
    group = typer.Typer(help="Status KTP-el.", no_args_is_help=True)
    group.callback()(lambda: None)  # a single command stays a sub-command
    group.command("import")(import_list)
    app.add_typer(group, name="cards")


def import_list(
    file: Annotated[Path, typer.Argument(help="Daftar status dari SIAK: CSV, XLSX, XLS atau ODS.")],
    by: common.By,
    regency: Annotated[str | None, typer.Option(help="Kode kabupaten/kota, bila akun tidak terikat.")] = None,
    as_of: common.AsOf = None,
    db: common.Db = None,
    json: common.AsJson = False,
) -> None:
    """Terapkan daftar status dari SIAK (NIK, status, tanggal). Yang bertentangan masuk daftar perbedaan."""
    from ktp_core import clock
    from ktp_core.cards.lists import service
    from ktp_core.cli.progress import bar
    from ktp_core.errors import Refused

    common.open_database(db)
    actor = common.actor(by)
    office = regency or actor.regency
    if office is None:
        raise Refused("regency_needed")
    content, today = common.content_of(file), common.day(as_of, office)
    with bar("Membaca dan menerapkan daftar"):
        sheets, roles = service.understand(actor, office, content, file.name, today=today)
        outcome = service.apply(actor, office, sheets, roles, listed_on=today, today=today, at=clock.now())
    common.emit(json, summary(outcome), lambda value: _print(value))


def summary(outcome: Outcome) -> dict[str, Any]:
    """The promised keys, and how many disagreements are new."""
    from ktp_core.cards.wording import issue_text

    issues = [
        {
            "row": issue.row, "cell": issue.cell, "column": issue.column, "severity": "error", "code": issue.code,
            "message": issue_text(issue),
        }
        for issue in outcome.checked.issues
    ]  # fmt: skip
    return {
        "read": outcome.read, "applied": outcome.applied, "same": outcome.same,
        "disagreements": outcome.disagreements, "new_disagreements": outcome.asked, "unknown": outcome.unknown,
        "rejected": outcome.rejected, "issues": issues,
    }  # fmt: skip


_WORDS = {
    "read": "Baris dibaca", "applied": "Diterapkan", "same": "Sudah sama", "disagreements": "Bertentangan",
    "new_disagreements": "… di antaranya baru", "unknown": "NIK tidak dikenal di sini", "rejected": "Ditolak",
}  # fmt: skip


def _print(value: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table("Hasil", "Baris")
    for key, words in _WORDS.items():
        table.add_row(words, f"{value[key]:,}".replace(",", "."))
    console.print(table)
    for issue in value["issues"][:_SHOWN]:
        console.print(f"{issue['cell']}: {issue['message']}", markup=False)
    if len(value["issues"]) > _SHOWN:
        console.print(f"… dan {len(value['issues']) - _SHOWN} masalah lain (lihat --json).")
