"""`blanks`: how many blanks there are, who holds them, how long they last, how many to ask for. No names of people."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

import typer

from ktp_core.cli import common


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("blanks")(blanks)


def blanks(
    regency: Annotated[str, typer.Option("--regency", help="Kode kabupaten/kota, misalnya 35.14.")],
    days: Annotated[int, typer.Option("--days", help="Blangko harus cukup untuk sekian hari.", min=1, max=365)] = 90,
    as_of: common.AsOf = None,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Stok blangko: pemegangnya, cukup sampai kapan, dan berapa yang perlu diminta."""
    from ktp_core.access.permissions import Permission
    from ktp_core.access.transactions import SYSTEM, reading
    from ktp_core.blanks import store, supply
    from ktp_core.regions.store import office_of

    common.open_database(db)
    day = common.day(as_of, regency)
    with reading(SYSTEM, Permission.BLANK_VIEW, regency) as conn:
        office_of(conn, regency)
        holders = store.holders(conn, regency)
        known = supply.foresee(conn, regency, day)
    need = known.need(day + timedelta(days=days))
    answer: dict[str, Any] = {
        "as_of": day.isoformat(), "stock": known.supply.stock, "backlog": known.supply.backlog,
        "capacity": known.supply.capacity, "days": known.days,
        "run_out": known.run_out.day.isoformat() if known.run_out else None,
        "need": None if need is None else {
            "until": need.until.isoformat(), "due": need.due, "replaced": need.replaced, "unprinted": need.unprinted,
            "blanks": need.blanks, "shortage": need.shortage, "order": need.order,
        },
        "holders": [
            {"id": one.id, "kind": str(one.kind), "name": one.name, "stock": one.stock,
             "daily_capacity": one.daily_capacity}
            for one in holders
        ],
    }  # fmt: skip
    common.emit(as_json, answer, _show)


def _show(answer: dict[str, Any]) -> None:
    """Sentences and the holders. Names are printed as plain text, never as markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console, end = Console(), answer["run_out"]
    if answer["need"] is None:
        lasts = "kapasitas cetak belum diisi, jadi lamanya belum dapat dihitung"
    elif end is None:
        lasts = "cukup lebih dari setahun"
    else:
        lasts = f"cukup untuk {answer['days']} hari kerja, tidak cukup lagi mulai {end}"
    console.print(f"{answer['stock']} blangko, {answer['backlog']} kartu antre; {lasts}.")
    if answer["need"] is not None and answer["need"]["order"]:
        console.print(f"Agar cukup sampai {answer['need']['until']}, minta {answer['need']['order']} blangko.")
    table = Table("Pemegang", "Stok")
    for one in answer["holders"]:
        table.add_row(Text(one["name"]), str(one["stock"]))
    console.print(table)
