"""Who may change a parcel, and what every use case of finished cards asks first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import Writing, writing
from ktp_core.cards import bulk, states
from ktp_core.cards.lists.planning import Move
from ktp_core.cards.model import Card, CardAction, CardState
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.types import region_code
from ktp_core.delivery import proposals, rules, store
from ktp_core.delivery.model import Parcel, ParcelState
from ktp_core.delivery.states import ParcelAction, act
from ktp_core.errors import Conflict, NotFound, Refused
from ktp_core.summaries.store import Deltas
from ktp_core.summaries.store import add as add_counts

EDIT = Permission.PARCEL_EDIT


def regency_of(key: int) -> str:
    """Ids carry their regency in front."""
    return region_code(key // PER_REGENCY)


def today(tx: Writing) -> date:
    """The office's own day at the moment of the transaction."""
    assert tx.regency is not None
    return clock.local(tx.at, tx.regency).date()


def shown(by: Actor) -> str:
    """The actor's name as people sign it."""
    return by.display_name or by.name


@contextmanager
def of_parcel(
    by: Actor, parcel_id: int, action: ParcelAction, at: datetime, version: int | None = None
) -> Iterator[tuple[Writing, Parcel]]:
    """A transaction about one parcel of the actor's, which may go that way from where it is."""
    with writing(by, EDIT, regency_of(parcel_id), at=at) as tx:
        yield tx, locked(tx, parcel_id, action, version)


def locked(tx: Writing, parcel_id: int, action: ParcelAction, version: int | None = None) -> Parcel:
    """The parcel, locked. Raises NotAllowed, NotFound, Conflict("parcel_changed"), states.ActionNotAllowed.

    One that was sent and holds no card any more counts as settled, whoever took the last one out of it.
    """
    found = store.get(tx.conn, parcel_id, lock=True)
    require(tx.by, EDIT, found.regency, found.destination.district)
    if found.regency != tx.regency:
        raise NotFound("parcel_unknown")
    if version is not None and version != found.version:
        raise Conflict("parcel_changed")
    settled = found.state is ParcelState.SENT and store.empty(tx.conn, parcel_id)
    act(ParcelState.SETTLED if settled else found.state, action)
    return found


def at_office(tx: Writing, residents: Sequence[int]) -> list[Card]:
    """The cards of these residents, locked, in the order given: finished, loose, to be packed.

    Raises NotFound, NotAllowed; Conflict("parcel_cards_moved"); Refused("card_in_parcel" | "parcel_cards_doomed" |
    "parcel_cards_deceased").
    """
    cards = locked_cards(tx, residents)
    for card in cards.values():
        require(tx.by, EDIT, card.regency, card.district)
    if gone := [card for card in cards.values() if card.state is not CardState.PRINTED]:
        raise Conflict("parcel_cards_moved", n=len(gone))
    if held := store.holding(tx.conn, residents):
        raise Refused("card_in_parcel", code=min(held.values())[1], n=len(held))
    refuse_doomed(tx, cards)
    if dead := [card for card in cards.values() if card.deceased]:
        raise Refused("parcel_cards_deceased", n=len(dead))
    return [cards[key] for key in residents]


def locked_cards(tx: Writing, residents: Sequence[int]) -> dict[int, Card]:
    """The cards of these residents of the office, locked. Raises NotFound("resident_unknown")."""
    assert tx.regency is not None
    cards = bulk.cards_by_id(tx.conn, tx.regency, residents, lock=True)
    if len(cards) != len(set(residents)):
        raise NotFound("resident_unknown")
    return cards


def refuse_doomed(tx: Writing, cards: Mapping[int, Card]) -> None:
    """Raises Refused("parcel_cards_doomed") when somebody wants one of them destroyed."""
    if doomed := proposals.doomed(tx.conn, list(cards)):
        raise Refused("parcel_cards_doomed", n=len(doomed))


def move(
    tx: Writing, cards: Mapping[int, Card], action: CardAction, *, day: date, reason: str | None = None
) -> None:  # fmt: skip
    """The same act on locked cards, all or none; `cards` by the number that a refusal would name, 0 for one without.

    Raises Conflict("parcel_numbers") for cards that have moved on, Refused("parcel_card_...") for those that a guard
    forbids, or states.ActionNotAllowed."""
    assert tx.regency is not None
    # Others may have moved a card in the moment before it was locked: a list of SIAK, somebody at the counter.
    if gone := [number for number, card in cards.items() if number and (card.state, action) not in states.TRANSITIONS]:
        raise Conflict("parcel_numbers", numbers=rules.said(gone), n=len(gone))
    blocked: dict[str, list[int]] = defaultdict(list)
    for number, card in cards.items():
        if number and (code := states.forbidden(card, action, day)):
            blocked[code].append(number)
    rules.refuse_blocked(blocked)
    moves = []
    for card in cards.values():
        event = states.act(card, action, day=day, at=tx.at, by=tx.by.name, reason=reason)
        moves.append(Move(card, ((event, states.project(card, event)),)))
    deltas = Deltas(tx.regency, tx.day)
    bulk.write_moves(tx.conn, moves, deltas)
    add_counts(tx.conn, deltas)


def settle(tx: Writing, parcel: Parcel, day: date) -> bool:
    """A sent parcel without cards is settled; whether it is."""
    if parcel.state is not ParcelState.SENT or not store.empty(tx.conn, parcel.id):
        return False
    store.change(tx.conn, parcel, {"state": str(act(parcel.state, ParcelAction.SETTLE)), "settled_on": day}, tx.at)
    return True
