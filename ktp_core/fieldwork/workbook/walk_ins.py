"""People whom a team wrote down besides the list. Pure: NIK, name, sex and birth date by the rules of rosters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ktp_core import nik as niks
from ktp_core.fieldwork.model import WalkIn
from ktp_core.fieldwork.workbook.model import Field, Problem, RawRow
from ktp_core.fieldwork.workbook.rows import name_of
from ktp_core.fieldwork.workbook.values import text_of
from ktp_core.rosters import rules
from ktp_core.rosters.dates import read_date
from ktp_core.rosters.day_order import DateReading
from ktp_core.rosters.issues import SEVERITY, IssueCode, Severity

_LONGEST_CLASS = 60


def written(row: RawRow, day: date) -> tuple[WalkIn | None, list[Problem]]:
    """Who the row says came, or nobody and why. Problems beside somebody are to be looked at."""
    nik, issues = _nik(row.cells.get(Field.NIK))
    said = niks.parts(nik) if nik else None
    name, more = rules.read_name(name_of(row))
    issues += _errors(more)
    born = _birth_date(row, said, day)
    issues += [born.error] if born.error else []
    sex = rules.read_sex(text_of(row.cells.get(Field.SEX))) or (said.sex if said else None)
    if issues or nik is None or born.day is None or sex is None:
        return None, [_problem(row, code, other=born.other) for code in dict.fromkeys(issues)]
    differs = said is not None and said.date_possible() and not said.agrees_with(born.day)
    return WalkIn(nik, name, sex, born.day), [_problem(row, IssueCode.NIK_DATE_DIFFERS, taken=True)] if differs else []


def class_of(row: RawRow) -> str | None:
    """The class, when it is one."""
    text = rules.read_class(text_of(row.cells.get(Field.CLASS)))
    return text if text and len(text) <= _LONGEST_CLASS else None


def best(people: Iterable[WalkIn]) -> WalkIn:
    """Of what different rows say of one human, always the same, whatever the order: what was said on screen, then the
    longest name."""
    return max(people, key=lambda one: (one.by_hand, len(one.name), one.name, one.sex, one.birth_date, one.same_person))


def _nik(raw: Any) -> tuple[str | None, list[IssueCode]]:
    if raw is None:
        return None, [IssueCode.NIK_MISSING]
    if isinstance(raw, dict):
        return None, [IssueCode.NIK_CHARACTERS]
    nik, found = rules.read_nik(raw)
    return nik, _errors(found)


def _birth_date(row: RawRow, said: niks.NikParts | None, day: date) -> DateReading:
    raw = row.cells.get(Field.BIRTH_DATE)
    if not isinstance(raw, dict):
        return read_date(raw, said, day, row.date1904)
    if "d" not in raw:
        return DateReading(None, IssueCode.DATE_UNREADABLE)
    return read_date(date.fromisoformat(raw["d"][:10]), said, day, row.date1904)


def _errors(found: Iterable[IssueCode]) -> list[IssueCode]:
    return [code for code in found if SEVERITY[code] is Severity.ERROR]


def _problem(row: RawRow, code: IssueCode, *, taken: bool = False, other: date | None = None) -> Problem:
    digits = sum(letter.isdigit() for letter in str(row.cells.get(Field.NIK, "")))
    return Problem(row.sheet, row.row, str(code), taken, {"digits": digits, "other": other})
