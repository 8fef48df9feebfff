"""`bench`: what each job costs on this machine (docs/benchmarks.md)."""

from __future__ import annotations

import json
import sys
from contextlib import redirect_stdout
from typing import Annotated, Any

import typer

from ktp_core import clock
from ktp_core.cli.common import AsJson


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("bench", help="Mengukur biaya setiap pekerjaan utama di komputer ini.")(bench)


def bench(
    residents: Annotated[int, typer.Option("--residents", min=1_000, help="Banyaknya penduduk.")] = 200_000,
    tenfold: Annotated[
        bool, typer.Option("--tenfold", help="Hanya: layar dengan sepuluh kali penduduk, dibanding sebanyak itu.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Builds its own data once, in data/bench/; the office's database is not touched."""
    from ktp_core.bench import suite
    from ktp_core.bench.data import REGENCY
    from ktp_core.cli.progress import bar

    with bar("Mengukur") as progress, redirect_stdout(sys.stderr):  # stdout is for the answer alone
        when: dict[str, Any] = {"today": clock.today(REGENCY), "at": clock.now()}
        found = list(suite.run(residents, **when, progress=progress, times_ten=tenfold))
    if as_json:
        print(json.dumps([row.as_dict() for row in found], ensure_ascii=False))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("Pekerjaan", "Kita", "Pembanding", "Rasio", "Dibandingkan dengan", title=f"{residents} penduduk")
    for row in found:
        against = "–" if row.against is None else f"{row.against:g} {row.unit}"
        ratio = "–" if row.ratio is None else f"{row.ratio:g}"
        table.add_row(row.name, f"{row.value:g} {row.unit}", against, ratio, row.baseline)
    Console().print(table)
