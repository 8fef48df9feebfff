"""Use cases of destruction: one person proposes, another decides. A finished card goes no other way."""

from __future__ import annotations

from datetime import date, datetime

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import Writing, writing
from ktp_core.cards.model import Card, CardAction, CardState
from ktp_core.delivery import guard, proposals, rules, store
from ktp_core.delivery.finished import Destruction, Loss
from ktp_core.delivery.model import CardPlace, Parcel
from ktp_core.errors import Conflict, NotAllowed, Refused

P = Permission
FINISHED = (CardState.PRINTED, CardState.DISPATCHED)


def propose_destruction(by: Actor, resident_id: int, cause: Loss, reason: str, *, day: date, at: datetime) -> int:
    """A finished card is to be destroyed, or written off as LOST; the id of the proposal.

    Raises Refused("destroy_no_card") when there is no finished card, Refused("destroy_outside") for one that is not at
    the office, unless LOST, Refused("destroy_open") when somebody proposed it already, Refused("destroy_reason" |
    "parcel_day_future" | "parcel_day_before").
    """
    with writing(by, P.DESTROY_PROPOSE, guard.regency_of(resident_id), at=at) as tx:
        why = rules.reason(reason, "destroy_reason")
        card = guard.locked_cards(tx, [resident_id])[resident_id]
        require(by, P.DESTROY_PROPOSE, card.regency, card.district)
        if card.state not in FINISHED:
            raise Refused("destroy_no_card")
        if card.state is CardState.DISPATCHED and cause is not Loss.LOST:
            raise Refused("destroy_outside")
        rules.acted_on(day, guard.today(tx), card.state_on)
        made = proposals.propose(tx.conn, card, cause, why, day=day, at=at, by=by.name)
        tx.audit("destruction.propose", f"resident:{resident_id}", proposal=made, cause=str(cause))
    return made


def decide_destruction(by: Actor, destruction_id: int, accepted: bool, *, day: date, at: datetime) -> None:
    """A second person decides. Accepted: the card is gone (SPOIL), leaves its parcel and waits to be printed again.

    Raises NotAllowed("destroy_own_proposal") for the proposer, Refused("parcel_day_future" | "parcel_day_before"),
    Conflict("destroy_decided"), Conflict("destroy_card_moved") when the card was handed over or printed anew meanwhile
    (reject it then).
    """
    with writing(by, P.DESTROY_DECIDE, guard.regency_of(destruction_id), at=at) as tx:
        proposal = proposals.get(tx.conn, destruction_id)
        if proposal.proposed_by == by.name:
            raise NotAllowed("destroy_own_proposal", by=by.name)
        rules.acted_on(day, guard.today(tx), proposal.proposed_on)
        parcel = _held(tx, proposal)
        card = guard.locked_cards(tx, [proposal.resident_id])[proposal.resident_id]
        require(by, P.DESTROY_DECIDE, card.regency, card.district)
        proposals.decide(tx.conn, destruction_id, accepted=accepted, day=day, at=at, by=by.name)
        if accepted:
            _destroy(tx, proposal, card, parcel, day)
        action = "destruction.accept" if accepted else "destruction.reject"
        tx.audit(action, f"resident:{card.resident_id}", proposal=destruction_id, cause=str(proposal.cause), day=day)


def withdraw_destruction(by: Actor, destruction_id: int, *, day: date, at: datetime) -> None:
    """The proposer takes it back. Raises NotAllowed("destroy_not_yours"), Conflict("destroy_decided")."""
    with writing(by, P.DESTROY_PROPOSE, guard.regency_of(destruction_id), at=at) as tx:
        proposal = proposals.get(tx.conn, destruction_id)
        if proposal.proposed_by != by.name:
            raise NotAllowed("destroy_not_yours", by=by.name)
        rules.acted_on(day, guard.today(tx), proposal.proposed_on)
        proposals.decide(tx.conn, destruction_id, accepted=False, day=day, at=at, by=by.name)
        tx.audit("destruction.withdraw", f"resident:{proposal.resident_id}", proposal=destruction_id)


def _held(tx: Writing, proposal: Destruction) -> Parcel | None:
    """The parcel that holds the card, locked before the card is."""
    held = store.holding(tx.conn, [proposal.resident_id]).get(proposal.resident_id)
    return None if held is None else store.get(tx.conn, held[0], lock=True)


def _destroy(tx: Writing, proposal: Destruction, card: Card, parcel: Parcel | None, day: date) -> None:
    anew = card.serial != proposal.serial or (card.printed_on or day) > proposal.proposed_on
    if card.state not in FINISHED or anew:
        raise Conflict("destroy_card_moved")
    held = store.holding(tx.conn, [card.resident_id]).get(card.resident_id)
    if (held[0] if held else None) != (parcel.id if parcel else None):  # packed or brought back in this very moment
        raise Conflict("card_moved")
    number = 0
    if parcel is not None:
        inside = store.inside(tx.conn, parcel.id)
        number = next(n for n, one in inside.items() if one.resident_id == card.resident_id)
        store.mark(
            tx.conn, parcel.id, [number], CardPlace.LEFT, proposal.reason, day=day, at=tx.at, by=tx.by.name
        )  # fmt: skip
    guard.move(tx, {number: card}, CardAction.SPOIL, day=day, reason=proposal.reason)
    if parcel is not None and not guard.settle(tx, parcel, day):
        store.change(tx.conn, parcel, {}, tx.at)
