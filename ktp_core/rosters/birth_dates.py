"""The birth date of a row: in a column of its own, in one with the birth place, or in both."""

from datetime import date
from typing import Any

from ktp_core.nik import NikParts
from ktp_core.rosters.dates import read_date, split_place
from ktp_core.rosters.day_order import DateReading
from ktp_core.rosters.draft import Draft
from ktp_core.rosters.issues import IssueCode


def check_birth_date(draft: Draft, raw: Any, ttl: Any, said: NikParts | None, today: date) -> str | None:
    """Sets the birth date from its own column or from place-and-date; answers with the place of the latter."""
    place: str | None = None
    both: Any = ttl
    if isinstance(ttl, str):
        place, both = split_place(ttl)
    field = "birth_date" if raw is not None or both is None else "ttl"
    used = raw if field == "birth_date" else both
    if isinstance(used, dict) and "e" in used:
        code = IssueCode.DATE_IMPOSSIBLE if used["e"] == "#DATE" else IssueCode.CELL_ERROR
        draft.report(code, field, used, error=used["e"])
        return place
    if field == "birth_date" and "birth_date" not in draft.sheet.letters:
        field = "ttl"
    reading = _reading(used, said, draft, today)
    _take(draft, reading, field, used)
    if field == "birth_date" and both is not None and reading.day is not None:
        second = _reading(both, said, draft, today)
        if second.day is not None and second.day != reading.day:
            draft.birth_date = None
            draft.report(IssueCode.DATE_CONFLICT, "birth_date", raw, one=reading.day, two=second.day)
    return place


def _reading(raw: Any, said: NikParts | None, draft: Draft, today: date) -> DateReading:
    value = date.fromisoformat(raw["d"]) if isinstance(raw, dict) and "d" in raw else raw
    if isinstance(value, dict):
        return DateReading(None, IssueCode.CELL_ERROR)
    return read_date(value, said, today, draft.sheet.date1904)


def _take(draft: Draft, reading: DateReading, field: str, raw: Any) -> None:
    draft.birth_date = reading.day
    if reading.error:
        draft.report(reading.error, field, raw, **({"other": reading.other} if reading.other else {}))
    for code in reading.warnings:
        draft.report(code, field, raw, day=reading.day)
