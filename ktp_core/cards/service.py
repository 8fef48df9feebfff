"""Moving cards: one act, the same act on many, taking an act back. Each is one transaction with one audit entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from ktp_core import clock, config
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may, require
from ktp_core.access.transactions import Writing, writing
from ktp_core.audit.rules import fingerprint
from ktp_core.cards import history, states, store
from ktp_core.cards.model import Card, CardAction, CardState, Channel
from ktp_core.cards.states import ActionNotAllowed
from ktp_core.errors import Conflict, Refused
from ktp_core.summaries.store import Deltas
from ktp_core.summaries.store import add as add_counts

A, P = CardAction, Permission

PERMISSIONS: dict[CardAction, tuple[Permission, ...]] = {
    A.RECORD: (P.CARD_RECORD,),
    A.SUBMIT: (P.CARD_RECORD,),
    A.CLEAR: (P.CARD_RECORD,),
    A.FAIL: (P.CARD_RECORD,),
    A.ADJUDICATE: (P.CARD_RECORD,),
    A.FLAG_DUPLICATE: (P.CARD_RECORD,),
    A.RESET: (P.CARD_RECORD,),
    A.PRINT: (P.CARD_PRINT,),
    A.SPOIL: (P.CARD_PRINT,),
    A.DISPATCH: (P.CARD_DELIVER,),
    A.DELIVER: (P.CARD_DELIVER,),
    A.RETURN: (P.CARD_DELIVER,),
    A.REPLACE: (P.CARD_RECORD, P.CARD_PRINT),
    A.CORRECT: (P.CARD_CORRECT,),
}
"""Who may do it: whoever has one of these. ADJUST is nobody's: it follows from changes of a resident."""


def permission_for(by: Actor, action: CardAction) -> Permission:
    """The permission with which this actor would do it; when there is none, the one to be refused for."""
    if action not in PERMISSIONS:
        raise ActionNotAllowed("card_no_way")
    return next((one for one in PERMISSIONS[action] if may(by, one)), PERMISSIONS[action][0])


def possible(by: Actor, card: Card, *, day: date) -> list[CardAction]:
    """The buttons of this actor for this card: what the table, the guards and the permissions allow."""
    ways = [*states.actions(card, day=day), *([A.CORRECT] if card.state_on is not None else [])]
    return [a for a in ways if any(may(by, one, card.regency, card.district) for one in PERMISSIONS[a])]


def act(
    by: Actor, resident_id: int, action: CardAction, *, day: date, at: datetime, expected_state: CardState,
    channel: Channel = Channel.UNKNOWN, visit_id: int | None = None, reason: str | None = None,
) -> Card:  # fmt: skip
    """Do one thing with one card; the card afterwards.

    Raises Conflict when it is no longer in `expected_state`, which the clerk saw; ActionNotAllowed; NotAllowed;
    NotFound.
    """
    regency = store.regency_of(resident_id)
    with writing(by, permission_for(by, action), regency, at=at) as tx:
        deltas = Deltas(regency)
        card = _move(tx, resident_id, action, day, expected_state, channel, visit_id, reason, deltas)
        add_counts(tx.conn, deltas)
        tx.audit(f"card.{action.name.lower()}", f"resident:{resident_id}", day=day, state=int(card.state))
        return card


def act_many(
    by: Actor, resident_ids: Sequence[int], action: CardAction, *, day: date, at: datetime, expected_state: CardState,
    channel: Channel = Channel.UNKNOWN, visit_id: int | None = None, reason: str | None = None,
) -> int:  # fmt: skip
    """Do the same with many cards of one regency, all or none; how many. Raises like `act`."""
    regencies = {store.regency_of(one) for one in resident_ids}
    if len(regencies) != 1:
        raise Refused("card_none_chosen" if not regencies else "card_two_regencies")
    (regency,) = regencies
    with writing(by, permission_for(by, action), regency, at=at) as tx:
        deltas = Deltas(regency)
        chosen = sorted(set(resident_ids))  # in one order: two such calls on PostgreSQL never wait for each other
        for one in chosen:
            _move(tx, one, action, day, expected_state, channel, visit_id, reason, deltas)
        add_counts(tx.conn, deltas)
        subject = f"visit:{visit_id}" if visit_id else None
        tx.audit(f"card.{action.name.lower()}_many", subject, day=day, cards=len(chosen))
        return len(chosen)


def _move(
    tx: Writing, resident_id: int, action: CardAction, day: date, expected_state: CardState, channel: Channel,
    visit_id: int | None, reason: str | None, deltas: Deltas,
) -> Card:  # fmt: skip
    card = store.card(tx.conn, resident_id, lock=True)
    require(tx.by, permission_for(tx.by, action), card.regency, card.district)
    if card.state is not expected_state:
        raise Conflict("card_moved")
    if day > clock.local(tx.at, card.regency).date():
        raise ActionNotAllowed("card_day_future")
    reason = (reason or "").strip() or None
    if action is A.CORRECT:
        past = store.history(tx.conn, resident_id)
        event = history.undo(card, past, day=day, at=tx.at, by=tx.by.name, reason=reason or "")
    else:
        event = states.act(
            card, action, day=day, at=tx.at, by=tx.by.name, reason=reason, channel=channel, visit_id=visit_id
        )
    return store.write(tx.conn, card, event, deltas)


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
