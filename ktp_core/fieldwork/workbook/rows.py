"""What one row says, cell by cell. Pure; whose row it is, is decided in `judging`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from ktp_core.exports.rules import restore
from ktp_core.fieldwork.merging import reason_fits
from ktp_core.fieldwork.workbook.model import Field, Problem, RawRow
from ktp_core.fieldwork.workbook.values import Unreadable, moment_of, outcome_of, reason_of, text_of
from ktp_core.fieldwork.workbook.vocabulary import words
from ktp_core.text import squeeze
from ktp_core.visits.model import REASONS, Outcome, Reason

LONGEST = {Field.OPERATOR: 80, Field.KIT: 40}
_TITLES = {
    Field.OUTCOME: "Hasil", Field.REASON: "Alasan", Field.TIME: "Jam", Field.OPERATOR: "Operator", Field.KIT: "Alat",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """The day of a visit where its clocks show it."""

    day: date
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says came of somebody."""

    outcome: Outcome
    reason: Reason | None
    acted_at: datetime | None
    operator: str | None
    kit: str | None


def said(row: RawRow, when: Day) -> Said | Problem | None:
    """What the row says, why it cannot be taken, or None when nothing was filled in."""
    for problem in _unusable(row):
        return problem
    outcome = outcome_of(row.cells.get(Field.OUTCOME))
    reason = reason_of(row.cells.get(Field.REASON))
    moment = moment_of(row.cells.get(Field.TIME), when.day, when.zone, date1904=row.date1904)
    for value in (outcome, reason, moment):
        if isinstance(value, Unreadable):
            return _problem(row, value.why, text=value.text, **_allowed(outcome))
    if outcome is None:
        return None if reason is None and moment is None else _problem(row, "outcome_missing")
    assert not isinstance(outcome, Unreadable) and not isinstance(reason, Unreadable)
    assert not isinstance(moment, Unreadable)
    if not reason_fits(outcome, reason):
        code = "reason_missing" if reason is None else "reason_wrong" if outcome in REASONS else "reason_alone"
        return _problem(row, code, outcome=words((outcome,)), **_allowed(outcome))
    return Said(outcome, reason, moment, *(_text(row, field) for field in LONGEST))


def name_of(row: RawRow) -> str:
    """The name in the row, "" when there is none."""
    return restore(text_of(row.cells.get(Field.NAME)))


def number_of(row: RawRow) -> int | None:
    """The number on the list that the row shows."""
    text = text_of(row.cells.get(Field.NUMBER)).rstrip(".")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None


def _unusable(row: RawRow) -> Iterator[Problem]:
    """Cells without a value of their own, and texts that are too long to be what they should be."""
    for field, title in _TITLES.items():
        value = row.cells.get(field)
        if isinstance(value, dict) and "e" in value:
            yield _problem(row, "cell_error", column=title)
        if field in LONGEST and len(text_of(value)) > LONGEST[field]:
            yield _problem(row, "text_long", column=title, limit=LONGEST[field])


def _text(row: RawRow, field: Field) -> str | None:
    return squeeze(restore(text_of(row.cells.get(field)))) or None


def _allowed(outcome: Outcome | Unreadable | None) -> dict[str, str]:
    """What may be written, for the sentence."""
    reasons = tuple(Reason)
    if isinstance(outcome, Outcome) and outcome in REASONS:
        reasons = REASONS[outcome]
    return {"outcomes": words(tuple(Outcome)), "reasons": words(reasons)}


def _problem(row: RawRow, code: str, **params: Any) -> Problem:
    return Problem(row.sheet, row.row, code, params=params)
