"""What a closed visit does to cards: everybody recorded there gets one recording, on its day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ktp_core import clock
from ktp_core.access.transactions import Writing
from ktp_core.cards import bulk, history, states
from ktp_core.cards import store as cards
from ktp_core.cards.lists.planning import Move
from ktp_core.cards.model import Card, CardAction
from ktp_core.errors import Refused
from ktp_core.fieldwork import rules
from ktp_core.summaries.store import Deltas
from ktp_core.visits.model import Visit

REASON = "kunjungan dibuka kembali"
"""Why a recording is taken back: kept with the event."""


def record(tx: Writing, visit: Visit, new: Sequence[Card], deltas: Deltas) -> None:
    """One RECORD event each: day and channel of the visit, entered now. The cards were read with a lock."""
    moves = []
    for card in new:
        event = states.act(
            card, CardAction.RECORD, day=visit.day, at=tx.at, by=tx.by.name, channel=visit.channel, visit_id=visit.id
        )
        moves.append(Move(card, ((event, states.project(card, event)),)))
    bulk.write_moves(tx.conn, moves, deltas)


def take_back(tx: Writing, visit: Visit, residents: Mapping[int, int | None], deltas: Deltas) -> None:
    """Undo this visit's recording of these residents (their numbers on the list beside them).

    Raises Refused("field_moved_on") when something came after a recording: then it is no mistake of the list alone.
    """
    today = clock.local(tx.at, visit.regency).date()
    gone_on: list[int | None] = []
    for resident_id, number in sorted(residents.items()):
        card = cards.card(tx.conn, resident_id, lock=True)
        past = cards.history(tx.conn, resident_id)
        last = history.standing(past)[-1]
        if last.action is not CardAction.RECORD or last.visit_id != visit.id:
            gone_on.append(number)
            continue
        event = history.undo(card, past, day=today, at=tx.at, by=tx.by.name, reason=REASON)
        cards.write(tx.conn, card, event, deltas)
    if gone_on:
        raise Refused("field_moved_on", numbers=rules.ranges(one for one in gone_on if one) or "–")
