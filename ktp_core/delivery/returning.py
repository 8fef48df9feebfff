"""Use cases of cards that come back: to the office, or on into another parcel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from ktp_core.access.model import Actor
from ktp_core.access.permissions import require
from ktp_core.access.transactions import Writing, writing
from ktp_core.cards.model import Card, CardAction, CardState
from ktp_core.delivery import guard, packing, rules, store
from ktp_core.delivery.model import CardPlace, Destination, Parcel, ParcelCard, ParcelState
from ktp_core.delivery.states import ParcelAction
from ktp_core.errors import Conflict, Refused

A = ParcelAction
REROUTED = "dialihkan ke tujuan lain"
"""The reason of a RETURN that `reroute` makes, unless somebody gives another."""


def bring_back(
    by: Actor, parcel_id: int, numbers: Sequence[int], reason: str, *, day: date, at: datetime
) -> int:  # fmt: skip
    """Cards of a sent parcel lie at the office again (RETURN), loose; how many. It is SETTLED when none is left.

    Raises Refused("parcel_empty" | "parcel_reason" | "parcel_day_future" | "parcel_card_day_before"),
    Conflict("parcel_numbers") when some are not in it.
    """
    with guard.of_parcel(by, parcel_id, A.BRING_BACK, at) as (tx, parcel):
        why, inside = rules.reason(reason), store.some_inside(tx.conn, parcel_id, numbers)
        rules.acted_on(day, guard.today(tx))
        _return(tx, parcel, inside, why, day)
        settled = _left(tx, parcel, day)
        tx.audit("parcel.bring_back", f"parcel:{parcel_id}", cards=len(inside), day=day, settled=settled)
    return len(inside)


def bring_back_strays(by: Actor, resident_ids: Sequence[int], reason: str, *, day: date, at: datetime) -> int:
    """Cards that were sent on outside of any parcel lie at the office again; how many. All or none.

    Raises Refused("card_in_parcel" | "parcel_empty" | "parcel_reason"), Conflict("parcel_cards_moved").
    """
    regency = guard.regency_of(resident_ids[0]) if resident_ids else by.regency
    with writing(by, guard.EDIT, regency, at=at) as tx:
        ids, why = rules.chosen(resident_ids), rules.reason(reason)
        cards = guard.locked_cards(tx, ids)
        rules.acted_on(day, guard.today(tx), max(card.state_on or day for card in cards.values()))
        for card in cards.values():
            require(by, guard.EDIT, card.regency, card.district)
        if gone := [card for card in cards.values() if card.state is not CardState.DISPATCHED]:
            raise Conflict("parcel_cards_moved", n=len(gone))
        if held := store.holding(tx.conn, ids):
            raise Refused("card_in_parcel", code=min(held.values())[1], n=len(held))
        guard.move(tx, dict(enumerate((cards[key] for key in ids), start=1)), CardAction.RETURN, day=day, reason=why)
        tx.audit("parcel.strays", None, cards=len(ids), day=day)
    return len(ids)


def reroute(
    by: Actor, parcel_id: int, numbers: Sequence[int], destination: Destination, *, day: date, at: datetime,
    reason: str = REROUTED,
) -> int:  # fmt: skip
    """Cards of one parcel go on in a new one; its id. Out of a sent parcel they come back on `day` first, out of one
    that has not left they are taken out. Raises like `bring_back` and `packing.pack`."""
    with writing(by, guard.EDIT, guard.regency_of(parcel_id), at=at) as tx:
        to = packing.lasting(tx, destination)
        parcel = guard.locked(tx, parcel_id, A.REROUTE)
        rules.acted_on(day, guard.today(tx))
        why, inside = rules.reason(reason), store.some_inside(tx.conn, parcel_id, numbers)
        cards = _out(tx, parcel, inside, why, day)
        made = packing.packed(tx, to, cards, visit_id=None)
        _left(tx, parcel, day)
        tx.audit("parcel.reroute", f"parcel:{parcel_id}", cards=len(cards), to=made.id, place=str(to.place), day=day)
    return made.id


def _out(tx: Writing, parcel: Parcel, inside: dict[int, ParcelCard], why: str, day: date) -> list[Card]:
    """The cards, finished and loose, by their numbers."""
    residents = [one.resident_id for one in inside.values()]
    if parcel.state is ParcelState.SENT:
        _return(tx, parcel, inside, why, day)
    else:
        guard.locked_cards(tx, residents)
        store.mark(tx.conn, parcel.id, inside, CardPlace.TAKEN_OUT, why, day=day, at=tx.at, by=tx.by.name)
    cards = guard.locked_cards(tx, residents)
    guard.refuse_doomed(tx, cards)
    if dead := [n for n, one in inside.items() if cards[one.resident_id].deceased]:
        raise Refused("parcel_card_deceased", numbers=rules.said(dead), n=len(dead))
    if moved := [card for card in cards.values() if card.state is not CardState.PRINTED]:
        raise Conflict("parcel_cards_moved", n=len(moved))
    return [cards[key] for key in residents]


def _return(tx: Writing, parcel: Parcel, inside: dict[int, ParcelCard], why: str, day: date) -> None:
    cards = guard.locked_cards(tx, [one.resident_id for one in inside.values()])
    store.mark(tx.conn, parcel.id, inside, CardPlace.RETURNED, why, day=day, at=tx.at, by=tx.by.name)
    back = {n: cards[one.resident_id] for n, one in inside.items()}
    # Sent on by a list of SIAK alone, and that was corrected: such a card counts as one that never left.
    away = {n: card for n, card in back.items() if card.state is CardState.DISPATCHED}
    guard.move(tx, away, CardAction.RETURN, day=day, reason=why)


def _left(tx: Writing, parcel: Parcel, day: date) -> bool:
    """The parcel after cards left it; whether it is settled."""
    if guard.settle(tx, parcel, day):
        return True
    store.change(tx.conn, parcel, {}, tx.at)
    return False
