"""What a workbook holds, what a returned one says, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ktp_core.fieldwork.merging import Report
from ktp_core.fieldwork.model import WalkIn

VERSION = 1
"""Of the form. A workbook of another one is refused."""

WALK_IN_ROWS = 30


class Field(StrEnum):
    """A column, whatever its heading was turned into."""

    NUMBER = "number"
    CLASS = "class"
    NAME = "name"
    NIK = "nik"
    SEX = "sex"
    BIRTH_DATE = "birth_date"
    OUTCOME = "outcome"
    REASON = "reason"
    TIME = "time"
    OPERATOR = "operator"
    KIT = "kit"
    CODE = "code"


SAID = (Field.OUTCOME, Field.REASON, Field.TIME, Field.OPERATOR, Field.KIT)
"""What a team fills in for everybody."""

ASKED = (Field.NIK, Field.NAME, Field.SEX, Field.BIRTH_DATE)
"""What a team fills in besides for somebody who was not on the list."""


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody on the list, as a workbook shows them. `nik` is masked unless the actor may see it."""

    number: int
    key: str
    class_name: str | None
    name: str
    nik: str
    birth_date: date
    sex: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What a workbook says of its visit. `team`: who it is for, in words."""

    visit_id: int
    regency: str
    institution: str
    day: date
    team: str
    operators: tuple[str, ...] = ()
    kits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a returned workbook as it stands there. `cells`: values by column, empty ones left out.

    `code` is the text of its row code, "" when there is none. `row`: as the spreadsheet shows it.
    """

    sheet: str
    row: int
    code: str
    cells: dict[Field, Any] = field(default_factory=dict)
    date1904: bool = False


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the hidden sheet says, when it is still there and whole."""

    visit_id: int
    copy: str
    version: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was not taken, or (`taken`) was, but should be looked at. Words: `wording.problem_text`."""

    sheet: str
    row: int
    code: str
    taken: bool = False
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WalkInSaid:
    """Somebody who was not on the list, as a row has them."""

    person: WalkIn
    class_name: str | None
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rows of a workbook say: a pure function of them and of the list.

    `where`: the row of each report, by digest. `walk_ins` by key.
    """

    reports: tuple[Report, ...]
    walk_ins: dict[str, tuple[WalkInSaid, ...]]
    problems: tuple[Problem, ...]
    where: dict[str, tuple[str, int]]
    blank: int


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a returned workbook.

    `new`, `same`: reports that were not there before, and that were. `blank`: rows of the list not filled in.
    `walk_ins`: people put on the list by it. `conflicts`: numbers on the list that two copies now disagree about,
    whatever workbook they came from. `problems`: rows that were not taken, then those to be looked at.
    """

    visit_id: int
    copies: tuple[str, ...]
    new: int
    same: int
    blank: int
    walk_ins: int
    conflicts: tuple[int, ...]
    problems: tuple[Problem, ...]
