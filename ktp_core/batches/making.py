"""Proposing a batch, making it of exactly what the rules propose at that moment, adding people of a visit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import Writing, reading, writing
from ktp_core.batches import candidates, guard, queries, rules, states, store
from ktp_core.batches.model import MOST, Batch, BatchState, CardMark
from ktp_core.batches.proposal import Proposal, Proposed, Wish
from ktp_core.blanks import store as blanks
from ktp_core.blanks.model import Holder
from ktp_core.cards.bulk import cards_by_id
from ktp_core.db.ids import next_id
from ktp_core.errors import NotFound, Refused
from ktp_core.visits import store as visits
from ktp_core.visits.model import VisitState

P = Permission


def propose(
    by: Actor, regency: str, holder_id: int, *, day: date, asked: int, districts: tuple[str, ...] = (),
    institutions: tuple[int, ...] = (), visit_id: int | None = None, today: date,
) -> Proposal:  # fmt: skip
    """What a batch of that printer (`blank_holder.id`) made now for `day` would hold: at most `asked` cards, and no
    more than its blanks and its capacity of that day allow (`Proposal.room`). Empty where there is no room.

    An actor of some districts proposes of these alone. `visit_id`: people of that visit's list, those recorded at it
    and those of its institution. Raises NotAllowed, NotFound("blank_holder_unknown" | "visit_unknown"),
    Refused("batch_asked" | "batch_day" | "batch_visit_day" | "batch_visit_cancelled" | "blank_holder_inactive").
    """
    with reading(by, P.BATCH_EDIT, regency) as conn:
        wish = Wish(_mine(by, regency, districts), institutions, visit_id)
        return _offer(conn, _printer(conn, regency, holder_id), day, asked, wish, today)


def make(
    by: Actor, holder_id: int, *, day: date, asked: int, districts: tuple[str, ...] = (),
    institutions: tuple[int, ...] = (), visit_id: int | None = None, note: str = "", skip: frozenset[int] = frozenset(),
    today: date, at: datetime,
) -> int:  # fmt: skip
    """Proposes again and makes the batch; its id. `skip`: residents (ids) left out by hand; others take their place.

    Raises like `propose`, Refused("batch_nobody" | "batch_no_stock" | "batch_no_capacity") where it would be empty,
    Refused("batch_note").
    """
    regency = guard.regency_of(holder_id)
    with writing(by, P.BATCH_EDIT, regency, at=at) as tx:
        wish = Wish(_mine(by, regency, districts), institutions, visit_id, skip)
        if visit_id is not None:
            visits.hold(tx.conn, visit_id)
        key = next_id(tx.conn, regency, "print_batch")  # from here on nobody else of this office makes one
        printer = _printer(tx.conn, regency, holder_id)
        offer = _offer(tx.conn, printer, day, asked, wish, today)
        batch = _empty(tx, key, holder_id, day, visit_id, rules.note(note))
        chosen = _still_free(tx.conn, batch, printer, day, offer.cards)
        store.insert_batch(tx.conn, batch)
        store.append(tx.conn, key, chosen)
        tx.audit("batch.make", f"batch:{key}", holder=holder_id, day=day, cards=len(chosen), left_out=len(skip))
    return key


def add_from_visit(by: Actor, batch_id: int, *, today: date, at: datetime) -> int:
    """People of the batch's visit who became due since: put at its end, up to the printer's room; how many.

    Raises Refused("batch_no_visit") for a batch that is not of a visit, Refused("batch_over"), and like `make` where
    nobody came.
    """
    with guard.of_batch(by, batch_id, at) as (tx, batch):
        states.holding(batch.state)
        if batch.visit_id is None:
            raise Refused("batch_no_visit")
        there = store.cards(tx.conn, batch_id)
        skipped = frozenset(row.resident_id for row in there if row.state is CardMark.SKIPPED)
        wish, day = Wish(batch.districts, (), batch.visit_id, skipped), max(batch.day, today)
        order = store.order(tx.conn, batch.regency)
        found, _ = candidates.propose(tx.conn, batch.regency, day, order=order, wish=wish, limit=MOST - len(there))
        chosen = _still_free(tx.conn, batch, _printer(tx.conn, batch.regency, batch.holder_id), day, found)
        store.append(tx.conn, batch_id, chosen)
        tx.audit("batch.add", f"batch:{batch_id}", cards=len(chosen))
        return len(chosen)


def _empty(tx: Writing, key: int, holder_id: int, day: date, visit_id: int | None, note: str | None) -> Batch:
    """The new batch: the next number of its day, the order of urgency as it is now."""
    regency = guard.regency_of(key)
    return Batch(
        key, regency, store.next_number(tx.conn, regency, day), holder_id, day, visit_id, BatchState.OPEN,
        tx.by.districts, store.order(tx.conn, regency).categories, note, tx.at, tx.by.name, None, 1,
    )  # fmt: skip


def _mine(by: Actor, regency: str, districts: tuple[str, ...]) -> tuple[str, ...]:
    for one in districts:
        require(by, P.BATCH_EDIT, regency, one)
    return districts or by.districts


def _printer(conn: Connection, regency: str, holder_id: int) -> Holder:
    holder = blanks.get(conn, holder_id)
    if holder.regency != regency:
        raise NotFound("blank_holder_unknown")
    if not holder.active:
        raise Refused("blank_holder_inactive", name=holder.name)
    return holder


def _offer(conn: Connection, printer: Holder, day: date, asked: int, wish: Wish, today: date) -> Proposal:
    rules.asked(asked)
    rules.planned_for(day, today, on_the_spot=wish.visit_id is not None)
    if wish.visit_id is not None:
        _at(conn, printer.regency, wish.visit_id, day)
    room = queries.room(conn, printer.id, day)
    limit, order = min(asked, room.free), store.order(conn, printer.regency)
    found, waiting = candidates.propose(conn, printer.regency, day, order=order, wish=wish, limit=limit)
    return Proposal(tuple(found), room, asked, waiting)


def _at(conn: Connection, regency: str, visit_id: int, day: date) -> None:
    visit = visits.visit(conn, visit_id)
    if visit.regency != regency:
        raise NotFound("visit_unknown")
    if visit.state is VisitState.CANCELLED:
        raise Refused("batch_visit_cancelled")
    if visit.day != day:
        raise Refused("batch_visit_day", day=visit.day)


def _still_free(
    conn: Connection, batch: Batch, printer: Holder, day: date, found: Sequence[Proposed]
) -> list[Proposed]:
    """Those that are still due and free once their residents are locked, as many as there is room for. Never none."""
    residents = [one.resident_id for one in found]
    cards = cards_by_id(conn, batch.regency, residents, lock=True)
    taken = store.elsewhere(conn, residents)
    free = [
        one for one in found
        if one.resident_id not in taken and rules.fits(cards.get(one.resident_id), one.serial, day)
    ]  # fmt: skip
    blanks.get(conn, printer.id, lock=True)  # two who add to this printer's cards see each other
    room = queries.room(conn, printer.id, batch.day)
    if not free or not room.free:
        raise rules.none_fits(room, printer.name)
    return free[: room.free]
