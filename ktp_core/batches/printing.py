"""What the printer made: cards printed, blanks spoiled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, update

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import Writing
from ktp_core.batches import guard, numbers, rules, states, store
from ktp_core.batches.guard import Chosen
from ktp_core.batches.model import Batch, CardMark
from ktp_core.blanks import moves as blank_moves
from ktp_core.blanks import rules as blank_rules
from ktp_core.blanks import store as blanks
from ktp_core.blanks.model import HolderKind
from ktp_core.cards.bulk import write_moves
from ktp_core.cards.lists.planning import Move
from ktp_core.cards.model import CardAction, Channel
from ktp_core.cards.states import ActionNotAllowed, act, project
from ktp_core.db.schema import print_batch_card
from ktp_core.errors import Refused
from ktp_core.summaries.store import Deltas
from ktp_core.summaries.store import add as add_counts
from ktp_core.visits import store as visits

_WHY = {
    "card_too_young": "batch_too_young",
    "card_deceased": "batch_deceased",
    "card_day_before": "batch_day_before",
    "card_no_way": "batch_not_due",
}


def printed(by: Actor, batch_id: int, positions: Sequence[int], *, day: date, at: datetime) -> int:
    """These were printed on `day`, all or none: each used a blank of the batch's printer, each card moved on. How many.

    Raises Conflict("batch_taken", name=, numbers=) when somebody else is printing one of them,
    Conflict("batch_printed", numbers=), Refused("batch_not_waiting", numbers=) for skipped, released and gone ones,
    Refused("batch_position" | "batch_none_chosen"), Refused("batch_too_young" | "batch_deceased" | "batch_day_before" |
    "batch_not_due", numbers=) when the card line forbids it, Refused("batch_paused" | "batch_over"),
    Refused("blank_none" | "blank_none_then" | "blank_holder_inactive" | "blank_day_future" | "blank_day_old"),
    NotAllowed, NotFound("batch_unknown").
    """
    with guard.of_batch(by, batch_id, at) as (tx, batch):
        chosen = _at_printer(tx, batch, positions, day)
        moves = _moves(tx, batch, chosen, day)
        # Marked first: what follows a printed card then finds it waiting nowhere.
        decided = store.decided(CardMark.PRINTED, day=day, at=at, by=by.name)
        store.mark(tx.conn, batch_id, chosen.positions, decided)
        pairs = [(row.resident_id, row.serial) for row in chosen.rows]
        blank_moves.use_many(tx.conn, batch.holder_id, pairs, day=day, by=by.name, at=at, batch_id=batch_id)
        deltas = Deltas(batch.regency, tx.day)
        write_moves(tx.conn, moves, deltas)
        add_counts(tx.conn, deltas)
        tx.audit("batch.print", f"batch:{batch_id}", cards=len(moves), day=day)
        return len(moves)


def spoiled(by: Actor, batch_id: int, position: int, *, reason: str, day: date, at: datetime) -> int:
    """A blank spoiled while this card was printed on `day`: the blank is gone, the card still waits. How many blanks
    were lost on it so far. Raises like `printed`, Refused("batch_reason")."""
    with guard.of_batch(by, batch_id, at) as (tx, batch):
        why = rules.reason(reason)
        (row,) = _at_printer(tx, batch, [position], day).rows
        c = print_batch_card.c
        lost = update(print_batch_card).where(c.batch_id == batch_id, c.position == position)
        tx.conn.execute(lost.values(spoiled=c.spoiled + 1, reason=why))
        blank_moves.spoil(
            tx.conn, batch.holder_id, row.resident_id, row.serial, day=day, by=by.name, at=at, batch_id=batch_id,
            reason=why,
        )  # fmt: skip
        tx.audit("batch.spoil", f"batch:{batch_id}", position=position, day=day)
        return row.spoiled + 1


def _at_printer(tx: Writing, batch: Batch, positions: Sequence[int], day: date) -> Chosen:
    states.running(batch.state)
    blank_rules.acted_on(day, guard.today(tx, batch.regency))
    chosen = guard.choose(tx.conn, batch, positions)
    guard.in_hand(tx.conn, chosen, tx.by)
    if tx.by.districts:
        for card in chosen.cards.values():
            require(tx.by, Permission.BATCH_EDIT, batch.regency, card.district)
    return chosen


def _moves(tx: Writing, batch: Batch, chosen: Chosen, day: date) -> list[Move]:
    """Raises Refused with the numbers of those that the card line forbids for the first reason found."""
    channel = _channel(tx.conn, batch)
    found: list[Move] = []
    wrong: dict[str, list[int]] = defaultdict(list)
    for row in chosen.rows:
        card = chosen.cards[row.resident_id]
        try:
            event = act(
                card, CardAction.PRINT, day=day, at=tx.at, by=tx.by.name, channel=channel, visit_id=batch.visit_id
            )
        except ActionNotAllowed as refusal:
            wrong[_WHY[refusal.code]].append(row.position)
            continue
        found.append(Move(card, ((event, project(card, event)),)))
    for code, positions in wrong.items():
        raise Refused(code, numbers=numbers.say(positions))
    return found


def _channel(conn: Connection, batch: Batch) -> Channel:
    """Where it is printed: at the visit, or where the printer stands."""
    if batch.visit_id is not None:
        return visits.visit(conn, batch.visit_id).channel
    office = blanks.get(conn, batch.holder_id).kind is HolderKind.OFFICE
    return Channel.DISTRICT_OFFICE if office else Channel.OFFICE
