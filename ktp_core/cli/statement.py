"""`statement`: what entered and left the print backlog, month by month, to the card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ktp_core.cli import common

if TYPE_CHECKING:
    from ktp_core.printing.statement import Line


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("statement")(statement)


def statement(
    regency: Annotated[str, typer.Option("--regency", help="Kode kabupaten/kota, misalnya 35.14.")],
    first: Annotated[str, typer.Option("--from", help="Bulan pertama, YYYY-MM.")],
    until: Annotated[str | None, typer.Option("--until", help="Sampai hari ini atau tanggal ini, YYYY-MM-DD.")] = None,
    district: Annotated[list[str] | None, typer.Option("--district", help="Hanya kecamatan ini.")] = None,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Neraca antrean cetak: awal + masuk - keluar = akhir, per bulan dan kecamatan."""
    from ktp_core.access.permissions import Permission
    from ktp_core.access.transactions import SYSTEM, reading
    from ktp_core.kpi.model import Scope
    from ktp_core.printing import statement as rules
    from ktp_core.printing import statement_service as service
    from ktp_core.printing import store
    from ktp_core.printing.model import BacklogFilter

    common.open_database(db)
    day = common.day(until, regency)
    with reading(SYSTEM, Permission.HEAD_VIEW, regency) as conn:
        store.require_places(conn, BacklogFilter(regency, tuple(district or ())))
    lines, names = service.read(SYSTEM, Scope(regency, day, tuple(district or ())), common.month(first))
    months, districts = rules.by_month(lines), rules.by_district(lines)
    answer = {
        "from": first, "until": day.isoformat(), "months": [_plain(line) for line in months],
        "districts": [_plain(line) for line in districts], "lines": [_plain(line) for line in lines],
    }  # fmt: skip
    common.emit(as_json, answer, lambda _: _table(months, districts, names))


def _plain(line: Line) -> dict[str, Any]:
    from dataclasses import asdict

    place: dict[str, Any] = {"month": f"{line.month // 100}-{line.month % 100:02d}"} if line.month else {}
    if line.district or not line.month:
        place["district"] = line.district or None
    return {**place, "opening": line.opening, **asdict(line.moves), "closing": line.closing}


def _table(months: list[Line], districts: list[Line], names: dict[str, str]) -> None:
    from rich.console import Console
    from rich.table import Table

    for title, lines in (("Bulan", months), ("Kecamatan", districts)):
        table = Table(title, "Awal", "Masuk", "Dicetak", "Keluar lain", "Akhir")
        for line in lines:
            moves = line.moves
            out = moves.sent_back + moves.changed_out
            came = moves.net + moves.printed + out
            words = f"{line.month // 100}-{line.month % 100:02d}" if line.month else names.get(line.district, "–")
            numbers = (line.opening, came, moves.printed, out, line.closing)
            table.add_row(words, *(f"{n:,}".replace(",", ".") for n in numbers))
        Console().print(table)
