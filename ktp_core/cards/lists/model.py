"""Words of a status list: its columns, what its rows say, and what is wrong with them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from ktp_core.cards.model import CardState


@dataclass(frozen=True, slots=True)
class Sheets:
    """The rows of all sheets that hold the list. `rows` is (row number, sheet index, cells from column A on)."""

    names: tuple[str, ...]
    headings: tuple[str, ...]
    header_row: int | None
    fingerprint: str
    rows: list[tuple[int, int, list[Any]]]
    date1904: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """Which column says what, counted from 0; None is not known. A list without dates has no `day`.

    `several_days`: more than one column may be the date, and nobody has said which.
    """

    nik: int | None
    status: int | None
    day: int | None = None
    several_days: bool = False

    @property
    def complete(self) -> bool:
        """True if the list can be read with these."""
        known = [column for column in (self.nik, self.status, self.day) if column is not None]
        clear = self.nik is not None and self.status is not None and not self.several_days
        return clear and len(set(known)) == len(known)


class Statement(NamedTuple):
    """One row understood: SIAK says that this NIK's card is in `state` since `day`."""

    row: int
    nik: str
    state: CardState
    word: str
    day: date


class ListCode(StrEnum):
    """What can be wrong with a row, besides its NIK (`nik.Fault`)."""

    STATUS_MISSING = "status_missing"
    STATUS_UNKNOWN = "status_unknown"
    DAY_MISSING = "date_missing"
    DAY_UNREADABLE = "date_unreadable"
    DAY_FUTURE = "date_future"
    DAY_EARLY = "date_early"
    CELL_ERROR = "cell_error"


@dataclass(frozen=True, slots=True)
class ListIssue:
    """One fault of one row, which is then left out. `code` is a ListCode or a nik.Fault; never holds a NIK."""

    row: int
    cell: str
    column: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """A whole list checked: read = statements + rejected. `unknown_words` counts the rows of each word not known."""

    read: int
    statements: list[Statement]
    issues: list[ListIssue]
    unknown_words: Counter[str]

    @property
    def rejected(self) -> int:
        """Rows left out; a row may have more than one issue."""
        return self.read - len(self.statements)
