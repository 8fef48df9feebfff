"""Use cases of hand-over: at the counter, or out of a parcel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from ktp_core.access.model import Actor
from ktp_core.access.permissions import require
from ktp_core.access.transactions import Writing, writing
from ktp_core.cards.model import Card, CardAction, CardState
from ktp_core.delivery import guard, receipts, rules, store
from ktp_core.delivery.finished import Receipt
from ktp_core.delivery.model import CardPlace, Parcel, ParcelState
from ktp_core.delivery.states import ParcelAction
from ktp_core.errors import Conflict, Refused

A = ParcelAction
AT_COUNTER = "diserahkan di loket"
"""The reason why a card left a parcel that had not left: somebody came for it."""


def hand_over(
    by: Actor, resident_id: int, receipt: Receipt, *, day: date, at: datetime, parcel_id: int | None = None
) -> int:  # fmt: skip
    """One finished card into one hand on `day` (DELIVER); the id of the hand-over. `parcel_id`: out of that parcel,
    which was sent; None: at the counter, also out of a parcel that has not left.

    Raises Refused("card_sent_in_parcel") at the counter for a card of a sent parcel, Refused("parcel_cards_doomed")
    while somebody wants it destroyed, Refused("receipt_..." | "parcel_card_deceased" | "parcel_card_day_before" |
    "parcel_day_future"), Conflict("card_moved") when it is no finished card any more, Conflict("card_delivered") when
    somebody has just handed it over.
    """
    with writing(by, guard.EDIT, guard.regency_of(resident_id), at=at) as tx:
        given = rules.receipt(receipt)
        rules.acted_on(day, guard.today(tx))
        parcel = _parcel_of(tx, resident_id) if parcel_id is None else guard.locked(tx, parcel_id, A.HAND_OVER)
        card = _finished(tx, resident_id, parcel, counter=parcel_id is None)
        number = _leave(tx, parcel, resident_id, CardPlace.TAKEN_OUT if parcel_id is None else CardPlace.HANDED, day)
        guard.move(tx, {number: card}, CardAction.DELIVER, day=day)
        (made,) = receipts.insert_many(
            tx.conn, tx.regency or "", [card], given, parcel_id, day=day, at=at, by=by.name
        )  # fmt: skip
        _after(tx, parcel, day)
        tx.audit("card.hand_over", f"resident:{resident_id}", day=day, parcel=parcel_id, **_said(given))
    return made


def hand_over_many(
    by: Actor, parcel_id: int, numbers: Sequence[int], receipt: Receipt, *, day: date, at: datetime
) -> int:  # fmt: skip
    """Many cards of one sent parcel with the same receipt (OWNER: each signed; OFFICER: one signed for all); how many.
    All or none. Raises Refused("receipt_many") for a PARENT or PROXY of more than one, Conflict("parcel_numbers") for
    numbers that are not in it any more, and like `hand_over`."""
    with guard.of_parcel(by, parcel_id, A.HAND_OVER, at) as (tx, parcel):
        rules.acted_on(day, guard.today(tx))
        inside = store.some_inside(tx.conn, parcel_id, numbers)
        given = rules.receipt(receipt, len(inside))
        cards = guard.locked_cards(tx, [one.resident_id for one in inside.values()])
        guard.refuse_doomed(tx, cards)
        store.mark(tx.conn, parcel_id, inside, CardPlace.HANDED, None, day=day, at=at, by=by.name)
        handed = {n: cards[one.resident_id] for n, one in inside.items()}
        guard.move(tx, handed, CardAction.DELIVER, day=day)
        receipts.insert_many(
            tx.conn, parcel.regency, list(handed.values()), given, parcel_id, day=day, at=at, by=by.name
        )  # fmt: skip
        _after(tx, parcel, day)
        tx.audit("parcel.hand_over", f"parcel:{parcel_id}", cards=len(handed), day=day, **_said(given))
    return len(handed)


def _parcel_of(tx: Writing, resident_id: int) -> Parcel | None:
    """The parcel that the card is in, locked; it must not have left."""
    held = store.holding(tx.conn, [resident_id]).get(resident_id)
    if held is None:
        return None
    parcel = store.get(tx.conn, held[0], lock=True)
    still = store.holding(tx.conn, [resident_id]).get(resident_id)  # somebody may have been faster
    if still == held and parcel.state is ParcelState.PACKED:
        return parcel
    if still is None:
        return None
    raise Refused("card_sent_in_parcel" if still == held else "card_in_parcel", code=still[1])


def _finished(tx: Writing, resident_id: int, parcel: Parcel | None, *, counter: bool) -> Card:
    """The card, locked, if it can be handed over from where it is."""
    card = guard.locked_cards(tx, [resident_id])[resident_id]
    if counter:
        require(tx.by, guard.EDIT, card.regency, card.district)
    if card.state is CardState.DELIVERED:
        raise Conflict("card_delivered")
    if card.state not in (CardState.PRINTED, CardState.DISPATCHED):
        raise Conflict("card_moved")
    guard.refuse_doomed(tx, {resident_id: card})
    held = store.holding(tx.conn, [resident_id]).get(resident_id)
    if held is not None and (parcel is None or held[0] != parcel.id):  # packed or rerouted in this very moment
        raise Refused("card_in_parcel", code=held[1])
    if held is None and parcel is not None:
        raise Conflict("card_not_in_parcel", code=parcel.code)
    return card


def _leave(tx: Writing, parcel: Parcel | None, resident_id: int, state: CardPlace, day: date) -> int:
    """Its number in the parcel, which it leaves; 0 without one."""
    if parcel is None:
        return 0
    number = next(n for n, one in store.inside(tx.conn, parcel.id).items() if one.resident_id == resident_id)
    reason = AT_COUNTER if state is CardPlace.TAKEN_OUT else None
    store.mark(tx.conn, parcel.id, [number], state, reason, day=day, at=tx.at, by=tx.by.name)
    return number


def _after(tx: Writing, parcel: Parcel | None, day: date) -> None:
    if parcel is not None and not guard.settle(tx, parcel, day):
        store.change(tx.conn, parcel, {}, tx.at)


def _said(given: Receipt) -> Mapping[str, str]:
    return {"receiver": str(given.receiver), "proof": str(given.proof)}
