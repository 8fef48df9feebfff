"""What stands on every letter of the office and seldom changes: its address, who signs, whom to call.

Kept among the office's parameters, each value from the day it was set.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import Connection, select

from ktp_core.db import dialects
from ktp_core.db.schema import parameter

LONGEST = 200
_PREFIX = "letter."


@dataclass(frozen=True, slots=True)
class LetterSettings:
    """Texts as they are printed; empty: left out, or dots to write on. `place`: town of the date line."""

    address: str = ""
    place: str = ""
    signer_role: str = ""
    signer_name: str = ""
    signer_rank: str = ""
    signer_nip: str = ""
    contact_name: str = ""
    contact_phone: str = ""


_NAMES = tuple(one.name for one in fields(LetterSettings))


def current(conn: Connection, regency: str, on: date) -> LetterSettings:
    """The settings in force on a day: the newest value of each that was set by then."""
    c = parameter.c
    stored = (c.regency == regency, c.name.in_([_PREFIX + name for name in _NAMES]), c.valid_from <= on)
    rows = conn.execute(select(c.name, c.value).where(*stored).order_by(c.valid_from))
    return LetterSettings(**{row.name.removeprefix(_PREFIX): row.value for row in rows})


def save(conn: Connection, regency: str, settings: LetterSettings, on: date) -> list[str]:
    """Set them from that day on; names of those that changed."""
    before = current(conn, regency, on)
    changed = [name for name in _NAMES if getattr(settings, name) != getattr(before, name)]
    for name in changed:
        value = getattr(settings, name)
        row = {"regency": regency, "name": _PREFIX + name, "valid_from": on, "value": value}
        statement = dialects.insert(conn, parameter).values(**row)
        keys = ["regency", "name", "valid_from"]
        conn.execute(statement.on_conflict_do_update(index_elements=keys, set_={"value": value}))
    return changed
