"""`kpi`: the head's figures."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ktp_core.cli import common


def register(app: typer.Typer) -> None:
    """Add the command, and those that enter the official numbers it shows."""
    from ktp_core.cli import figures

    app.command("kpi")(kpi)
    figures.register(app)


def kpi(
    regency: Annotated[str, typer.Option("--regency", help="Kode kabupaten/kota, misalnya 35.14.")],
    as_of: common.AsOf = None,
    known_on: Annotated[
        str | None, typer.Option("--known-on", help="Sebagaimana diketahui pada akhir tanggal ini, YYYY-MM-DD.")
    ] = None,
    district: Annotated[list[str] | None, typer.Option("--district", help="Hanya kecamatan ini.")] = None,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Angka-angka kepala dinas: nilai, n dari N, tanggal acuan, sumber."""
    from ktp_core import clock
    from ktp_core.access.transactions import SYSTEM
    from ktp_core.kpi import service
    from ktp_core.kpi.model import Scope

    common.open_database(db)
    day = common.day(as_of, regency)
    then = common.day(known_on, regency) if known_on else None
    scope = Scope(regency, day, tuple(district or ()), then)
    figures = service.figures(SYSTEM, scope, clock.today(regency))
    answer = {
        "as_of": day.isoformat(), "known_on": then.isoformat() if then else None,
        "figures": [_plain(figure) for figure in figures.values()],
    }  # fmt: skip
    common.emit(as_json, answer, lambda _: _table(list(figures.values())))


def _plain(figure: Any) -> dict[str, Any]:
    from ktp_core.kpi import wording
    from ktp_core.kpi.definitions import definition

    return {
        "name": figure.name,
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "basis": figure.basis.isoformat(),
        "source": wording.source(figure),
        "origin": str(figure.origin),
        "label": definition(figure.name).label,
        "note": wording.note(figure) or None,
    }


def _table(figures: list[Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    from ktp_core.kpi import wording
    from ktp_core.kpi.definitions import definition

    table, notes = Table("Angka", "Nilai", "n dari N", "Acuan", "Sumber"), dict[str, list[str]]()
    for figure in figures:
        label = definition(figure.name).label
        parts = "" if figure.denominator is None else f"{words(figure.numerator)} dari {words(figure.denominator)}"
        table.add_row(label, words(figure.value), parts, f"{figure.basis:%d/%m/%Y}", wording.source(figure))
        if said := wording.note(figure):
            notes.setdefault(said, []).append(label)
    Console().print(table)
    for said, labels in notes.items():
        print(f"{', '.join(labels)}: {said}")


def words(value: float | None) -> str:
    """A count or a share as the screen says it; not known is a dash."""
    from babel.numbers import format_decimal

    from ktp_core.shares import percentage

    if value is None:
        return "–"
    if isinstance(value, float):
        exact, places = percentage(value)
        return f"{format_decimal(exact, '#,##0.' + '0' * places, locale='id')}%"
    return str(format_decimal(value, locale="id"))
