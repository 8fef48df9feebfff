"""Use cases of custody: a parcel leaves the office, and goes from one keeper to the next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from ktp_core.access.model import Actor
from ktp_core.access.transactions import Writing
from ktp_core.cards.model import CardAction, CardState
from ktp_core.delivery import guard, rules, store
from ktp_core.delivery.model import Keeper, Parcel, ParcelCard
from ktp_core.delivery.states import ParcelAction, act
from ktp_core.errors import Refused

A = ParcelAction


def send(
    by: Actor, parcel_id: int, keeper: Keeper, name: str, given_by: str, *, day: date, at: datetime, note: str = "",
    version: int | None = None,
) -> int:  # fmt: skip
    """It leaves the office with `keeper`, for whom `name` signed; all its cards are DISPATCHED on `day`; how many.

    `version`: refuse with Conflict("parcel_changed") when it is no longer as it was shown. Raises
    Refused("parcel_empty" | "parcel_keeper" | "parcel_name" | "parcel_card_deceased" | "parcel_card_day_before" |
    "parcel_cards_doomed" | "parcel_day_future"), Refused("parcel_day_before") for a day before a card of it that SIAK
    said was sent on was printed. It may have been packed on paper before it was packed here.
    """
    with guard.of_parcel(by, parcel_id, A.SEND, at, version) as (tx, parcel):
        taking = rules.keeper(keeper, parcel.destination.place), rules.person(name), rules.person(given_by)
        inside = store.inside(tx.conn, parcel_id)
        if not inside:
            raise Refused("parcel_empty")
        _dispatch(tx, inside, day)
        _hand_on(tx, parcel, *taking, len(inside), note, day, state=str(act(parcel.state, A.SEND)), sent_on=day)
        tx.audit("parcel.send", f"parcel:{parcel_id}", cards=len(inside), keeper=str(keeper), day=day)
    return len(inside)


def transfer(
    by: Actor, parcel_id: int, keeper: Keeper, name: str, given_by: str, *, day: date, at: datetime, note: str = "",
    version: int | None = None,
) -> None:  # fmt: skip
    """Outside, somebody else has it from `day` on. Raises Refused("parcel_keeper") for the office (bring the cards
    back instead) or a party it does not go to, Refused("parcel_day_before") for a day before the present keeper's."""
    with guard.of_parcel(by, parcel_id, A.TRANSFER, at, version) as (tx, parcel):
        rules.acted_on(day, guard.today(tx), parcel.kept_since)
        taking = rules.keeper(keeper, parcel.destination.place), rules.person(name), rules.person(given_by)
        cards = len(store.inside(tx.conn, parcel_id))
        _hand_on(tx, parcel, *taking, cards, note, day)
        tx.audit("parcel.transfer", f"parcel:{parcel_id}", cards=cards, keeper=str(keeper), day=day)


def _dispatch(tx: Writing, inside: Mapping[int, ParcelCard], day: date) -> None:
    """Every card of the parcel leaves, but those of which a list of SIAK said so before us."""
    cards = guard.locked_cards(tx, [one.resident_id for one in inside.values()])
    guard.refuse_doomed(tx, cards)
    gone = [card for card in cards.values() if card.state is CardState.DISPATCHED]
    rules.acted_on(day, guard.today(tx), max((card.printed_on for card in gone if card.printed_on), default=None))
    here = {n: cards[one.resident_id] for n, one in inside.items()}
    going = {n: card for n, card in here.items() if card.state is not CardState.DISPATCHED}
    guard.move(tx, going, CardAction.DISPATCH, day=day)


def _hand_on(
    tx: Writing, parcel: Parcel, keeper: Keeper, name: str, given_by: str, cards: int, note: str, day: date,
    **values: object,
) -> None:  # fmt: skip
    kept = {"keeper": str(keeper), "keeper_name": name, "kept_since": day}
    store.change(tx.conn, parcel, kept | values, tx.at)
    remark = rules.note(note)
    store.hand_on(tx.conn, parcel, keeper, name, given_by, cards, remark, day=day, at=tx.at, by=tx.by.name)
