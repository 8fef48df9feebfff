"""Operators at the printer: who prints which cards now, what is left out and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ktp_core.access.model import Actor
from ktp_core.access.transactions import Writing
from ktp_core.batches import guard, numbers, queries, rules, states, store
from ktp_core.batches.guard import Chosen
from ktp_core.batches.model import Batch, CardMark
from ktp_core.blanks import store as blanks
from ktp_core.errors import Conflict, Refused


def take(by: Actor, batch_id: int, wanted: Sequence[int] | int, *, at: datetime) -> list[int]:
    """Somebody prints these now: those positions, or the next so many that wait and nobody took; the positions.

    Taking one's own again does nothing. Raises Conflict("batch_taken", name=display name of who has them,
    numbers=which), Conflict("batch_printed", numbers=), Refused("batch_not_waiting", numbers=),
    Refused("batch_position", numbers=) for positions that are not there, Refused("batch_none_chosen"),
    Refused("batch_none_left") when `wanted` is a number and none is free, Refused("batch_asked"),
    Refused("batch_paused" | "batch_over"), NotAllowed, NotFound("batch_unknown").
    """
    with guard.of_batch(by, batch_id, at) as (tx, batch):
        states.running(batch.state)
        positions = _next(tx, batch, rules.asked(wanted)) if isinstance(wanted, int) else wanted
        chosen = guard.choose(tx.conn, batch, positions)
        guard.in_hand(tx.conn, chosen, by)
        store.mark(tx.conn, batch_id, chosen.positions, {"taken_by": by.name, "taken_at": at})
        tx.audit("batch.take", f"batch:{batch_id}", cards=len(chosen.rows))
        return chosen.positions


def give_back(by: Actor, batch_id: int, positions: Sequence[int], *, at: datetime) -> int:
    """Nobody prints these now, whoever took them (a colleague went home); how many were taken. Raises
    Refused("batch_none_taken", numbers=) when nobody took any of them, Refused("batch_position" | "batch_none_chosen" |
    "batch_over"), NotAllowed, NotFound("batch_unknown")."""
    with guard.of_batch(by, batch_id, at) as (tx, batch):
        states.holding(batch.state)
        chosen = guard.choose(tx.conn, batch, positions)
        taken = [row for row in chosen.rows if row.state is CardMark.WAITING and row.taken_by is not None]
        if not taken:
            raise Refused("batch_none_taken", numbers=numbers.say(chosen.positions))
        store.mark(tx.conn, batch_id, [row.position for row in taken], {"taken_by": None, "taken_at": None})
        others = sum(row.taken_by != by.name for row in taken)
        tx.audit("batch.give_back", f"batch:{batch_id}", cards=len(taken), of_others=others)
        return len(taken)


def skip(by: Actor, batch_id: int, positions: Sequence[int], *, reason: str, at: datetime) -> int:
    """These are left out of this batch, with the reason; they stay due and may come into another one. How many.

    Raises like `take`, except for a pause; Refused("batch_reason").
    """
    with guard.of_batch(by, batch_id, at) as (tx, batch):
        states.holding(batch.state)
        why, day = rules.reason(reason), guard.today(tx, batch.regency)
        chosen = guard.choose(tx.conn, batch, positions)
        guard.in_hand(tx.conn, chosen, by)
        decided = store.decided(CardMark.SKIPPED, day=day, at=at, by=by.name, reason=why)
        store.mark(tx.conn, batch_id, chosen.positions, decided)
        tx.audit("batch.skip", f"batch:{batch_id}", cards=len(chosen.rows))
        return len(chosen.rows)


def unskip(by: Actor, batch_id: int, positions: Sequence[int], *, at: datetime) -> int:
    """Skipped ones wait in this batch again. How many. Raises Refused("batch_not_skipped", numbers=),
    Refused("batch_not_due", numbers=) when the card is no longer to be printed, Conflict("batch_elsewhere", numbers=)
    when another batch has it now, Refused("batch_no_stock" | "batch_no_capacity") when the printer has no room,
    Refused("batch_position" | "batch_none_chosen" | "batch_over"), NotAllowed, NotFound("batch_unknown")."""
    with guard.of_batch(by, batch_id, at) as (tx, batch):
        states.holding(batch.state)
        chosen = guard.choose(tx.conn, batch, positions)
        _free(tx, batch, chosen)
        values = {"state": str(CardMark.WAITING), "reason": None, "day": None, "at": None, "by": None}
        store.mark(tx.conn, batch_id, chosen.positions, values)
        tx.audit("batch.unskip", f"batch:{batch_id}", cards=len(chosen.rows))
        return len(chosen.rows)


def _next(tx: Writing, batch: Batch, n: int) -> list[int]:
    """Where they are read the batch is locked, so that nobody else of this batch takes them; one that left it
    meanwhile is refused."""
    free = [row.position for row in store.cards(tx.conn, batch.id, store.WAITING, store.c.taken_by.is_(None))]
    if not free:
        raise Refused("batch_none_left")
    return free[:n]


def _free(tx: Writing, batch: Batch, chosen: Chosen) -> None:
    if wrong := [row.position for row in chosen.rows if row.state is not CardMark.SKIPPED]:
        raise Refused("batch_not_skipped", numbers=numbers.say(wrong))
    day = max(batch.day, guard.today(tx, batch.regency))
    past = [row for row in chosen.rows if not rules.fits(chosen.cards.get(row.resident_id), row.serial, day)]
    if past:
        raise Refused("batch_not_due", numbers=numbers.say(row.position for row in past))
    elsewhere = store.elsewhere(tx.conn, [row.resident_id for row in chosen.rows])
    if gone := [row.position for row in chosen.rows if row.resident_id in elsewhere]:
        raise Conflict("batch_elsewhere", numbers=numbers.say(gone))
    printer = blanks.get(tx.conn, batch.holder_id, lock=True)
    room = queries.room(tx.conn, batch.holder_id, batch.day)
    if room.free < len(chosen.rows):
        raise rules.too_few(room, printer.name)
