"""A workbook of a visit as somebody fills it in with a spreadsheet library."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

LIST, EXTRA = "Daftar", "Tambahan"
HEAD = 4
Said = Mapping[str, Any]


def opened(content: bytes) -> Any:
    """The workbook as openpyxl has it."""
    return load_workbook(io.BytesIO(content))


def saved(book: Any) -> bytes:
    """Its bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def column(sheet: Worksheet, title: str) -> int:
    """Where a heading stands."""
    return next(cell.column for cell in sheet[HEAD] if cell.value == title)


def fill(content: bytes, said: Mapping[int, Said], walk_ins: Sequence[Said] = ()) -> bytes:
    """`said`: what is written by number of the list and heading; `walk_ins`: the same for the rows of walk-ins."""
    book = opened(content)
    sheet = book[LIST]
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=HEAD + 1)}
    for number, cells in said.items():
        write(sheet, rows[number], cells)
    for at, cells in enumerate(walk_ins, start=HEAD + 1):
        write(book[EXTRA], at, cells)
    return saved(book)


def write(sheet: Worksheet, row: int, cells: Said) -> None:
    """Cells of a row by heading."""
    for title, value in cells.items():
        sheet.cell(row, column(sheet, title)).value = value


def changed(content: bytes, how: Callable[[Any], None]) -> bytes:
    """After `how` did something to the open workbook."""
    book = opened(content)
    how(book)
    return saved(book)


def table(sheet: Worksheet) -> list[list[Any]]:
    """The rows below the headings."""
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD + 1)]


def rewrite(sheet: Worksheet, rows: Iterable[Sequence[Any]]) -> None:
    """Other rows below the headings."""
    sheet.delete_rows(HEAD + 1, sheet.max_row)
    for row in rows:
        sheet.append(list(row))
