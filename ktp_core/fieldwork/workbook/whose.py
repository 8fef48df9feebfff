"""Whose row it is. Pure.

A row is somebody's by its code, if name and code agree. Where the code is lost or somebody else's, number and name
together may stand in for it; a name alone never does. What remains doubtful is a problem, and is not taken.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from ktp_core.fieldwork.lines import Line
from ktp_core.fieldwork.model import WalkIn
from ktp_core.fieldwork.workbook import codes, walk_ins
from ktp_core.fieldwork.workbook.model import Field, Problem, RawRow
from ktp_core.fieldwork.workbook.rows import Day, name_of, number_of
from ktp_core.residents.rules import names_agree
from ktp_core.text import normalise_name


@dataclass(frozen=True, slots=True)
class Against:
    """What rows are judged against.

    `copy`: whose rows are that have no code, None when that cannot be told. `copies`: those of this visit; `others`:
    those of other visits. `key_of`: the key of a walk-in by NIK. `hindrance`: the code of why somebody with this NIK
    and birth date cannot have been recorded, or None.
    """

    when: Day
    lines: tuple[Line, ...]
    copy: str | None
    copies: Collection[str]
    others: Collection[str]
    key_of: Callable[[str], str]
    hindrance: Callable[[str, date], str | None]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose row it is. `line`: somebody on the list; `walk_in`: somebody who was not."""

    copy: str
    key: str
    line: Line | None = None
    walk_in: WalkIn | None = None


class Known:
    """The people on the list, by whatever a row may name them."""

    def __init__(self, against: Against) -> None:
        self.against = against
        self.by_number = {line.number: line for line in against.lines}
        self.by_nik = {line.nik: line for line in reversed(against.lines)}

    def whose(self, row: RawRow) -> tuple[Whose | None, list[Problem]]:
        """Whose row it is, and what is to be said about that."""
        if " " in row.code:
            return None, [problem(row, "code_two")]
        code = codes.parse(row.code)
        if code is not None and code.copy not in self.against.copies:
            return None, [problem(row, "code_other_visit" if code.copy in self.against.others else "code_unknown")]
        copy = code.copy if code is not None else self.against.copy
        if is_walk_in(row):
            return self._walk_in(row, code, copy)
        return self._listed(row, code, copy)

    def _listed(
        self, row: RawRow, code: codes.RowCode | None, copy: str | None
    ) -> tuple[Whose | None, list[Problem]]:  # fmt: skip
        line = self.by_number.get(code.number) if code is not None else None
        genuine = line is not None and code is not None and codes.is_genuine(code, line.person.key)
        name = name_of(row)
        if copy is not None and line is not None and genuine and _same_name(name, line.name):
            return Whose(copy, line.person.key, line), []
        other = self.by_number.get(number_of(row) or 0)
        if copy is not None and other is not None and name and normalise_name(name) == normalise_name(other.name):
            remark = "code_lost_known" if code is None else "code_wrong_known"
            return Whose(copy, other.person.key, other), [problem(row, remark, taken=True, number=other.number)]
        if line is not None and genuine:
            return None, [problem(row, "name_differs", number=line.number, listed=line.name, written=name)]
        return None, [problem(row, "code_lost" if code is None else "code_changed", code=row.code)]

    def _walk_in(
        self, row: RawRow, code: codes.RowCode | None, copy: str | None
    ) -> tuple[Whose | None, list[Problem]]:  # fmt: skip
        if copy is None or (code is not None and code.walk_in and not codes.is_genuine(code, "")):
            return None, [problem(row, "code_lost" if code is None else "code_changed", code=row.code)]
        person, problems = walk_ins.written(row, self.against.when.day)
        if person is None:
            return None, problems
        line = self.by_nik.get(person.nik)
        if line is None:
            return Whose(copy, self.against.key_of(person.nik), walk_in=person), problems
        if line.person.walk_in is not None:
            return Whose(copy, line.person.key, line, person), problems
        if not names_agree(person.name, line.name):
            return None, [problem(row, "nik_of_other", number=line.number, listed=line.name, written=person.name)]
        return Whose(copy, line.person.key, line), [problem(row, "walk_in_listed", taken=True, number=line.number)]


def is_walk_in(row: RawRow) -> bool:
    """By its code; without one a row is a walk-in's when it shows no number of the list and has a name or a NIK."""
    code = codes.parse(row.code)
    if code is not None:
        return code.walk_in
    return number_of(row) is None and not row.code and bool(row.cells.keys() & {Field.NIK, Field.NAME})


def _same_name(written: str, listed: str) -> bool:
    return not written or normalise_name(written) == normalise_name(listed) or names_agree(written, listed)


def problem(row: RawRow, code: str, /, *, taken: bool = False, **params: Any) -> Problem:
    """Something about that row."""
    return Problem(row.sheet, row.row, code, taken, dict(params))
