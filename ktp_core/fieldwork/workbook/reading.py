"""Rows of a returned workbook, found wherever they now stand. Pure: from the bare cells that the guarded child read.

Sheets may have other names and columns other places: a sheet is known by its headings, a row by its code. Sheets with
neither are left alone, and so are the lines above the headings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ktp_core.errors import Refused
from ktp_core.fieldwork.workbook import codes, layout
from ktp_core.fieldwork.workbook.layout import SheetColumn, field_of
from ktp_core.fieldwork.workbook.model import ASKED, SAID, VERSION, Field, Problem, RawRow, Ticket
from ktp_core.fieldwork.workbook.values import text_of

_Columns = dict[Field, int]
_Row = Sequence[Any]
"""Row number, then the values from column A on."""


@dataclass(frozen=True, slots=True)
class Book:
    """What a file holds that may be of a visit. `problems`: sheets whose headings are lost."""

    rows: tuple[RawRow, ...]
    ticket: Ticket | None
    problems: tuple[Problem, ...]

    @property
    def copies(self) -> list[str]:
        """The copies that its rows and its hidden sheet name."""
        found = {code.copy for row in self.rows if (code := codes.parse(row.code))}
        return sorted(found | ({self.ticket.copy} if self.ticket else set()))


def book(tables: Sequence[Mapping[str, Any]]) -> Book:
    """From the tables of `clock_cells`. Raises Refused for a workbook of another form, and for what is none at all."""
    rows: list[RawRow] = []
    problems: list[Problem] = []
    ticket: Ticket | None = None
    for table in tables:
        if str(_at(table["rows"][0], 0)).strip().upper() == layout.TICKET_MARK:
            ticket = _ticket(table["rows"]) or ticket
            continue
        columns, heading = _columns(table["rows"])
        if columns is None:
            problems += _lost(table)
            continue
        rows += _rows(table, columns, heading)
    if not rows and not problems:
        raise Refused("workbook_none")
    return Book(tuple(rows), ticket, tuple(problems))


def _ticket(rows: Sequence[_Row]) -> Ticket | None:
    """None when somebody changed it: then the rows speak for themselves. Raises Refused for another form."""
    facts = {text_of(_at(row, 0)).lower(): text_of(_at(row, 1)) for row in rows}
    version, visit_id = facts.get(layout.TICKET_MARK.lower(), ""), facts.get("kunjungan", "")
    if not version.isdecimal() or not visit_id.isdecimal() or len(visit_id) > 18:
        return None
    copy = facts.get("salinan", "")
    if facts.get("tanda") != codes.ticket(int(visit_id), copy, int(version)):
        return None
    if int(version) != VERSION:
        raise Refused("workbook_version")
    return Ticket(int(visit_id), copy, VERSION)


def _columns(rows: Sequence[_Row]) -> tuple[_Columns | None, int]:
    """Where each column stands, and the row of the headings; without headings, as we wrote them if the codes are
    still where they were (row 0), else None."""
    for row in rows:
        found = _headings(row)
        if Field.OUTCOME in found and found.keys() & {Field.CODE, Field.NAME, Field.NIK}:
            return found, row[0]
    for columns in (layout.LIST_COLUMNS, layout.EXTRA_COLUMNS):
        if _untouched(rows, columns):
            return {column.field: at for at, column in enumerate(columns)}, 0
    return None, 0


def _headings(row: _Row) -> _Columns:
    """The columns that this row names. Raises Refused when two would be the same one that a team fills in."""
    found: _Columns = {}
    doubled: list[str] = []
    for at, value in enumerate(row[1:]):
        field = field_of(value) if isinstance(value, str) else None
        if field is not None and field in found:
            doubled.append(value.strip())
        elif field is not None:
            found[field] = at
    if doubled and Field.OUTCOME in found and len(found) > 3:
        raise Refused("workbook_columns_doubled", names=", ".join(doubled))
    return found


def _untouched(rows: Sequence[_Row], columns: Sequence[SheetColumn]) -> bool:
    """True if the rows with codes have them in the last column, as written, and are of this sheet."""
    walk_ins = columns is layout.EXTRA_COLUMNS
    coded = [(row, code) for row in rows if (code := _code(row)) is not None]
    return bool(coded) and all(
        codes.parse(text_of(_at(row, len(columns) - 1))) == code and code.walk_in is walk_ins for row, code in coded
    )


def _lost(table: Mapping[str, Any]) -> Iterator[Problem]:
    """One sentence for a sheet that has codes or headings of ours and yet cannot be read."""
    for row in table["rows"]:
        if _code(row) is not None or {Field.NAME, Field.CODE} <= _headings(row).keys():
            yield Problem(table["sheet"], row[0], "columns_lost")
            return


def _rows(table: Mapping[str, Any], columns: _Columns, heading: int) -> Iterator[RawRow]:
    for row in table["rows"]:
        code = _code_text(row, columns)
        if row[0] == heading or (row[0] < heading and not code) or Field.OUTCOME in _headings(row):
            continue
        cells = {field: value for field, at in columns.items() if (value := _at(row, at)) not in (None, "")}
        if code or cells.keys() & {*SAID, *ASKED}:
            yield RawRow(table["sheet"], row[0], code, cells, bool(table["date1904"]))


def _code(row: _Row) -> codes.RowCode | None:
    return next((code for value in row[1:] if isinstance(value, str) and (code := codes.parse(value))), None)


def _code_text(row: _Row, columns: _Columns) -> str:
    """The code wherever it stands in the row; two different ones, or what was one, from where it should be."""
    found = {code.text for value in row[1:] if isinstance(value, str) and (code := codes.parse(value))}
    if found:
        return " ".join(sorted(found))
    there = text_of(_at(row, columns.get(Field.CODE, len(row))))
    return there if codes.looks_like_one(there) else ""


def _at(row: _Row, column: int) -> Any:
    return row[column + 1] if column + 1 < len(row) else None
