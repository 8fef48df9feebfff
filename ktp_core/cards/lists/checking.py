"""Row by row: what a status list says, and what is wrong with the rows that say nothing usable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from ktp_core.cards.lists.model import Checked, ListCode, ListIssue, Roles, Sheets, Statement
from ktp_core.cards.siak import state_of
from ktp_core.rosters.dates import read_date
from ktp_core.rosters.draft import shown
from ktp_core.rosters.issues import IssueCode
from ktp_core.rosters.reading.values import column_letters
from ktp_core.rosters.rules import read_nik
from ktp_core.text import squeeze

FIRST_DAY = date(2011, 1, 1)  # KTP-el began in 2011
_DAY_FAULTS = {
    IssueCode.DATE_MISSING: ListCode.DAY_MISSING,
    IssueCode.DATE_FUTURE: ListCode.DAY_FUTURE,
}
Fault = tuple[str, dict[str, Any]]


def check(sheets: Sheets, roles: Roles, *, today: date, listed_on: date) -> Checked:
    """Every row either a statement or at least one issue. `listed_on` is the day of rows of a list without dates."""
    assert roles.nik is not None and roles.status is not None
    statements: list[Statement] = []
    issues: list[ListIssue] = []
    words: Counter[str] = Counter()
    state, day = _remembered(_state), _remembered(lambda raw, base: _day(raw, base, today))
    columns = [roles.nik, roles.status, *([] if roles.day is None else [roles.day])]
    read = 0
    for number, sheet, cells in sheets.rows:
        picked = [cells[column] if column < len(cells) else None for column in columns]
        if not any(cell is not None for cell in picked):
            continue
        read += 1
        nik = _nik(picked[0])
        found = state(picked[1], False)
        on = listed_on if roles.day is None else day(picked[2], sheets.date1904[sheet])
        if nik.__class__ is str and found[0] is not None and on.__class__ is date:
            statements.append(Statement(number, nik, found[0], found[1], on))
            continue
        faults = [(roles.nik, nik), (roles.status, found[2] if found[0] is None else None), (roles.day, on)]
        for column, fault in faults:
            if fault.__class__ is tuple:
                issues.append(_issue(sheets, number, column, fault))
        if found[0] is None and found[2][0] == ListCode.STATUS_UNKNOWN:
            words[found[1]] += 1
    return Checked(read, statements, issues, words)


def _remembered(read: Callable[[Any, bool], Any]) -> Callable[[Any, bool], Any]:
    """Lists say the same few words and days again and again."""
    known: dict[Any, Any] = {}

    def lookup(raw: Any, base: bool) -> Any:
        key = (tuple(raw.items()) if raw.__class__ is dict else raw, base)
        if key not in known:
            known[key] = read(raw, base)
        return known[key]

    return lookup


def _nik(raw: Any) -> str | Fault:
    if raw is None:
        return ("nik_missing", {})
    if isinstance(raw, dict):
        return _cell_error(raw) or ("nik_characters", {})
    nik, codes = read_nik(raw)
    if nik is not None:
        return nik
    digits = sum(map(str.isdigit, str(raw)))
    return (codes[0].value, {"digits": digits} if codes[0] is IssueCode.NIK_LENGTH else {})


def _state(raw: Any, _base: bool) -> tuple[Any, str, Fault]:
    """(state or None, the word as written, fault)."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None, "", (ListCode.STATUS_MISSING, {})
    if error := isinstance(raw, dict) and _cell_error(raw):
        return None, "", error
    word = shown(raw)
    text = squeeze(raw) if isinstance(raw, str) else str(raw)
    return state_of(text), word, (ListCode.STATUS_UNKNOWN, {"word": word})


def _day(raw: Any, date1904: bool, today: date) -> date | Fault:
    if isinstance(raw, dict):
        if error := _cell_error(raw):
            return error
        raw = date.fromisoformat(raw["d"][:10])
    reading = read_date(raw, None, today, date1904)
    if reading.day is None:
        code = _DAY_FAULTS.get(reading.error, ListCode.DAY_UNREADABLE) if reading.error else ListCode.DAY_UNREADABLE
        return (code, {"value": shown(raw) if isinstance(raw, str | int | float) else ""})
    return reading.day if reading.day >= FIRST_DAY else (ListCode.DAY_EARLY, {})


def _cell_error(raw: dict[str, Any]) -> Fault | None:
    return (ListCode.CELL_ERROR, {"error": raw["e"]}) if "e" in raw else None


def _issue(sheets: Sheets, row: int, column: int | None, fault: Fault) -> ListIssue:
    assert column is not None
    code, params = fault
    return ListIssue(row, f"{column_letters(column)}{row}", sheets.headings[column], str(code), params)
