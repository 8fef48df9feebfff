"""Making the tables of a report, and the words that numbers take in its sentences. Indonesian: it goes on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ktp_core.documents import monthly_words, words
from ktp_core.reports.model import Cell, Column, Kind, Share, Table
from ktp_core.text import MONTH_NAMES

DASH = "–"
_SWAPPED = str.maketrans(",.", ".,")
_TYPES: dict[Kind, type | tuple[type, ...]] = {
    Kind.TEXT: str, Kind.NUMBER: int, Kind.SHARE: Share, Kind.DECIMAL: (int, float), Kind.DAY: date,
}  # fmt: skip
Row = tuple[Any, ...]
"""Its key, then its cells; `table` sees to their kinds."""


def table(
    key: str, title: str, columns: Sequence[Column], rows: Iterable[Row], *, total: bool = False, note: str = ""
) -> Table:
    """Raises ValueError for what is no table: two rows of one key, a cell of another kind than its column."""
    every = list(rows)
    keys = tuple(row[0] for row in every)
    cells: tuple[tuple[Cell, ...], ...] = tuple(row[1:] for row in every)
    if len(set(keys)) != len(keys):
        raise ValueError(key)
    for row in cells:
        for column, cell in zip(columns, row, strict=True):
            if cell is not None and (isinstance(cell, bool) or not isinstance(cell, _TYPES[column.kind])):
                raise ValueError(f"{key}.{column.key}: {cell!r}")
    return Table(key, title, tuple(columns), keys, cells, total and bool(every), note)


def label(title: str) -> Column:
    """The first column of a table: what a row is."""
    return Column("name", title, Kind.TEXT)


def number(n: float | None, digits: int = 0) -> str:
    """`1.186.774`; not known is a dash."""
    return DASH if n is None else f"{n:,.{digits}f}".translate(_SWAPPED)


def rate(n: float | None) -> str:
    """Per day or month: one place where it is small."""
    return number(n, 0 if n is not None and n >= 10 else 1)


def percent(n: int | None, of: int | None) -> str:
    """`98,9%`; never clipped, of nothing a dash."""
    return monthly_words.percent(n, of)


def share(n: int | None, of: int | None) -> str:
    """`98,9% (1.186.774 dari 1.199.555)`."""
    return f"{percent(n, of)} ({number(n)} dari {number(of)})"


def moved(n: float, digits: int, unit: str, ways: tuple[str, str]) -> str:
    """`naik 0,4 poin`, `berkurang 12 kartu`; what rounds to nothing has not changed. `ways`: words of more and of less.
    """
    rounded = round(n, digits)
    return f"{ways[rounded < 0]} {number(abs(rounded), digits)} {unit}" if rounded else "tidak berubah"


def beside(n: int, other: int, what: str) -> str:
    """`40 lebih sedikit daripada September 2026`."""
    if n == other:
        return f"sama dengan {what}"
    return f"{number(abs(n - other))} lebih {'banyak' if n > other else 'sedikit'} daripada {what}"


def month(yyyymm: int) -> str:
    """`Oktober 2026`."""
    return f"{MONTH_NAMES[yyyymm % 100 - 1]} {yyyymm // 100}"


def short_month(yyyymm: int) -> str:
    """`Okt 2026`, under a chart."""
    return f"{MONTH_NAMES[yyyymm % 100 - 1][:3]} {yyyymm // 100}"


def listed(names: Sequence[str]) -> str:
    """`Bangil, Beji, dan Gempol`."""
    if len(names) < 3:
        return " dan ".join(names)
    return ", ".join(names[:-1]) + f", dan {names[-1]}"


def capital(text: str) -> str:
    """Its first letter large."""
    return text[:1].upper() + text[1:]


day = words.day_long
