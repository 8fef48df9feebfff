"""Codes that tell the copies of a workbook and their rows apart. Pure, apart from the dice for a new copy.

`KDTRWMPL-012-XQZB`: the copy, the number on the list, and check letters over both and the person's key. Letters without
vowels, so that no program takes a code for a word, a number or a date; check letters at the end, so that a column that
was pulled down and counted on is noticed. `KDTRWMPL-T03-…` is the third row for people who were not on the list.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass

from ktp_core.text import strip_invisible

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
_COPY = 8
_DASHES = re.compile("[\u2010-\u2015\u2212_\\s-]+")
_CODE = re.compile(rf"([{_LETTERS}]{{{_COPY}}})-(T?)(\d{{1,6}})-([{_LETTERS}]{{4}})")
_MAYBE = re.compile(rf"[A-Z]{{{_COPY - 1},{_COPY + 1}}}-T?\d{{1,6}}(-[A-Z]{{0,5}})?")


@dataclass(frozen=True, slots=True)
class RowCode:
    """A code as read: `number` of the list, or of a row for walk-ins. `check` is compared once the key is known."""

    copy: str
    number: int
    walk_in: bool
    check: str

    @property
    def text(self) -> str:
        """As it is written on the sheet."""
        return f"{self.copy}-T{self.number:02}-{self.check}" if self.walk_in else _listed(self)


def _listed(code: RowCode) -> str:
    return f"{code.copy}-{code.number:03}-{code.check}"


def new_copy() -> str:
    """The name of a workbook that is handed out; never given twice."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_COPY))


def for_person(copy: str, number: int, key: str) -> RowCode:
    """The code of the row of somebody on the list."""
    return RowCode(copy, number, False, _check(copy, str(number), key))


def for_walk_in(copy: str, number: int) -> RowCode:
    """The code of a row that is still empty, for somebody who was not on the list."""
    return RowCode(copy, number, True, _check(copy, f"T{number}", ""))


def is_genuine(code: RowCode, key: str) -> bool:
    """True if the check letters are those of this person (of a walk-in row: key "")."""
    right = for_walk_in(code.copy, code.number) if code.walk_in else for_person(code.copy, code.number, key)
    return right == code


def parse(text: str) -> RowCode | None:
    """The code that a cell holds, whatever case and dashes; None for anything else."""
    found = _CODE.fullmatch(_plain(text))
    return RowCode(found[1], int(found[3]), bool(found[2]), found[4]) if found else None


def looks_like_one(text: str) -> bool:
    """True for what was a code before somebody typed into it."""
    return _MAYBE.fullmatch(_plain(text)) is not None


def ticket(visit_id: int, copy: str, version: int) -> str:
    """Proof on the hidden sheet that visit, copy and form belong together."""
    return _check(copy, f"{visit_id}/{version}", "ticket", length=12)


def _plain(text: str) -> str:
    return _DASHES.sub("-", strip_invisible(text).strip().strip("'\"`")).upper()


def _check(*parts: str, length: int = 4) -> str:
    number = int.from_bytes(hashlib.sha256("\n".join(parts).encode()).digest(), "big")
    letters = []
    for _ in range(length):
        number, rest = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[rest])
    return "".join(letters)
