"""A batch as a whole: it stops, goes on, ends."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ktp_core.access.model import Actor
from ktp_core.access.transactions import Writing
from ktp_core.batches import guard, rules, states, store
from ktp_core.batches.guard import Chosen
from ktp_core.batches.model import Batch, BatchAction, BatchState, CardMark
from ktp_core.errors import Conflict

A = BatchAction


def pause(by: Actor, batch_id: int, version: int, *, reason: str = "", at: datetime) -> None:
    """It stands still: its cards stay its own, nobody prints them, those being printed are given back.

    Raises like `finish`.
    """
    with guard.of_batch(by, batch_id, at) as (tx, batch):
        _turn(tx, batch, version, A.PAUSE, reason)
        waiting = _waiting(tx, batch).positions
        store.mark(tx.conn, batch_id, waiting, {"taken_by": None, "taken_at": None})
        tx.audit("batch.pause", f"batch:{batch_id}", waiting=len(waiting))


def resume(by: Actor, batch_id: int, version: int, *, at: datetime) -> None:
    """A paused one goes on. Raises like `finish`."""
    with guard.of_batch(by, batch_id, at) as (tx, batch):
        _turn(tx, batch, version, A.RESUME, "")
        tx.audit("batch.resume", f"batch:{batch_id}")


def finish(by: Actor, batch_id: int, version: int, *, reason: str = "", at: datetime) -> int:
    """It has ended; how many cards that still waited are free for another batch.

    Raises Conflict("batch_changed"), Conflict("batch_taken") while somebody else is printing some of them,
    Refused("batch_over" | "batch_no_way" | "batch_reason"), NotAllowed, NotFound("batch_unknown").
    """
    with guard.of_batch(by, batch_id, at) as (tx, batch):
        _turn(tx, batch, version, A.FINISH, reason)
        freed = _release(tx, batch, reason)
        tx.audit("batch.finish", f"batch:{batch_id}", released=freed)
        return freed


def cancel(by: Actor, batch_id: int, version: int, *, reason: str, at: datetime) -> int:
    """It was made by mistake; how many cards are free again. Raises like `finish`, Refused("batch_begun") once a card
    of it was printed or a blank spoiled, Refused("batch_reason") without a reason."""
    with guard.of_batch(by, batch_id, at) as (tx, batch):
        _turn(tx, batch, version, A.CANCEL, rules.reason(reason))
        freed = _release(tx, batch, reason)
        tx.audit("batch.cancel", f"batch:{batch_id}", released=freed)
        return freed


def _turn(tx: Writing, batch: Batch, version: int, action: BatchAction, reason: str) -> None:
    if batch.version != version:
        raise Conflict("batch_changed")
    state = states.after(batch.state, action, store.progress(tx.conn, batch.id))
    values: dict[str, Any] = {"state": str(state), "reason": rules.reason(reason) if reason.strip() else None}
    if state in (BatchState.DONE, BatchState.CANCELLED):
        values["done_at"] = tx.at
    store.change(tx.conn, batch, values, tx.at)


def _waiting(tx: Writing, batch: Batch) -> Chosen:
    """The cards that wait, their residents locked."""
    positions = [row.position for row in store.cards(tx.conn, batch.id, store.WAITING)]
    if not positions:
        return Chosen((), {})
    chosen = guard.choose(tx.conn, batch, positions)
    return Chosen(tuple(row for row in chosen.rows if row.state is CardMark.WAITING), chosen.cards)


def _release(tx: Writing, batch: Batch, reason: str) -> int:
    """Cards that wait are free again, unless somebody else is printing them now: another batch would print them too."""
    waiting, day = _waiting(tx, batch), guard.today(tx, batch.regency)
    guard.in_hand(tx.conn, waiting, tx.by)
    why = rules.reason(reason) if reason.strip() else None
    decided = store.decided(CardMark.RELEASED, day=day, at=tx.at, by=tx.by.name, reason=why)
    store.mark(tx.conn, batch.id, waiting.positions, decided)
    return len(waiting.rows)
