"""`projection`: when each target is reached, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ktp_core.cli import common

if TYPE_CHECKING:
    from datetime import date

    from ktp_core.projection.outlook import Outlook
    from ktp_core.projection.target_model import Arrival


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("projection")(projection)


def projection(
    regency: Annotated[str, typer.Option("--regency", help="Kode kabupaten/kota, misalnya 35.14.")],
    as_of: common.AsOf = None,
    known_on: Annotated[
        str | None, typer.Option("--known-on", help="Sebagaimana diketahui pada akhir tanggal ini, YYYY-MM-DD.")
    ] = None,
    district: Annotated[list[str] | None, typer.Option("--district", help="Hanya kecamatan ini.")] = None,
    recording: Annotated[float, typer.Option(min=0, help="Jika laju perekaman sekian kali.")] = 1.0,
    handing: Annotated[float, typer.Option(min=0, help="Jika penyerahan sekian kali.")] = 1.0,
    capacity: Annotated[float | None, typer.Option(min=0, help="Jika sekian kartu dicetak per hari kerja.")] = None,
    blanks: Annotated[float | None, typer.Option(min=0, help="Jika sekian blangko datang per bulan.")] = None,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Kapan tiap target tercapai (P10, P50, P90), dan hambatan terbesarnya."""
    from ktp_core import clock
    from ktp_core.access.transactions import SYSTEM
    from ktp_core.kpi.model import Scope
    from ktp_core.projection import service
    from ktp_core.projection.model import WhatIf

    common.open_database(db)
    day = common.day(as_of, regency)
    then = common.day(known_on, regency) if known_on else None
    scope = Scope(regency, day, tuple(district or ()), then)
    wish = WhatIf(recording, handing, capacity, blanks)
    view = service.outlook(SYSTEM, scope, clock.today(regency), wish)
    answer = {
        "as_of": day.isoformat(), "known_on": _iso(then), "until": view.horizon.isoformat(),
        "partial": view.known.partial, "ours": view.known.ours, "wajib_ktp": view.known.wajib,
        "targets": [_plain(view, one) for one in view.arrivals],
        "unknown": [{"measure": str(one.measure), "value": one.value} for one in view.known.unknown],
        "months": [_month(view, month) for month in view.months],
    }  # fmt: skip
    common.emit(as_json, answer, lambda _: _say(view))


def _plain(view: Outlook, one: Arrival) -> dict[str, Any]:
    return {
        "measure": str(one.target.measure), "value": one.target.value, "valid_until": _iso(one.target.valid_until),
        "source": one.target.source, "now": one.now, "reached": one.reached, "p10": _iso(one.p10),
        "p50": _iso(one.p50), "p90": _iso(one.p90), "reached_share": round(one.reached_share, 4), "pace": one.pace,
        "needed": one.needed, "obstacle": str(one.obstacle) if one.obstacle else None, "earliest": _iso(one.earliest),
        "until": one.until.isoformat(), "then": round(one.then),
        "in_time": None if one.in_time is None else round(one.in_time, 4),
        "gained": {str(what): days for what, days in one.gained.items()}, "answer": _answer(view, one),
    }  # fmt: skip


def _month(view: Outlook, month: int) -> dict[str, Any]:
    """People at the end of a month to come, at each stage: P10, P50, P90."""
    from ktp_core.projection.model import Stage

    stages = {str(stage): [round(n) for n in view.at(stage, month)] for stage in Stage}
    return {"month": f"{month // 100}-{month % 100:02d}", **stages}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _answer(view: Outlook, one: Arrival) -> str:
    from babel.dates import format_date
    from babel.numbers import format_decimal

    from ktp_core.projection import wording

    said = wording.Speech(
        str, lambda n: "–" if n is None else str(format_decimal(n, locale="id")),
        lambda day: str(format_date(day, "d MMMM y", locale="id")),
        lambda day: str(format_date(day, "MMMM y", locale="id")),
    )  # fmt: skip
    return wording.answer(one, view.scope.as_of, said).replace("**", "")


def _say(view: Outlook) -> None:
    from rich.console import Console

    from ktp_core.labels.projection import UNITS

    console = Console()
    for target in view.known.unknown:
        console.print(f"Target {target.value} belum dapat diproyeksikan: registri sendiri hanya memuat sebagian "
                      "orangnya dan angka resminya belum ada.")  # fmt: skip
    if not view.arrivals and not view.known.unknown:
        console.print("Belum ada target yang berlaku di sini, jadi tidak ada tanggal tercapai.")
    for one in view.arrivals:
        console.print(_answer(view, one))
        pace, needed = (f"{n:.{1 if n >= 1 else 2}f}".replace(".", ",") if n is not None else "–"
                        for n in (one.pace, one.needed))  # fmt: skip
        unit = UNITS[str(one.target.measure)]
        text = f"  Laju {pace} {unit} per hari kerja, diperlukan {needed}. Sumber: {one.target.source}"
        console.print(text, markup=False)
    if view.known.partial:
        console.print("Registri sendiri baru memuat sebagian wajib KTP: laju di sini dapat terlalu rendah.")
