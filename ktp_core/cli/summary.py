"""`summary export` and `summary merge`: an office's month as one small file, and keeping those of others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ktp_core.cli import common
from ktp_core.errors import Refused


def register(app: typer.Typer) -> None:
    """Add the commands."""
    summary = typer.Typer(no_args_is_help=True, help="Ringkasan bulanan antarkantor, tanpa nama.")
    summary.command("export")(export)
    summary.command("merge")(merge)
    app.add_typer(summary, name="summary")


def export(
    regency: Annotated[str, typer.Option("--regency", help="Kode kabupaten/kota, misalnya 35.14.")],
    month: Annotated[str, typer.Option("--month", help="Bulan yang sudah selesai, YYYY-MM.")],
    out: Annotated[Path, typer.Option("--out", help="Berkas yang ditulis.")],
    by: common.By,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Menulis ringkasan satu bulan sebagai satu berkas kecil."""
    from ktp_core import clock
    from ktp_core.exports.files import replace_file
    from ktp_core.provinces import service

    common.open_database(db)
    today = clock.today(common.place(regency))
    made = service.export(common.actor(by), regency, common.month(month), today=today, at=clock.now())
    replace_file(out, made.content)
    common.emit(as_json, {"file": str(out), "bytes": len(made.content)}, lambda one: print(f"Ditulis: {one['file']}."))


def merge(
    file: Annotated[Path, typer.Argument(help="Berkas dari `summary export` kantor lain.")],
    by: common.By,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Menerima ringkasan kantor lain; yang lebih baru menggantikan yang lama."""
    from ktp_core import clock
    from ktp_core.provinces import service

    common.open_database(db)
    try:
        content = file.read_bytes()
    except OSError:
        raise Refused("summary_file") from None
    merged = service.merge(common.actor(by), content, at=clock.now())
    one = merged.month
    answer = {"regency": one.regency, "name": one.name, "month": one.month, "new": merged.new}
    common.emit(as_json, answer, _said)


def _said(answer: dict[str, Any]) -> None:
    what = "diterima" if answer["new"] else "sudah ada"
    print(f"{answer['name']}, {answer['month'] // 100}-{answer['month'] % 100:02}: {what}.")
