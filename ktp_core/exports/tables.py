"""Rows to CSV or XLSX bytes, one row at a time: 70,000 rows never stand in memory as cells.

CSV: UTF-8 with a byte-order mark (Excel needs it), commas, dates as 2026-01-31. XLSX: text cells for text (a NIK keeps
its sixteen digits), real dates, whole numbers; a frozen heading row, a filter, and A4 landscape with repeated headings.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from ktp_core.exports.model import TABLES, Column, Format
from ktp_core.exports.rules import neutralise

Row = Sequence[Any]
MAX_CELL, MAX_ROWS = 32_767, 1_000_000  # what a sheet holds
_FIRST_DAY = date(1900, 3, 1)  # Excel believes in 29 February 1900
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(form: Format, title: str, columns: Sequence[Column], rows: Iterable[Row]) -> tuple[bytes, int]:
    """The file and its number of rows. `title` names the sheet. Raises ValueError for what no sheet can hold."""
    if form not in TABLES:
        raise ValueError(form)
    return _csv(columns, rows) if form is Format.CSV else _xlsx(title, columns, rows)


def _csv(columns: Sequence[Column], rows: Iterable[Row]) -> tuple[bytes, int]:
    binary, count = io.BytesIO(), 0
    out = io.TextIOWrapper(binary, encoding="utf-8-sig", newline="")
    writer = csv.writer(out)
    writer.writerow([neutralise(column.title) for column in columns])
    for row in rows:
        writer.writerow([neutralise(cell) if isinstance(cell, str) else _day_text(cell) for cell in row])
        count += 1
    out.flush()
    return binary.getvalue(), count


def _day_text(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell


def _xlsx(title: str, columns: Sequence[Column], rows: Iterable[Row]) -> tuple[bytes, int]:
    binary = io.BytesIO()
    # The writer's own scratch files hold names: in a folder of ours (mode 700), gone whatever happens.
    with tempfile.TemporaryDirectory(prefix="ktp-") as scratch:
        book = xlsxwriter.Workbook(binary, {"constant_memory": True, "tmpdir": scratch, **_SAFE})
        sheet = book.add_worksheet(title)
        count = _fill(book, sheet, columns, rows)
        _lay_out(sheet, columns, count)
        book.close()
    return binary.getvalue(), count


def _fill(book: Any, sheet: Any, columns: Sequence[Column], rows: Iterable[Row]) -> int:
    heading = book.add_format({"bold": True, "bg_color": "#DCEBF2", "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, neutralise(column.title), heading)
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > MAX_ROWS:
            raise ValueError("more rows than a sheet holds")
        for at, cell in enumerate(row):
            if isinstance(cell, str):
                _text(sheet, count, at, cell)
            elif isinstance(cell, date) and cell >= _FIRST_DAY:
                sheet.write_datetime(count, at, cell, day)
            elif isinstance(cell, (int, float)):
                sheet.write_number(count, at, cell)
            elif cell is not None:
                _text(sheet, count, at, str(cell))
    return count


def _text(sheet: Any, row: int, at: int, value: str) -> None:
    text = neutralise(value)
    if len(text) > MAX_CELL:  # XlsxWriter would leave the cell empty and go on
        raise ValueError("a cell is longer than a sheet can hold")
    sheet.write_string(row, at, text)


def _lay_out(sheet: Any, columns: Sequence[Column], count: int) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, count, len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RHalaman &P dari &N")
