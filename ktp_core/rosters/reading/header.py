"""Finding the header: which row names the columns, in one line or in two with merged groups above."""

from collections.abc import Iterable
from dataclasses import dataclass

from ktp_core.rosters.reading.columns import STAFF, SUB_HEADINGS, field_of, layout_of
from ktp_core.rosters.reading.handmade import tick_columns
from ktp_core.rosters.reading.values import Row, Value
from ktp_core.text import header_key, squeeze


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header is and what it names. `columns` lists every column of a field: more than one is a fault."""

    row: int
    lines: int
    columns: dict[str, tuple[int, ...]]
    labels: dict[int, str]
    layout: str
    staff: bool
    ticks: tuple[int, int] | None = None  # columns of boys and of girls, where the sex is ticked

    @property
    def missing(self) -> list[str]:
        """Required fields that no column holds."""
        wanted = [field for field in ("name", "nik") if field not in self.columns]
        if "birth_date" not in self.columns and "ttl" not in self.columns:
            wanted.append("birth_date")
        return wanted

    @property
    def doubled(self) -> list[str]:
        """Fields that two columns claim."""
        return [field for field, columns in self.columns.items() if len(columns) > 1]

    @property
    def is_list(self) -> bool:
        """True if the sheet wants to be a list of people, even if a column is missing."""
        return "name" in self.columns and len(self.missing) < 2


def find(rows: list[Row]) -> Header | None:
    """The best header among the first rows, the upper one on a tie; None if no row names two of our fields."""
    best: Header | None = None
    for index, (number, cells) in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) and rows[index + 1][0] == number + 1 else None
        header = read(number, cells, below[1] if below else {})
        if header and (best is None or len(header.columns) > len(best.columns)):
            best = header
    return best


def read(number: int, cells: dict[int, Value], below: dict[int, Value]) -> Header | None:
    """The header that starts in this row, or None if it names fewer than two fields or lacks both name and NIK."""
    tops = {column: squeeze(value) for column, value in cells.items() if isinstance(value, str)}
    subs = _sub_headings(tops, below)
    labels: dict[int, str] = {}
    columns: dict[str, list[int]] = {}
    pairs = dict(_pairs(tops, subs))
    for column, (top, sub) in pairs.items():
        labels[column] = " - ".join(filter(None, (top, sub)))
        field = field_of(top, sub)
        if field:
            columns.setdefault(field, []).append(column)
    if not ("name" in columns or "nik" in columns):
        return None
    ticks = tick_columns(pairs)
    if ticks and set(columns.get("sex", ())) <= set(ticks):
        columns["sex"] = [ticks[0]]
    else:
        ticks = None
    if len(columns) < 2:
        return None
    keys = {header_key(label) for label in labels.values()}
    fields = {field: tuple(found) for field, found in columns.items()}
    return Header(number, 2 if subs else 1, fields, labels, layout_of(keys), bool(keys & STAFF), ticks)


def _sub_headings(tops: dict[int, str], below: dict[int, Value]) -> dict[int, str]:
    """The second line, if the row below is one: only known short headings, and nothing below our own columns."""
    if not below or not all(isinstance(value, str) and header_key(value) in SUB_HEADINGS for value in below.values()):
        return {}
    if any(field_of(tops.get(column, "")) in ("name", "nik") for column in below):
        return {}
    return {column: squeeze(str(value)) for column, value in below.items()}


def _pairs(tops: dict[int, str], subs: dict[int, str]) -> Iterable[tuple[int, tuple[str, str]]]:
    """Every column with its group and its own heading; a merged group goes on while there are sub-headings."""
    group = ""
    for column in sorted(tops.keys() | subs.keys()):
        sub = subs.get(column, "")
        top = tops.get(column, group if sub else "")
        group = top if sub else ""
        yield column, (top, sub)
