"""XLS, the binary format before 2007, through xlrd: it reads stored results and executes nothing."""

import os
from collections.abc import Iterator
from typing import Any

from ktp_core.errors import Refused
from ktp_core.rosters.reading.limits import MAX_CELL_TEXT, MAX_COLUMNS, MAX_SHEETS
from ktp_core.rosters.reading.values import ErrorCell, Grid, Row, Value, serial_date


def open_xls(content: bytes) -> Any:
    """xlrd's workbook. Raises Refused for encryption, macros and anything xlrd stumbles over."""
    import xlrd

    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Refused("macro")
    try:
        with open(os.devnull, "w") as silence:
            book = xlrd.open_workbook(file_contents=content, on_demand=True, ragged_rows=True, logfile=silence)
    except MemoryError:
        raise
    except xlrd.XLRDError as fault:
        if "encrypt" in str(fault).lower():
            raise Refused("encrypted") from fault
        raise Refused("format", reason="damaged") from fault
    except Exception as fault:  # a parser of a binary format fails in every way there is
        raise Refused("format", reason="damaged") from fault
    if book.nsheets > MAX_SHEETS:
        raise Refused("too_big", reason="sheets", limit=MAX_SHEETS)
    book.logfile = open(os.devnull, "w")  # noqa: SIM115  sheets are read on demand, long after this
    return book


def sheets(book: Any) -> list[tuple[str, bool]]:
    """(name, hidden) of every sheet, in order."""
    return [(name[:60], bool(book._sheet_visibility[i])) for i, name in enumerate(book.sheet_names())]


def grid(book: Any, index: int, name: str, *, serials: bool = False) -> Grid:
    """One sheet; xlrd holds it as a whole, which 65,536 ragged rows allow. `serials`: days stay numbers."""
    try:
        sheet = book.sheet_by_index(index)
    except MemoryError:
        raise
    except Exception as fault:
        raise Refused("format", reason="damaged") from fault
    date1904 = bool(book.datemode)
    return Grid(name, _rows(sheet, date1904, serials), facts={"date1904": date1904})


def _rows(sheet: Any, date1904: bool, serials: bool) -> Iterator[Row]:
    for index in range(sheet.nrows):
        cells: dict[int, Value] = {}
        pairs = zip(sheet.row_types(index), sheet.row_values(index), strict=True)
        for column, (kind, raw) in enumerate(pairs):
            value = cell_value(2 if serials and kind == 3 else kind, raw, date1904)
            if value != "":
                if column >= MAX_COLUMNS:
                    raise Refused("too_big", reason="columns", limit=MAX_COLUMNS, row=index + 1)
                cells[column] = value
        if cells:
            yield index + 1, cells


def cell_value(kind: int, raw: Any, date1904: bool) -> Value:
    """What a cell holds; "" for nothing. Kinds are xlrd's: 1 text, 2 number, 3 date, 4 boolean, 5 error."""
    from xlrd.biffh import error_text_from_code

    if kind == 1:
        return "" if raw.isspace() else raw[: MAX_CELL_TEXT + 1]
    if kind == 2:
        if raw != raw or raw in (float("inf"), float("-inf")):
            return ErrorCell("#NUM")
        return int(raw) if raw.is_integer() and abs(raw) < 1e22 else raw
    if kind == 3:
        return serial_date(raw, date1904=date1904) or ErrorCell("#DATE")
    if kind == 4:
        return "TRUE" if raw else "FALSE"
    if kind == 5:
        return ErrorCell(error_text_from_code.get(raw, "#ERR"))
    return ""
