"""`batches`: print batches, what became of their cards, the printers' room, waiting cards by urgency. No names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ktp_core.batches.model import BatchState
from ktp_core.cli import common

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from ktp_core.access.model import Actor

_COLUMNS = (
    "id", "number", "day", "state", "printer", "visit_id", "institution", "cards", "waiting", "printed", "skipped",
    "released", "gone", "spoiled", "reason", "note",
)  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("batches")(batches)


def batches(
    regency: Annotated[str, typer.Option("--regency", help="Kode kabupaten/kota, misalnya 35.14.")],
    state: Annotated[list[BatchState] | None, typer.Option("--state", help="Hanya ini; boleh berulang.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1_000, help="Banyaknya kelompok, terbaru dahulu.")] = 20,
    by: Annotated[str | None, typer.Option("--by", help="Nama akun yang melihat.")] = None,
    as_of: common.AsOf = None,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Kelompok cetak dan hasilnya, ruang tiap pencetak, dan antrean menurut urutan cetak; tanpa nama."""
    from ktp_core.access.permissions import Permission
    from ktp_core.access.transactions import SYSTEM, reading
    from ktp_core.batches import queries
    from ktp_core.regions.store import office_of

    common.open_database(db)
    today = common.day(as_of, regency)
    who = SYSTEM if by is None else common.actor(by)
    with reading(who, Permission.BATCH_VIEW, regency) as conn:
        office_of(conn, regency)
        asked: dict[str, Any] = {"districts": who.districts, "states": tuple(state or ())}
        found = queries.batches(conn, regency, limit=limit, **asked)
        answer = {
            "as_of": today.isoformat(), "total": queries.batches_total(conn, regency, **asked),
            "batches": [common.plain(row) for row in found[list(_COLUMNS)].to_dict("records")],
            "printers": _printers(conn, regency, today), "waiting": _waiting(conn, who, regency, today),
        }  # fmt: skip
    common.emit(as_json, answer, _show)


def _printers(conn: Connection, regency: str, day: date) -> list[dict[str, Any]]:
    """How many cards each printer in use can still take on for that day, and by which numbers."""
    from ktp_core.batches import queries
    from ktp_core.blanks import store
    from ktp_core.blanks.model import HolderKind

    rooms = [
        (one, queries.room(conn, one.id, day))
        for one in store.holders(conn, regency)
        if one.kind is HolderKind.PRINTER and one.active
    ]
    return [
        {"id": one.id, "name": one.name, "stock": room.stock, "promised": room.promised, "capacity": room.capacity,
         "planned": room.planned, "free": room.free}
        for one, room in rooms
    ]  # fmt: skip


def _waiting(conn: Connection, by: Actor, regency: str, day: date) -> list[dict[str, Any]]:
    """Cards that may be printed on that day and are in no batch, the most urgent category first."""
    from ktp_core.batches import queries
    from ktp_core.batches.proposal import Wish

    order = queries.order(conn, regency)
    _, counted = queries.propose(conn, regency, day, order=order, wish=Wish(districts=by.districts), limit=0)
    return [{"category": str(category), "n": n} for category, n in counted]


def _show(answer: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    from ktp_core.labels.batches import CATEGORIES, STATES

    console = Console()
    console.print(f"{answer['total']} kelompok cetak.")
    fixed = (Column("Kelompok", no_wrap=True), Column("Pencetak", no_wrap=True), Column("Keadaan", min_width=10))
    table = Table(*fixed, "Kartu", "Sisa", "Cetak", "Lewat", "Rusak")
    for one in answer["batches"]:
        numbers = (one["cards"], one["waiting"], one["printed"], one["skipped"], one["spoiled"])
        which = f"{one['day']} #{one['number']}"
        table.add_row(which, Text(one["printer"]), STATES[one["state"]], *map(str, numbers))
    console.print(table)
    rooms = Table("Pencetak", "Blangko", "Untuk yang menunggu", "Kapasitas", "Terisi", "Masih muat")
    for one in answer["printers"]:
        capacity = "–" if one["capacity"] is None else str(one["capacity"])
        numbers = str(one["stock"]), str(one["promised"]), capacity, str(one["planned"]), str(one["free"])
        rooms.add_row(Text(one["name"]), *numbers)
    console.print(rooms)
    waits = Table("Menunggu dicetak", "Kartu")
    for one in answer["waiting"]:
        waits.add_row(CATEGORIES[one["category"]], str(one["n"]))
    console.print(waits)
