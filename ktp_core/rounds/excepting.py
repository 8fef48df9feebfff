"""Days on which a service does otherwise, inside somebody's transaction: nobody's turn is lost by them."""

from __future__ import annotations

from datetime import date

from ktp_core.access.transactions import Writing
from ktp_core.errors import Conflict, Refused
from ktp_core.rounds import laying, store
from ktp_core.rounds.model import Generated, Round, RoundException, Slot
from ktp_core.visits.model import Visit, VisitState


def put(tx: Writing, one: Round, wanted: RoundException, *, shift: bool, today: date) -> int:
    """That day is otherwise; how many visits had to leave their day.

    With `shift` everybody after moves on by one, else only who was there, to the next free day.
    """
    if wanted.day < today:
        raise Refused("round_day_past")
    there = laying.on_day(tx.conn, one.id, wanted.day)
    if _begun(there):
        raise Refused("round_day_begun")
    if any(each.institution_id == wanted.institution_id for each in there):
        raise Refused("round_day_same")
    held = {old.day: old.institution_id for old in store.exceptions(tx.conn, one.id)}
    store.put_exception(tx.conn, one.id, wanted)
    if held.get(wanted.day):  # a stop that was only there by an exception has no turn to lose
        laying.call_off(tx, there, wanted.reason)
        there = []
    ahead = laying.planned(tx.conn, one.id, wanted.day)
    later = [each for each in ahead if each.day == wanted.day or each.day not in held]
    moved = laying.move_on(tx, one, later if shift and there else there, wanted.reason)
    if wanted.institution_id is not None:
        laying.book(tx, one, Slot(wanted.day, wanted.institution_id))
    return moved


def take_back(tx: Writing, one: Round, day: date, *, today: date) -> Generated:
    """The day is like any other again. A stop that was put there is called off; where later days are planned
    already, whose turn it is gets the day. Raises Conflict("round_changed") when there is nothing to take back.
    """
    held = {old.day: old.institution_id for old in store.exceptions(tx.conn, one.id)}
    there = laying.on_day(tx.conn, one.id, day) if held.get(day) else []
    if day not in held or day < today or _begun(there):
        raise Conflict("round_changed")
    store.drop_exception(tx.conn, one.id, day)
    laying.call_off(tx, there, "Pengecualian dicabut")
    if not laying.planned(tx.conn, one.id, day):
        return Generated(0, 0)
    return laying.lay(tx, one, day, day, reopen=day)


def _begun(there: list[Visit]) -> bool:
    return any(each.state is not VisitState.PLANNED for each in there)
