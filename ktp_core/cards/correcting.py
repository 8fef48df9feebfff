"""Taking the last act back, with everything that went along with it: blank, batch, parcel, hand-over.

What a parcel or a destruction did to a card is put right there: the card alone cannot undo what happened to both.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection

from ktp_core.batches.moves import unprinted
from ktp_core.blanks.moves import undo_use
from ktp_core.blanks.store import used_for
from ktp_core.cards import history, keeping, store
from ktp_core.cards.model import Card, CardAction, CardEvent, Source
from ktp_core.cards.states import ActionNotAllowed
from ktp_core.delivery.moves import lock_parcel_of, taken_back
from ktp_core.errors import Refused
from ktp_core.summaries.store import Deltas

A = CardAction


def lock_around(conn: Connection, resident_id: int) -> None:
    """Lock what comes before the resident's row in the order of locks. Raises NotFound."""
    lock_parcel_of(conn, resident_id, store.card(conn, resident_id).serial)


def take_back(
    conn: Connection, card: Card, deltas: Deltas, *, day: date, at: datetime, by: str, reason: str | None
) -> Card:
    """Undo the last act that still stands; the card afterwards. Lock with `lock_around` and the resident's row before.

    Raises ActionNotAllowed("card_nothing_to_undo" | "card_reason" | "card_day_before"), Refused("card_in_parcel" |
    "card_parcel_correct" | "card_destruction_open" | "card_destroyed" | "blank_second_person" |
    "blank_holder_inactive").
    """
    past = store.history(conn, card.resident_id)
    event = history.undo(card, past, day=day, at=at, by=by, reason=reason or "")
    last = history.standing(past)[-1]
    if day < last.day:  # a blank would come back, and a report change, before the act itself
        raise ActionNotAllowed("card_day_before", since=last.day)
    _possible(conn, last)
    if last.action is A.PRINT:
        if last.by == by:  # a finished card and a blank: never one person alone
            raise Refused("blank_second_person")
        if last.source is Source.OFFICE:  # a print that SIAK tells of took no blank of ours
            _unprint(conn, last, day=day, at=at, by=by, reason=str(reason))
    elif last.action is A.DELIVER:
        taken_back(conn, card.resident_id, last.serial, at=at, by=by)
    return store.write(conn, card, event, deltas)


def _unprint(conn: Connection, last: CardEvent, *, day: date, at: datetime, by: str, reason: str) -> None:
    """The blank goes back to where it came from, and the batch that took it does not have the card printed."""
    used = used_for(conn, last.resident_id, last.serial)
    if used is not None and used[0].batch_id is not None:
        unprinted(conn, used[0].batch_id, last.resident_id, last.serial, reason, at=at, by=by)
    undo_use(conn, last.resident_id, last.serial, day=day, by=by, at=at, reason=reason)


def _possible(conn: Connection, last: CardEvent) -> None:
    """Raises Refused when the act is not to be undone at the card."""
    of = conn, last.resident_id, last.serial
    ours = last.source is Source.OFFICE
    if last.action is A.PRINT:
        if code := keeping.parcel_of(*of):
            raise Refused("card_in_parcel", code=code, n=1)
        if keeping.destructions(*of, decided=False):
            raise Refused("card_destruction_open")
    elif last.action in (A.DISPATCH, A.RETURN):
        outside = last.action is A.DISPATCH and keeping.parcel_of(*of, sent=True)
        if outside or (ours and keeping.was_in_parcel(*of)):
            raise Refused("card_parcel_correct")
    elif ours and last.action is A.SPOIL and keeping.destructions(*of, decided=True):
        raise Refused("card_destroyed")
