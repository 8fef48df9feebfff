"""What a table of official figures is on its way in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ktp_core.figures.model import BasisKind, Doubt, Reported

ERROR, WARNING = "error", "warning"


class Outcome(StrEnum):
    """What becomes of a number. Every number that was read has exactly one."""

    NEW = "new"
    VERSION = "version"  # known with another value or source: the older version stays
    SAME = "same"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for rows that do not say it themselves."""

    source: str = ""
    basis_on: date | None = None
    basis_kind: BasisKind = BasisKind.DAY
    known_on: date | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """A fault (the number or its row is rejected) or a warning, at a cell as the spreadsheet shows it."""

    row: int
    cell: str | None
    column: str | None
    severity: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the file. `rows`: number and values by field; `ignored`: headings that mean nothing to us."""

    name: str
    header_row: int
    labels: dict[str, str]
    letters: dict[str, str]
    rows: list[tuple[int, dict[str, Any]]]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that can be understood, and the cell it stands in."""

    sheet: str
    row: int
    cell: str
    figure: Reported


@dataclass(frozen=True, slots=True)
class Entry:
    """What applying does with one number. `before`: the value it had."""

    candidate: Candidate
    outcome: Outcome
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A file against what is known now. `counts` of numbers has every Outcome; `rows` with at least one number.

    `doubts` are about the new numbers; `told` names the cells by figure: (area, measure, date, kind).
    """

    rows: int
    counts: dict[Outcome, int]
    entries: list[Entry]
    issues: list[Issue]
    doubts: list[Doubt]
    told: dict[Any, str]
    ignored: tuple[str, ...]
    fingerprint: str
