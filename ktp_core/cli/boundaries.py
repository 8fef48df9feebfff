"""`boundaries import`: real map geometry over the schematic one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ktp_core.cli import common


def register(app: typer.Typer) -> None:
    """Add the commands."""
    boundaries = typer.Typer(no_args_is_help=True, help="Batas wilayah untuk peta.")
    boundaries.command("import")(import_)
    boundaries.callback()(lambda: None)  # one command alone would otherwise swallow its own name
    app.add_typer(boundaries, name="boundaries")


def import_(
    file: Annotated[Path, typer.Argument(help="Berkas GeoJSON: batas kecamatan atau desa.")],
    regency: Annotated[str, typer.Option("--regency", help="Kode kabupaten/kota, misalnya 35.14.")],
    by: common.By,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Memuat batas kecamatan; yang tidak ada dalam berkas tetap memakai bentuk lama."""
    from ktp_core import clock
    from ktp_core.geo import service
    from ktp_core.geo.wording import sentence

    common.open_database(db)
    report = service.import_file(common.actor(by), common.place(regency), file, at=clock.now())
    answer = {
        "districts": report.districts,
        "area_km2": report.area_km2,
        "overlap_km2": report.overlap_km2,
        "villages": report.villages,
        "warnings": [sentence(warning) for warning in report.warnings],
    }
    common.emit(as_json, answer, _say)


def _say(answer: dict[str, Any]) -> None:
    from babel.numbers import format_decimal

    area, overlap = (format_decimal(answer[key], "#,##0.0", locale="id") for key in ("area_km2", "overlap_km2"))
    print(f"{answer['districts']} kecamatan dimuat; luas {area} km², saling menindih {overlap} km².")
    if answer["villages"]:
        print(f"{answer['villages']} desa dimuat dengan batasnya sendiri.")
    for warning in answer["warnings"]:
        print(f"- {warning}")
