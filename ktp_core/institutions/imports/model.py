"""What a list of institutions is on its way into the registry."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ktp_core.institutions.model import Draft

ERROR, WARNING = "error", "warning"


class Outcome(StrEnum):
    """What becomes of a row. Every row has exactly one."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ELSEWHERE = "elsewhere"  # of another regency
    OUT_OF_SCOPE = "out_of_scope"  # SD, SMP and the like of our own regency: their pupils are under 16
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Issue:
    """A fault (the row is rejected) or a warning, at a cell as the spreadsheet shows it."""

    row: int
    cell: str | None
    column: str | None
    severity: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the file: `labels` and `letters` by field, `rows` as [row number, text by field]."""

    name: str
    header_row: int
    labels: dict[str, str]
    letters: dict[str, str]
    rows: list[tuple[int, dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of our regency that can be understood. `numbers`: every official number it carries, the main one first."""

    sheet: str
    row: int
    draft: Draft
    numbers: tuple[str, ...]
    cell: str | None  # of the number or the name: where issues of the whole row point


@dataclass(frozen=True, slots=True)
class Entry:
    """What applying does with one row. `differences`: {field: (before, after)} of a changed one."""

    row: int
    outcome: Outcome
    draft: Draft
    institution_id: int | None = None
    differences: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A file against the registry as it is now. `counts` has every Outcome; they add up to `read`."""

    read: int
    counts: dict[Outcome, int]
    entries: list[Entry]
    issues: list[Issue]
    fingerprint: str
