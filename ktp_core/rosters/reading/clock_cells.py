"""Sheets of bare cells with the time of day kept, hidden sheets too. Called in the child, like `cells`.

A list knows days, a form that was filled in during one day knows hours: there a date of no day but 09:10 is a value.
So numbers stay numbers whatever their format (0.3819 is 09:10), and one formula never calculated spoils its own cell
and not the file.
"""

import re
from datetime import datetime, time
from typing import Any

from ktp_core.errors import Refused
from ktp_core.rosters.reading import cells, ods, ods_sheet, xls
from ktp_core.rosters.reading.archive import Archive
from ktp_core.rosters.reading.limits import MAX_BYTES, MAX_FORM_COLUMNS, MAX_FORM_ROWS
from ktp_core.rosters.reading.opening import Source, is_ods, later
from ktp_core.rosters.reading.sniff import check_extension, kind_of
from ktp_core.rosters.reading.values import Grid, Uncalculated, Value, is_hour, to_json
from ktp_core.rosters.reading.xlsx import open_workbook
from ktp_core.rosters.reading.xlsx_cells import CellReader
from ktp_core.rosters.reading.xlsx_sheet import SheetReader
from ktp_core.rosters.reading.xlsx_strings import shared_strings

_DURATION = re.compile(r"PT(\d{1,4})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


def read_clock_cells(content: bytes, name: str) -> dict[str, Any]:
    """Every sheet that holds something: `rows` is [row number, values from column A on]. Raises Refused.

    Values are text, numbers, `{"d": "2026-11-23"}` or `{"d": "2026-11-23T09:10:00"}` where the file itself says so,
    `{"e": text}` for errors and formulas without a result.
    """
    if len(content) > MAX_BYTES:
        raise Refused("too_big", reason="bytes", limit_mb=MAX_BYTES // 1024 // 1024)
    source, hidden = _open(content, name)
    tables: list[dict[str, Any]] = []
    for (sheet, make), concealed in zip(source.sheets, hidden, strict=True):
        grid = make()
        rows = _rows(grid, already=sum(len(table["rows"]) for table in tables))
        if rows:
            facts = {"sheet": sheet, "hidden": concealed, "date1904": bool(grid.facts.get("date1904"))}
            tables.append({**facts, "rows": rows})
    if not tables:
        raise Refused("empty", reason="cells")
    return {"format": source.format, "tables": tables}


def _open(content: bytes, name: str) -> tuple[Source, list[bool]]:
    """The file, and which of its sheets are hidden."""
    kind = kind_of(content)
    if kind == "text":
        return cells._open(content, name), [False]
    if kind == "zip":
        archive = Archive(content)
        kind = "ods" if is_ods(archive) else "xlsx"
        check_extension(name, kind)
        return _ods(archive) if kind == "ods" else _xlsx(archive)
    check_extension(name, kind)
    book = xls.open_xls(content)
    listed = list(enumerate(xls.sheets(book)))
    sheets = [(title, later(_xls_grid, book, index, title)) for index, (title, _) in listed]
    return Source("xls", sheets, []), [hidden for _, (_, hidden) in listed]


def _xls_grid(book: Any, index: int, title: str) -> Grid:
    return xls.grid(book, index, title, serials=True)


def _xlsx(archive: Archive) -> tuple[Source, list[bool]]:
    book = open_workbook(archive)
    strings = shared_strings(archive, book.strings_part) if book.strings_part else []
    entries = [entry for entry in book.sheets if entry.worksheet]
    hours = _HourReader(strings, frozenset(), book.date1904)  # no styles: a number stays a number
    sheets = [(entry.name, SheetReader(archive, entry.part, hours).grid) for entry in entries]
    return (
        Source("xlsx", [(title, later(make, title)) for title, make in sheets], []),
        [entry.hidden for entry in entries],
    )


def _ods(archive: Archive) -> tuple[Source, list[bool]]:
    ods.check_package(archive)
    listed = list(enumerate(ods.sheets(archive)))
    sheets = [(title, later(ods_sheet.grid, archive, index, title, _ods_value)) for index, (title, _) in listed]
    return Source("ods", sheets, []), [hidden for _, (_, hidden) in listed]


def _ods_value(attributes: dict[str, str], text: str) -> Value:
    """As `ods_sheet.cell_value`, times as a part of the day as XLSX has them, days with their time."""
    if attributes.get("office:value-type") == "time":
        found = _DURATION.fullmatch(attributes.get("office:time-value", ""))
        if found:
            return (int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3])) / 86_400
    written = attributes.get("office:date-value", "")
    if attributes.get("office:value-type") == "date" and "T" in written:
        return _Moment(written[:19])
    return ods_sheet.cell_value(attributes, text)


class _Moment(str):
    """A day with its time, as the file writes it."""

    __slots__ = ()


class _HourReader(CellReader):
    """Keeps the hour of cells that are written as ISO 8601."""

    def _iso(self, text: str) -> Value:
        if is_hour(text):
            written = time.fromisoformat(text)
            return (written.hour * 3600 + written.minute * 60 + written.second) / 86_400
        return _Moment(datetime.fromisoformat(text).isoformat()[:19]) if len(text) > 10 else super()._iso(text)


def _rows(grid: Grid, already: int) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for number, found in grid.rows:
        rows.append([number, *(_plain(found.get(column)) for column in range(min(max(found) + 1, MAX_FORM_COLUMNS)))])
        if len(rows) + already > MAX_FORM_ROWS:
            raise Refused("too_big", reason="rows", limit=MAX_FORM_ROWS)
    return rows


def _plain(value: Value | None) -> Any:
    if isinstance(value, Uncalculated):
        return {"e": "="}
    if isinstance(value, _Moment):
        return {"d": str(value)}
    return to_json(value) if value is not None else None
