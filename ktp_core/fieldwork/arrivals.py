"""People who come without being on the list, as they are entered on screen and put right."""

from __future__ import annotations

from datetime import datetime

from ktp_core import config
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import Writing, writing
from ktp_core.errors import NotFound, Refused
from ktp_core.fieldwork import merging, opening, store, walk_ins
from ktp_core.fieldwork.entries import Tool, possible, said_of, when
from ktp_core.fieldwork.model import Entry, NewPerson, PersonOrigin, WalkIn
from ktp_core.fieldwork.sheet import load
from ktp_core.visits.model import Outcome, Reason, Visit

P = Permission


def add_walk_in(
    by: Actor, visit_id: int, written: WalkIn, *, at: datetime, outcome: Outcome = Outcome.RECORDED,
    reason: Reason | None = None, tool: Tool = Tool(),
) -> int:  # fmt: skip
    """Put somebody who came at the end of the list, with their outcome; the number they got.

    Raises Refused: details that cannot be, somebody who is on the list already, somebody else by the registry
    ("field_walk_in_other", until `same_person` is said), an outcome that cannot be.
    """
    with writing(by, P.FIELD_RECORD, store.regency_of(visit_id), at=at) as tx:
        visit = opening.for_entry(tx, visit_id)
        written = walk_ins.checked(written, visit.day)
        _absent(tx, visit, written.nik)
        key = merging.walk_in_key(visit_id, written.nik, config.secret_key())
        store.insert_people(tx.conn, visit_id, [NewPerson(key, PersonOrigin.WALK_IN, walk_in=written)])
        line = next(one for one in load(tx.conn, visit).lines if one.person.key == key)
        if line.doubt:
            raise Refused("field_walk_in_other")
        said = said_of({key: line}, Entry(key, int(outcome), reason and str(reason)), when(visit, at), (), tool)
        possible([line] if outcome is Outcome.RECORDED else [])
        store.insert_reports(tx.conn, visit_id, [said], at=at, by=by.name)
        tx.audit("visit.walk_in", f"visit:{visit_id}", number=line.number, known=line.resident_id is not None)
    return line.number


def change_walk_in(by: Actor, visit_id: int, number: int, written: WalkIn, *, at: datetime) -> None:
    """Other details of somebody who walked in: a digit was wrong, or it is the same person after all.

    With the NIK of somebody on the list the two rows count as one human. Raises Refused, NotFound.
    """
    with writing(by, P.FIELD_RECORD, store.regency_of(visit_id), at=at) as tx:
        visit = opening.still_open(tx, visit_id)
        person = next((one for one in store.people(tx.conn, visit_id) if one.number == number and one.walk_in), None)
        if person is None:
            raise NotFound("field_walk_in_unknown", number=number)
        store.set_walk_in(tx.conn, visit_id, person.key, walk_ins.checked(written, visit.day))
        if any(line.doubt for line in load(tx.conn, visit).lines if line.number == number):
            raise Refused("field_walk_in_other")
        tx.audit("visit.walk_in_changed", f"visit:{visit_id}", number=number)


def _absent(tx: Writing, visit: Visit, nik: str) -> None:
    there = next((line for line in load(tx.conn, visit).lines if line.nik == nik), None)
    if there is not None:
        raise Refused("field_walk_in_listed", number=there.number)
