"""The backlog as JSON rows and as a table on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ktp_core.printing.queries import COLUMNS
from ktp_core.printing.rules import Queue

# Promised names, and where they stand in a row of the backlog.
_KEYS = ("nik", "name", "birth_date", "district", "institution", "printable_from", "days")
_WHOLE = ("NIK", "Lahir", "Hari")
_TITLES = ("NIK", "Nama", "Lahir", "Kecamatan", "Lembaga", "Boleh dicetak sejak", "Hari")


def row(values: Sequence[Any]) -> dict[str, Any]:
    """One waiting card as JSON values; dates as 2026-11-22."""
    named = dict(zip(COLUMNS, values, strict=True))
    found = {key: named[key] for key in _KEYS}
    return found | {key: found[key].isoformat() for key in ("birth_date", "printable_from")}


def show(answer: dict[str, Any], queue: Queue) -> None:
    """A sentence, the rows, and how to go on. Names are printed as plain text, never as markup."""
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    console = Console()
    console.print(Text(_sentence(queue)))
    if answer["rows"]:
        table = Table(*(Column(title, no_wrap=title in _WHOLE) for title in _TITLES))
        for line in answer["rows"]:
            table.add_row(*(Text("–" if line[key] is None else str(line[key])) for key in _KEYS))
        console.print(table)
    if answer["next"]:
        console.print(Text(f"Lanjutan: --after {answer['next']}"), soft_wrap=True)
    if "out" in answer:
        console.print(Text(f"{_number(answer['written'])} baris ditulis ke {answer['out']}"), soft_wrap=True)


def _sentence(queue: Queue) -> str:
    if not queue.total:
        return "Tidak ada kartu yang menunggu cetak dengan saringan ini."
    median = _number(queue.median or 0)
    return (
        f"{_number(queue.total)} kartu menunggu per {queue.today:%d/%m/%Y} · "
        f"terlama {_number(queue.oldest or 0)} hari · median {median} hari"
    )


def _number(value: float) -> str:
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale="id"))
