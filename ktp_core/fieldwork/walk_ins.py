"""People who came without being on the list: what is wrong with what was written down, and who becomes known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from ktp_core import nik as niks
from ktp_core.access.transactions import Writing
from ktp_core.db.ids import next_ids
from ktp_core.errors import Refused
from ktp_core.fieldwork import store
from ktp_core.fieldwork.lines import Line, Sheet
from ktp_core.fieldwork.model import WalkIn
from ktp_core.regions.store import age_rules
from ktp_core.residents import store as residents
from ktp_core.residents.model import Newcomer
from ktp_core.rosters.places import places
from ktp_core.summaries.store import Deltas
from ktp_core.text import squeeze

_OLDEST = 110
_LONGEST_NAME = 100


def checked(written: WalkIn, day: date) -> WalkIn:
    """What was entered on screen with a clean NIK and name. Raises Refused naming what is wrong."""
    nik = niks.clean(written.nik)
    if isinstance(nik, niks.Fault):
        raise Refused("field_walk_in_nik")
    name = squeeze(written.name).upper()
    if not any(letter.isalpha() for letter in name) or len(name) > _LONGEST_NAME:
        raise Refused("field_walk_in_name", limit=_LONGEST_NAME)
    if written.sex not in ("L", "P"):
        raise Refused("field_walk_in_sex")
    if not date(day.year - _OLDEST, 1, 1) <= written.birth_date < day:
        raise Refused("field_walk_in_birth")
    return replace(written, nik=nik, name=name, by_hand=True)


def turn(conn: Connection, regency: str) -> None:
    """One at a time adds residents: nobody else brings the same NIK meanwhile. Taken before any row is locked, as who
    applies a roster or merges institutions takes it: else each could wait for the other."""
    next_ids(conn, regency, "resident", 0)


def register(tx: Writing, sheet: Sheet, deltas: Deltas) -> int:
    """Make residents of walk-ins whose NIK nobody knows, and write down who all of them are. How many became known.

    Where they belong is read from the NIK, as for a roster without addresses; no membership is made of one visit. The
    caller has taken its `turn`.
    """
    regency = sheet.visit.regency
    unknown = {line.nik: line for line in sheet.lines if line.resident_id is None}
    found = {line.nik: line.resident_id for line in sheet.lines if line.resident_id is not None}
    if unknown:
        meanwhile = residents.find_by_nik(tx.conn, regency, unknown)
        found |= {nik: row["id"] for nik, row in meanwhile.items()}
        new = [line for nik, line in unknown.items() if nik not in meanwhile]
        ages = age_rules(tx.conn, regency, sheet.visit.day)
        people = [_newcomer(line, regency) for line in new]
        keys = residents.insert_many(tx.conn, regency, people, deltas, rules=ages, at=tx.at) if new else range(0)
        found |= {line.nik: key for line, key in zip(new, keys, strict=True)}
    _name(tx, sheet, found)
    return len(unknown)


def _name(tx: Writing, sheet: Sheet, found: Mapping[str, int]) -> None:
    new = {
        line.person.key: found[line.nik]
        for line in sheet.lines
        if line.person.walk_in and line.person.resident_id != found[line.nik]
    }
    store.set_residents(tx.conn, sheet.visit.id, new)


def _newcomer(line: Line, regency: str) -> Newcomer:
    return Newcomer(line.nik, line.name, line.sex, None, line.birth_date, places(regency).of_nik(line.nik))
