"""The day of a visit from its list to its end. One use case, one transaction, one audit entry."""

from __future__ import annotations

from datetime import datetime, timedelta

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import reading, writing
from ktp_core.errors import Conflict, Refused
from ktp_core.fieldwork import closing, forgetting, lists, opening, store, walk_ins
from ktp_core.fieldwork.arrivals import add_walk_in, change_walk_in
from ktp_core.fieldwork.closing import Closed, Work
from ktp_core.fieldwork.entries import all_recorded, report
from ktp_core.fieldwork.lists import Prepared
from ktp_core.fieldwork.photos import add_photo
from ktp_core.institutions import store as institutions
from ktp_core.visits import moves
from ktp_core.visits import store as visits
from ktp_core.visits.model import VisitState

__all__ = [
    "KEEP_DAYS", "add_photo", "add_walk_in", "all_recorded", "change_walk_in", "close", "forget_old", "looked", "note",
    "prepare", "regencies_to_tidy", "reopen", "report", "start",
]  # fmt: skip

P = Permission
LONGEST_NOTE = 2000
KEEP_DAYS = 30


def prepare(by: Actor, visit_id: int, *, at: datetime) -> Prepared:
    """Make the list of a visit or bring it up to date: people are added at the end, nobody is taken off."""
    with writing(by, P.FIELD_RECORD, store.regency_of(visit_id), at=at) as tx:
        prepared = lists.prepare(tx, opening.still_open(tx, visit_id))
        tx.audit("visit.list", f"visit:{visit_id}", added=len(prepared.added), missed_before=prepared.missed)
    return prepared


def start(by: Actor, visit_id: int, *, at: datetime) -> None:
    """The team is there. Entering the first outcome does it too. Raises Refused before the day of the visit."""
    with writing(by, P.FIELD_RECORD, store.regency_of(visit_id), at=at) as tx:
        opening.for_entry(tx, visit_id)
        tx.audit("visit.start", f"visit:{visit_id}")


def looked(by: Actor, visit_id: int, *, at: datetime) -> None:
    """Somebody opened the list of a visit: names of children, so it is written down."""
    with writing(by, P.FIELD_VIEW, store.regency_of(visit_id), at=at) as tx:
        visit = visits.visit(tx.conn, visit_id)
        place = institutions.get(tx.conn, visit.institution_id)
        require(tx.by, P.FIELD_VIEW, visit.regency, place.district)
        tx.audit("visit.view", f"visit:{visit_id}", rows=len(store.people(tx.conn, visit_id)))


def note(by: Actor, visit_id: int, text: str, *, before: str | None, at: datetime) -> None:
    """The team's notes. `before`: the notes they were written over. Raises Conflict("field_note_changed")."""
    with writing(by, P.FIELD_RECORD, store.regency_of(visit_id), at=at) as tx:
        visit = opening.locked(tx, visit_id, P.FIELD_RECORD)
        if visit.state is VisitState.CANCELLED:
            raise Refused("field_cancelled")
        text = text.strip()
        if len(text) > LONGEST_NOTE:
            raise Refused("field_note_long", limit=LONGEST_NOTE)
        if (visit.note or "") not in ((before or ""), text):
            raise Conflict("field_note_changed")
        visits.change(tx.conn, visit, {"note": text or None}, at)
        tx.audit("visit.note", f"visit:{visit_id}", length=len(text))


def close(by: Actor, visit_id: int, work: Work, *, at: datetime) -> Closed:
    """Close a visit: cards move, the missed are expected elsewhere, its request is done. All of it or nothing.

    Raises Refused with the numbers that are open, disputed, or cannot have been recorded.
    """
    with writing(by, P.FIELD_RECORD, store.regency_of(visit_id), at=at) as tx:
        walk_ins.turn(tx.conn, store.regency_of(visit_id))
        done = closing.close(tx, opening.for_entry(tx, visit_id), work)
        tx.audit(
            "visit.close", f"visit:{visit_id}", people=sum(done.totals.values()), recorded=done.recorded,
            taken_back=done.taken_back, missed=done.missed, newcomers=done.newcomers,
        )  # fmt: skip
    return done


def reopen(by: Actor, visit_id: int, reason: str, *, at: datetime) -> None:
    """A supervisor opens a closed visit again, with the reason. Cards stay as they are until it is closed again."""
    with writing(by, P.VISIT_REOPEN, store.regency_of(visit_id), at=at) as tx:
        opening.locked(tx, visit_id, P.VISIT_REOPEN)
        moves.reopen(tx, visit_id, reason=reason)
        tx.audit("visit.reopen", f"visit:{visit_id}")


def forget_old(by: Actor, regency: str, *, at: datetime) -> int:
    """Delete what was written down of walk-ins KEEP_DAYS after their visit was closed; of how many people.

    They are residents by then: a visit that is opened again knows them by what the registry says.
    """
    with writing(by, P.SETUP, regency, at=at) as tx:
        count = forgetting.forget_before(tx.conn, regency, at - timedelta(days=KEEP_DAYS))
        tx.audit("visit.forget", regency, people=count)
    return count


def regencies_to_tidy(by: Actor, *, at: datetime) -> list[str]:
    """The regencies where `forget_old` would find something to delete."""
    with reading(by, P.SETUP) as conn:
        return forgetting.regencies_before(conn, at - timedelta(days=KEEP_DAYS))
