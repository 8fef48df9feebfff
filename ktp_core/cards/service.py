"""Moving one card, taking an act back, looking: each is one transaction with one audit entry.

Many cards move by lists (`cards.lists`), closed visits (`fieldwork`), batches (`batches`) and parcels (`delivery`).
"""

from __future__ import annotations

from datetime import date, datetime

from ktp_core import clock, config
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may, require
from ktp_core.access.transactions import Writing, writing
from ktp_core.audit.rules import fingerprint
from ktp_core.blanks import rules as blank_rules
from ktp_core.blanks.moves import use
from ktp_core.cards import correcting, keeping, states, store
from ktp_core.cards.model import Card, CardAction, CardEvent, CardState, Cause, Channel
from ktp_core.cards.states import ActionNotAllowed
from ktp_core.errors import Conflict, Refused
from ktp_core.summaries.store import Deltas
from ktp_core.summaries.store import add as add_counts
from ktp_core.text import squeeze

A, P = CardAction, Permission
LONGEST_REASON = 500

PERMISSIONS: dict[CardAction, tuple[Permission, ...]] = {
    A.RECORD: (P.CARD_RECORD,),
    A.SUBMIT: (P.CARD_RECORD,),
    A.CLEAR: (P.CARD_RECORD,),
    A.FAIL: (P.CARD_RECORD,),
    A.ADJUDICATE: (P.CARD_RECORD,),
    A.FLAG_DUPLICATE: (P.CARD_RECORD,),
    A.RESET: (P.CARD_RECORD,),
    A.PRINT: (P.CARD_PRINT,),
    A.SPOIL: (P.DESTROY_DECIDE,),
    A.DISPATCH: (P.PARCEL_EDIT,),
    A.DELIVER: (P.PARCEL_EDIT,),
    A.RETURN: (P.PARCEL_EDIT,),
    A.REPLACE: (P.CARD_RECORD, P.CARD_PRINT),
    A.CORRECT: (P.CARD_CORRECT,),
}
"""Who may do it: whoever has one of these. ADJUST is nobody's: it follows from changes of a resident."""
BY_DELIVERY = frozenset({A.DISPATCH, A.DELIVER, A.RETURN, A.SPOIL})
"""What happens to finished cards: parcels, hand-overs and destructions do it, never a button of the card."""


def permission_for(by: Actor, action: CardAction) -> Permission:
    """The permission with which this actor would do it; when there is none, the one to be refused for."""
    if action not in PERMISSIONS:
        raise ActionNotAllowed("card_no_way")
    return next((one for one in PERMISSIONS[action] if may(by, one)), PERMISSIONS[action][0])


def possible(by: Actor, card: Card, *, day: date) -> list[CardAction]:
    """The buttons of this actor for this card: what the table, the guards and the permissions allow."""
    steps = [one for one in states.actions(card, day=day) if one not in BY_DELIVERY]
    ways = [*steps, *([A.CORRECT] if card.state_on is not None else [])]
    return [a for a in ways if any(may(by, one, card.regency, card.district) for one in PERMISSIONS[a])]


def act(
    by: Actor, resident_id: int, action: CardAction, *, day: date, at: datetime, expected_state: CardState,
    channel: Channel = Channel.UNKNOWN, visit_id: int | None = None, reason: str | None = None,
    holder_id: int | None = None, cause: Cause | None = None,
) -> Card:  # fmt: skip
    """Do one thing with one card; the card afterwards.

    `holder_id`: whose blank a PRINT uses; `cause`: why a REPLACE. Raises Conflict when the card is no longer in
    `expected_state`, which the clerk saw; ActionNotAllowed; Refused("card_in_batch" | "card_by_delivery"), those of
    `blanks.moves.use` and `correcting.take_back`; NotAllowed; NotFound.
    """
    regency = store.regency_of(resident_id)
    with writing(by, permission_for(by, action), regency, at=at) as tx:
        if action in BY_DELIVERY:
            raise Refused("card_by_delivery")
        card = _seen(tx, resident_id, action, day, expected_state)
        deltas, said = Deltas(regency, tx.day), squeeze(reason or "")[:LONGEST_REASON] or None
        if action is A.CORRECT:
            card = correcting.take_back(tx.conn, card, deltas, day=day, at=at, by=by.name, reason=said)
        else:
            event = states.act(
                card, action, day=day, at=at, by=by.name, reason=said, channel=channel, visit_id=visit_id, cause=cause
            )
            if action is A.PRINT:
                _use_blank(tx, event, holder_id)
            card = store.write(tx.conn, card, event, deltas)
        add_counts(tx.conn, deltas)
        tx.audit(f"card.{action.name.lower()}", f"resident:{resident_id}", day=day, state=int(card.state))
        return card


def _seen(tx: Writing, resident_id: int, action: CardAction, day: date, expected_state: CardState) -> Card:
    """The card, locked, if it is the actor's and where the clerk saw it."""
    if action is A.CORRECT:
        correcting.lock_around(tx.conn, resident_id)
    card = store.card(tx.conn, resident_id, lock=True)
    require(tx.by, permission_for(tx.by, action), card.regency, card.district)
    if card.state is not expected_state:
        raise Conflict("card_moved")
    if day > clock.local(tx.at, card.regency).date():
        raise ActionNotAllowed("card_day_future")
    return card


def _use_blank(tx: Writing, event: CardEvent, holder_id: int | None) -> None:
    """The blank that became the card. A card that waits in a batch is printed there."""
    if batch := keeping.batch_of(tx.conn, event.resident_id, event.serial):
        raise Refused("card_in_batch", number=batch.number, day=batch.day)
    if holder_id is None:
        raise ActionNotAllowed("card_blank")
    blank_rules.acted_on(event.day, clock.local(tx.at, event.regency).date())
    use(tx.conn, holder_id, event.resident_id, event.serial, day=event.day, by=tx.by.name, at=tx.at)


def reveal(by: Actor, resident_id: int, *, at: datetime) -> str:
    """The whole NIK, for whoever needs it to work; the look is in the audit log. Raises NotAllowed, NotFound."""
    regency = store.regency_of(resident_id)
    with writing(by, P.NIK_REVEAL, regency, at=at) as tx:
        card = store.card(tx.conn, resident_id)
        require(by, P.NIK_REVEAL, regency, card.district)
        tx.audit("nik.reveal", f"resident:{resident_id}")
        return store.nik(tx.conn, resident_id)


def looked(by: Actor, resident_id: int, *, at: datetime) -> None:
    """Somebody opened one resident's card: name, birth date, place and history. Raises NotAllowed, NotFound."""
    regency = store.regency_of(resident_id)
    with writing(by, P.CARD_VIEW, regency, at=at) as tx:
        require(by, P.CARD_VIEW, regency, store.card(tx.conn, resident_id).district)
        tx.audit("card.view", f"resident:{resident_id}")


def searched(by: Actor, regency: str, words: str, *, rows: int, at: datetime) -> None:
    """Somebody looked for a name or a NIK and was shown `rows` people. A keyed hash is kept, not what was typed."""
    with writing(by, P.CARD_VIEW, regency, at=at) as tx:
        tx.audit("card.search", None, rows=rows, filter=fingerprint({"words": words.strip()}, config.secret_key()))
