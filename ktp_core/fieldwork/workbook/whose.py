"""Whose row it is. Pure.

A row shows a code, a number and a name, and two of them must say the same. A code with its name is enough (numbers may
have been sorted apart), and so is a number with exactly its name (the code may be lost, or have been pulled down over
several rows); a name alone never is. Where they say different things the row is a problem, and is not taken.
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
        coded = self._coded(code)
        shown = self.by_number.get(number_of(row) or 0)
        if copy is None or (coded is None and not _exactly(row, shown)):
            return None, [problem(row, "code_lost" if code is None else "code_changed", code=row.code)]
        if coded is None or (shown is not coded and _exactly(row, shown) and not _exactly(row, coded)):
            assert shown is not None
            remark = "code_lost_known" if code is None else "code_wrong_known"
            return Whose(copy, shown.person.key, shown), [problem(row, remark, taken=True, number=shown.number)]
        if shown is not None and shown is not coded and (not name_of(row) or _exactly(row, shown)):
            return None, [problem(row, "number_differs", number=coded.number, shown=shown.number)]
        if not _may_be(row, coded):
            return None, [problem(row, "name_differs", number=coded.number, listed=coded.name, written=name_of(row))]
        return Whose(copy, coded.person.key, coded), []

    def _coded(self, code: codes.RowCode | None) -> Line | None:
        """Whose code it is, when its check letters are right."""
        line = self.by_number.get(code.number) if code is not None else None
        return line if line is not None and code is not None and codes.is_genuine(code, line.person.key) else None

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


def _exactly(row: RawRow, line: Line | None) -> bool:
    """True if the row shows this very name: of two people with names alike that is not nothing."""
    return line is not None and normalise_name(name_of(row)) == normalise_name(line.name)


def _may_be(row: RawRow, line: Line) -> bool:
    """True unless the row plainly shows another name."""
    return not name_of(row) or _exactly(row, line) or names_agree(name_of(row), line.name)


def problem(row: RawRow, code: str, /, *, taken: bool = False, **params: Any) -> Problem:
    """Something about that row."""
    return Problem(row.sheet, row.row, code, taken, dict(params))
