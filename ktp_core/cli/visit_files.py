"""`visit workbook` and `visit return`: workbooks for a day without network, out and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ktp_core.cli import common

if TYPE_CHECKING:
    from ktp_core.fieldwork.workbook.model import Merged

_SHOWN = 50


def register(app: typer.Typer) -> None:
    """Add the `visit` commands."""
    group = typer.Typer(help="Satu kunjungan: buku kerja keluar dan kembali.", no_args_is_help=True)
    group.command("workbook")(workbook)
    group.command("return")(take_back)
    app.add_typer(group, name="visit")


def workbook(
    visit: Annotated[int, typer.Argument(help="Nomor kunjungan.", min=1, max=10**18)],
    out: Annotated[Path, typer.Option("--out", help="Berkas .xlsx yang ditulis.")],
    by: common.By,
    team: Annotated[str, typer.Option("--team", help="Untuk siapa; tanpa ini nama timnya.")] = "",
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Buat buku kerja kunjungan untuk satu laptop."""
    from ktp_core import clock
    from ktp_core.errors import Refused
    from ktp_core.exports.files import replace_file
    from ktp_core.fieldwork.workbook import service

    if out.suffix.lower() != ".xlsx":
        raise Refused("workbook_out")
    common.open_database(db)
    made = service.make(common.actor(by), visit, team, at=clock.now())
    replace_file(out, made.content)
    answer = {"visit": visit, "file": str(out), "rows": made.rows}
    common.emit(as_json, answer, lambda value: print(f"{value['file']}: {value['rows']} orang."))


def take_back(
    file: Annotated[Path, typer.Argument(help="Buku kerja yang sudah diisi: XLSX, XLS, ODS atau CSV.")],
    by: common.By,
    visit: Annotated[
        int | None, typer.Option("--visit", help="Nomor kunjungan; tanpa ini dari kode barisnya.", min=1, max=10**18)
    ] = None,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Catat isi buku kerja yang kembali. Mengembalikannya lagi tidak mengubah apa pun."""
    from ktp_core import clock
    from ktp_core.fieldwork.workbook import service

    common.open_database(db)
    actor, content = common.actor(by), common.content_of(file)
    merged = service.take_back(actor, content, file.name, visit, at=clock.now())
    common.emit(as_json, summary(merged), _print)


def summary(merged: Merged) -> dict[str, Any]:
    """What became of the rows. `taken` false: the row was not written down."""
    from ktp_core.fieldwork.workbook.wording import problem_text

    problems = [
        {"sheet": one.sheet, "row": one.row, "code": one.code, "taken": one.taken, "message": problem_text(one)}
        for one in merged.problems
    ]
    return {
        "visit": merged.visit_id, "new": merged.new, "same": merged.same, "blank": merged.blank,
        "walk_ins": merged.walk_ins, "conflicts": list(merged.conflicts), "problems": problems,
    }  # fmt: skip


def _print(value: dict[str, Any]) -> None:
    from rich.console import Console

    console = Console()
    console.print(
        f"Kunjungan {value['visit']}: {value['new']} hasil baru, {value['same']} sudah tercatat, "
        f"{value['walk_ins']} orang tambahan, {value['blank']} baris belum diisi.",
        markup=False,
    )
    if value["conflicts"]:
        numbers = ", ".join(map(str, value["conflicts"]))
        console.print(f"Berbeda laporan, putuskan di layar: nomor {numbers}.", markup=False)
    for one in value["problems"][:_SHOWN]:
        mark = "Diambil" if one["taken"] else "Tidak diambil"
        console.print(f"{one['sheet']} baris {one['row']} ({mark}): {one['message']}", markup=False)
    if len(value["problems"]) > _SHOWN:
        console.print(f"… dan {len(value['problems']) - _SHOWN} baris lain (lihat --json).")
