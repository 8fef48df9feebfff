"""From the bytes of a list to the columns we know. The guarded child of the roster reader opens the file."""

from __future__ import annotations

from typing import Any

from ktp_core.errors import Refused
from ktp_core.institutions.imports import columns
from ktp_core.institutions.imports.model import Sheet
from ktp_core.rosters.reading.values import column_letters
from ktp_core.rosters.reading.worker import read_once
from ktp_core.text import squeeze

# A national list of schools has 28,482 rows; nobody sends more for one regency.
MAX_ROWS = 100_000
_HEADER_WINDOW = 60
_MAX_CELL_TEXT = 500


def read(content: bytes, name: str) -> list[Sheet]:
    """Every sheet with a header of ours. Raises Refused: codes of the roster reader and `institution_columns`."""
    tables = read_once(content, name, "cells")["tables"]
    sheets = [sheet for table in tables if (sheet := _sheet(table)) is not None]
    if not sheets:
        raise Refused("institution_columns")
    count = sum(len(sheet.rows) for sheet in sheets)
    if not count:
        raise Refused("empty", reason="rows")
    if count > MAX_ROWS:
        raise Refused("too_big", reason="rows", limit=MAX_ROWS)
    return sheets


def _sheet(table: dict[str, Any]) -> Sheet | None:
    rows = [(row[0], dict(enumerate(row[1:]))) for row in table["rows"]]
    heading = columns.find(rows[:_HEADER_WINDOW])
    if heading is None:
        return None
    if heading.doubled:
        raise Refused("institution_columns_doubled", names=", ".join(heading.labels[name] for name in heading.doubled))
    letters = {field: column_letters(column) for field, column in heading.columns.items()}
    texts = [
        (number, row)
        for number, cells in rows
        if number > heading.row and (row := _texts(cells, heading.columns)) and not _repeats(row, heading.labels)
    ]
    return Sheet(table["sheet"], heading.row, heading.labels, letters, texts)


def _texts(cells: dict[int, Any], places: dict[str, int]) -> dict[str, str]:
    texts = {field: _text(cells.get(column)) for field, column in places.items()}
    return {field: text for field, text in texts.items() if text}


def _repeats(row: dict[str, str], labels: dict[str, str]) -> bool:
    """A header repeated in the middle, as printed lists have on each page."""
    return all(labels.get(field) == text for field, text in row.items())


def _text(value: Any) -> str:
    """A cell as text: whole numbers without a decimal point, cells that show an error as nothing."""
    if value is None or (isinstance(value, dict) and "e" in value):
        return ""
    if isinstance(value, dict):
        value = value["d"]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return squeeze(str(value)[:_MAX_CELL_TEXT])
