"""From the bytes of a table to the columns we know. The guarded child of the roster reader opens the file."""

from __future__ import annotations

import re
from typing import Any

from ktp_core.errors import Refused
from ktp_core.figures.imports import columns
from ktp_core.figures.imports.model import Sheet
from ktp_core.figures.imports.values import shown
from ktp_core.rosters.reading.values import column_letters
from ktp_core.rosters.reading.worker import read_once

MAX_ROWS = 20_000  # every village of a large province, twice
_HEADER_WINDOW = 60
_NUMBERING = re.compile(r"\(?(\d{1,3})\)?")


def read(content: bytes, name: str) -> list[Sheet]:
    """Every sheet with a heading of ours. Raises Refused: the reader's codes, `figure_columns`, its `_doubled`."""
    tables = read_once(content, name, "cells")["tables"]
    sheets = [sheet for table in tables if (sheet := _sheet(table)) is not None]
    if not sheets:
        raise Refused("figure_columns")
    count = sum(len(sheet.rows) for sheet in sheets)
    if not count:
        raise Refused("empty", reason="rows")
    if count > MAX_ROWS:
        raise Refused("too_big", reason="rows", limit=MAX_ROWS)
    return sheets


def _sheet(table: dict[str, Any]) -> Sheet | None:
    rows = [(row[0], {at: cell for at, cell in enumerate(row[1:]) if _holds(cell)}) for row in table["rows"]]
    heading = columns.find(rows[:_HEADER_WINDOW])
    if heading is None:
        return None
    if heading.doubled:
        raise Refused("figure_columns_doubled", names=", ".join(heading.labels[name] for name in heading.doubled))
    letters = {field: column_letters(column) for field, column in heading.columns.items()}
    kept = [
        (number, {field: cells[column] for field, column in heading.columns.items() if column in cells})
        for number, cells in rows
        if number > heading.row and not _numbering(cells)
    ]
    body = [(number, row) for number, row in kept if row and not _repeats(row, heading.labels)]
    return Sheet(table["sheet"], heading.row, heading.labels, letters, body, tuple(heading.ignored))


def _holds(cell: Any) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _numbering(cells: dict[int, Any]) -> bool:
    """The row "1 2 3 4" that printed tables have below their headings."""
    found = [_NUMBERING.fullmatch(shown(cell)) for _, cell in sorted(cells.items())]
    numbers = [int(match[1]) for match in found if match]
    return len(found) > 2 and len(numbers) == len(found) and numbers == list(range(numbers[0], numbers[0] + len(found)))


def _repeats(row: dict[str, Any], labels: dict[str, str]) -> bool:
    """A heading repeated in the middle, as printed lists have on each page."""
    return all(labels.get(field) == shown(cell) for field, cell in row.items())
