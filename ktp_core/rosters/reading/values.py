"""What one cell may hold on its way through the child, and how it travels to the parent as JSON."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

MAX_MERGED = 20_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that shows #N/A, #REF! and the like."""

    text: str


class Uncalculated:
    """A formula whose result was never saved."""


UNCALCULATED = Uncalculated()
Value = str | int | float | date | ErrorCell | Uncalculated
Row = tuple[int, dict[int, Value]]
"""Row number as the spreadsheet shows it, and the cells that hold something by zero-based column."""


@dataclass(slots=True)
class Grid:
    """One sheet: `rows` yields the non-blank rows once, in order. `wanted` may be set to skip other columns.

    `merged` is known when the rows are used up: (zero-based column, first row, last row) of cells that are one.
    """

    name: str
    rows: Iterator[Row]
    wanted: set[int] | None = None
    hidden_rows: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    merged: set[tuple[int, int, int]] = field(default_factory=set)

    def merge(self, letters: str, first: str, last: str) -> None:
        """Notes that the cells of these rows are one, with what is written in the first."""
        if int(first) < int(last) and len(self.merged) < MAX_MERGED:
            self.merged.add((column_number(letters), int(first), int(last)))


def column_number(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def column_letters(index: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def serial_date(serial: float, *, date1904: bool) -> date | None:
    """The day of an Excel serial number, or None outside 1900 to 9999. Excel's own 29 February 1900 does not exist."""
    days = int(serial)
    if date1904:
        days += 1462
    if not 1 <= days <= 2_958_465 or days == 60:
        return None
    return (datetime(1899, 12, 31 if days < 60 else 30) + timedelta(days=days)).date()  # noqa: DTZ001  a day has no zone


def is_hour(text: str) -> bool:
    """True for an ISO 8601 time of day without a day: `09:10:00`."""
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return ":" in text


def unescape_ooxml(text: str) -> str:
    """Undoes the _x000D_ form in which OOXML writes characters that XML cannot hold."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def number_of(text: str) -> int | float:
    """The number written in a file, exact where it is whole. Raises ValueError for anything else."""
    try:
        return int(text) if len(text) < 40 else float(text)
    except ValueError:
        value = float(text)
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError("not a finite number")
    return int(value) if value.is_integer() and abs(value) < 1e22 else value


def to_json(value: Value | None) -> Any:
    """The value as JSON knows it; days and errors are small objects."""
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, ErrorCell):
        return {"e": value.text[:20]}
    return value
