"""From the bytes of a status list to its rows and headings. The guarded child of `rosters.reading` opens the file."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from typing import Any

from ktp_core.cards.lists.model import Sheets
from ktp_core.errors import Refused
from ktp_core.nik import Fault, clean
from ktp_core.rosters.naming import check_name
from ktp_core.rosters.reading.values import column_letters
from ktp_core.rosters.reading.worker import read_once
from ktp_core.text import header_key, squeeze

_WINDOW = 60


def read_list(content: bytes, name: str) -> Sheets:
    """The list in the file. Raises Refused when there is none, or when its sheets disagree about the columns."""
    tables = read_once(content, check_name(name), "cells")["tables"]
    lists = [(table, first) for table in tables if (first := _first_row(table["rows"])) is not None]
    if not lists:
        raise Refused("columns", reason="missing", fields=["nik"])
    heads = [_heading(table["rows"], first) for table, first in lists]
    if any(one[1] != other[1] for one, other in pairwise(heads)):
        raise Refused("sheets", reason="different", names=[table["sheet"] for table, _ in lists][:8])
    header_row, headings = heads[0]
    rows = [
        (row[0], index, row[1:]) for index, (table, first) in enumerate(lists) for row in table["rows"][first:]
    ]  # fmt: skip
    return Sheets(
        tuple(table["sheet"] for table, _ in lists), headings, header_row, fingerprint(headings), rows,
        tuple(table["date1904"] for table, _ in lists),
    )  # fmt: skip


def fingerprint(headings: tuple[str, ...]) -> str:
    """By which a list of the same shape is known again: the headings in order, however they are written."""
    return hashlib.sha256(json.dumps([header_key(heading) for heading in headings]).encode()).hexdigest()


def _first_row(rows: list[list[Any]]) -> int | None:
    """The index of the first row that holds a NIK."""
    for index, row in enumerate(rows[:_WINDOW]):
        if any(is_nik(cell) for cell in row[1:]):
            return index
    return None


def is_nik(cell: Any) -> bool:
    """True for a cell that is a NIK as it stands, as text or as a number."""
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        return False
    return not isinstance(clean(str(cell)), Fault)


def _heading(rows: list[list[Any]], first: int) -> tuple[int | None, tuple[str, ...]]:
    """The last row above the data with two words or more; without one the columns are called by their letters."""
    width = max(len(row) - 1 for row in rows[first : first + 200])
    for row in reversed(rows[:first]):
        if sum(isinstance(cell, str) and any(map(str.isalpha, cell)) for cell in row[1:]) >= 2:
            cells = [*row[1:], *[None] * width][:width]
            return row[0], tuple(_named(cell, column) for column, cell in enumerate(cells))
    return None, tuple(_named(None, column) for column in range(width))


def _named(cell: Any, column: int) -> str:
    return squeeze(cell)[:60] if isinstance(cell, str) and cell.strip() else f"Kolom {column_letters(column)}"
