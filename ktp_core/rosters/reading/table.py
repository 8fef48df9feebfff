"""From the rows of one sheet to a table of our few fields. What is not ours is dropped here, inside the child."""

import re
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from ktp_core.errors import Refused
from ktp_core.rosters.reading.columns import FIELDS, IDENTIFYING, field_of
from ktp_core.rosters.reading.handmade import fill_down, ticked
from ktp_core.rosters.reading.header import Header, find, read
from ktp_core.rosters.reading.limits import HEADER_WINDOW, MAX_ROWS
from ktp_core.rosters.reading.shift import ShiftWatch
from ktp_core.rosters.reading.values import Grid, Row, Uncalculated, Value, column_letters, to_json

_FOOTER = re.compile(
    r"(grand |sub ?)?(jumlah|total)\b|mengetahui\b|(ka\.?|kepala|wali) (sekolah|madrasah|smk|sma|smp|kelas|tu)\b"
    r"|pengasuh\b|ketua yayasan\b|catatan\b|keterangan\b|ket\.|nb\b|ttd\b|nip\b|dicetak\b|tanda tangan\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Table:
    """One sheet read: where each field stands, and each person's row as [row number, values by FIELDS]."""

    sheet: str
    header: Header
    date1904: bool
    letters: dict[str, str]
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    hidden_rows: int = 0

    def payload(self) -> dict[str, Any]:
        """For the parent, as JSON."""
        labels = {name: self.header.labels[columns[0]][:60] for name, columns in self.header.columns.items()}
        return {
            "sheet": self.sheet, "header_row": self.header.row, "layout": self.header.layout, "date1904": self.date1904,
            "letters": self.letters, "labels": labels, "rows": self.rows, "skipped": self.skipped[:20],
            "skipped_count": len(self.skipped), "hidden_rows": self.hidden_rows,
        }  # fmt: skip


def open_table(grid: Grid) -> tuple[Table | None, list[Row]]:
    """The header of a sheet and the rows already taken to find it; the table is None if there is no header."""
    head = list(islice(grid.rows, HEADER_WINDOW))
    header = find(head)
    if header is None:
        return None, head
    letters = {name: column_letters(columns[0]) for name, columns in header.columns.items()}
    return Table(grid.name, header, bool(grid.facts.get("date1904")), letters), head


def require(table: Table) -> None:
    """Refuses a header without a required column, or with one of ours twice."""
    if table.header.missing:
        raise Refused("columns", reason="missing", fields=table.header.missing, row=table.header.row, sheet=table.sheet)
    if table.header.doubled:
        raise Refused("columns", reason="doubled", fields=table.header.doubled, row=table.header.row, sheet=table.sheet)


def fill(table: Table, grid: Grid, head: list[Row], already: int = 0) -> None:
    """Reads the rest of the sheet into the table. Raises Refused for too many rows or results never calculated."""
    first = table.header.row + table.header.lines
    place = {name: columns[0] for name, columns in table.header.columns.items()}
    neighbours = {place["nik"] - 1, place["nik"] + 1}
    ticks = table.header.ticks
    grid.wanted = {*place.values(), *neighbours, *(ticks or ())}
    shift = ShiftWatch(place["nik"], neighbours, table.header)
    after_footer = False
    for number, cells in chain((row for row in head if row[0] >= first), grid.rows):
        values: dict[str, Value | None] = {name: cells[column] for name, column in place.items() if column in cells}
        if not values:
            continue
        if not _is_person(values, after_footer) or _is_heading(number, cells, table.header) or _is_numbering(values):
            after_footer = after_footer or not any(name in values for name in ("nik", "birth_date"))
            table.skipped.append(number)
            continue
        after_footer = False
        shift.see(cells)
        if ticks:
            values["sex"] = ticked(cells, *ticks)
        table.rows.append((number, _plain(values, number, table.letters)))
        if len(table.rows) + already > MAX_ROWS:
            raise Refused("too_big", reason="rows", limit=MAX_ROWS)
    shift.judge()
    fill_down(table.rows, place, grid.merged)
    table.hidden_rows = grid.hidden_rows


def _plain(values: dict[str, Value | None], number: int, letters: dict[str, str]) -> list[Any]:
    for name, value in values.items():
        if isinstance(value, Uncalculated):
            raise Refused("formula", cell=f"{letters[name]}{number}")
    found = map(values.get, FIELDS)
    return [value if value is None or value.__class__ is str else to_json(value) for value in found]


def _is_person(values: dict[str, Value | None], after_footer: bool) -> bool:
    """False for totals, signatures and rows that hold nothing by which to know anybody."""
    if not any(name in values for name in IDENTIFYING):
        return False
    if "birth_date" in values or len(str(values.get("nik", ""))) > 5:
        return True
    name = values.get("name")
    if isinstance(name, str) and _FOOTER.match(name.strip()):
        return False
    return not (after_footer and "nik" not in values and "nisn" not in values)


def _is_heading(number: int, cells: dict[int, Value], header: Header) -> bool:
    """True for a header repeated in the middle, as printed lists have on each page."""
    column = header.columns["name"][0]
    name = cells.get(column)
    if not isinstance(name, str) or name[:1] not in "nN \t\n" or field_of(name[:60]) != "name":
        return False
    again = read(number, cells, {})
    return again is not None and again.columns.get("name", (None,))[0] == column and len(again.columns) >= 2


def _is_numbering(values: dict[str, Value | None]) -> bool:
    """True for the line "1 2 3 4 …" below a header."""
    return len(values) >= 3 and all(_is_short_number(str(value).strip("() ")) for value in values.values())


def _is_short_number(text: str) -> bool:
    return len(text) <= 2 and text.isascii() and text.isdigit()
