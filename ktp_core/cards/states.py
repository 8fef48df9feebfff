"""The card line as a state machine. TRANSITIONS is the only law; buttons, imports and the diagram come from it.

`act` decides and makes an event, `project` says where the card stands after it. Nothing is written.
Corrections look back and live in `history`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from ktp_core.cards.model import Card, CardAction, CardEvent, CardState, Cause, Channel, Source
from ktp_core.cards.rules import due_on
from ktp_core.errors import Refused

S, A = CardState, CardAction

TRANSITIONS: dict[tuple[CardState, CardAction], CardState] = {
    (S.UNRECORDED, A.RECORD): S.RECORDED,
    (S.RECORDED, A.SUBMIT): S.SUBMITTED,
    (S.RECORDED, A.FAIL): S.ENROLMENT_FAILED,
    (S.RECORDED, A.RESET): S.UNRECORDED,
    (S.SUBMITTED, A.CLEAR): S.PRINT_READY,
    (S.SUBMITTED, A.FAIL): S.ENROLMENT_FAILED,
    (S.SUBMITTED, A.ADJUDICATE): S.ADJUDICATE,
    (S.SUBMITTED, A.FLAG_DUPLICATE): S.DUPLICATE,
    (S.SUBMITTED, A.RESET): S.UNRECORDED,
    (S.ENROLMENT_FAILED, A.RECORD): S.RECORDED,
    (S.ENROLMENT_FAILED, A.SUBMIT): S.SUBMITTED,
    (S.ENROLMENT_FAILED, A.RESET): S.UNRECORDED,
    (S.ADJUDICATE, A.CLEAR): S.PRINT_READY,
    (S.ADJUDICATE, A.FLAG_DUPLICATE): S.DUPLICATE,
    (S.ADJUDICATE, A.RESET): S.UNRECORDED,
    (S.DUPLICATE, A.CLEAR): S.PRINT_READY,
    (S.DUPLICATE, A.ADJUDICATE): S.ADJUDICATE,
    (S.DUPLICATE, A.RESET): S.UNRECORDED,
    # The centre compares again later: what was unique may turn out not to be.
    (S.PRINT_READY, A.ADJUDICATE): S.ADJUDICATE,
    (S.PRINT_READY, A.FLAG_DUPLICATE): S.DUPLICATE,
    (S.PRINT_READY, A.RESET): S.UNRECORDED,
    (S.PRINT_READY, A.PRINT): S.PRINTED,
    (S.PRINTED, A.DISPATCH): S.DISPATCHED,
    (S.PRINTED, A.DELIVER): S.DELIVERED,
    (S.PRINTED, A.SPOIL): S.PRINT_READY,
    (S.DISPATCHED, A.DELIVER): S.DELIVERED,
    (S.DISPATCHED, A.RETURN): S.PRINTED,
    (S.DISPATCHED, A.SPOIL): S.PRINT_READY,
    (S.DELIVERED, A.REPLACE): S.PRINT_READY,
}

# Kept out of the table: CORRECT takes back whatever came last, ADJUST leaves the state alone.
OUTSIDE_TABLE = frozenset({A.CORRECT, A.ADJUST})
NEEDS_REASON = frozenset({A.RESET, A.SPOIL, A.RETURN, A.REPLACE, A.CORRECT})
_OF_THE_LIVING = frozenset({A.RECORD, A.PRINT, A.DISPATCH, A.DELIVER, A.REPLACE})


class ActionNotAllowed(Refused):
    """The line has no such way from here, or a guard forbids it."""


def actions(card: Card, *, day: date) -> tuple[CardAction, ...]:
    """What may be done with this card on that day, in the order of CardAction (CORRECT is asked for apart)."""
    return tuple(a for (state, a) in sorted(TRANSITIONS) if state is card.state and forbidden(card, a, day) is None)


def forbidden(card: Card, action: CardAction, day: date) -> str | None:
    """The code of the guard that forbids a way of the table, or None. No print before card age (UU 24/2013 art. 63)."""
    if card.deceased and action in _OF_THE_LIVING:
        return "card_deceased"
    if action is A.PRINT and day < card.card_age_on:
        return "card_too_young"
    if card.state_on is not None and day < card.state_on:
        return "card_day_before"
    return None


def act(
    card: Card, action: CardAction, *, day: date, at: datetime, by: str, source: Source = Source.OFFICE,
    reason: str | None = None, channel: Channel = Channel.UNKNOWN, visit_id: int | None = None,
    cause: Cause | None = None,
) -> CardEvent:  # fmt: skip
    """The event that `action` makes of `card`. Raises ActionNotAllowed.

    A recording of our own says where it took place, a replacement why; what SIAK tells us says neither.
    """
    target = TRANSITIONS.get((card.state, action))
    if target is None:
        raise ActionNotAllowed("card_no_way", state=card.state, action=action)
    if code := forbidden(card, action, day):
        raise ActionNotAllowed(code, age_on=card.card_age_on, since=card.state_on)
    if action in NEEDS_REASON and not reason:
        raise ActionNotAllowed("card_reason")
    if action is A.RECORD and source is Source.OFFICE and channel is Channel.UNKNOWN:
        raise ActionNotAllowed("card_channel")
    if action is A.REPLACE and source is Source.OFFICE and cause is None:
        raise ActionNotAllowed("card_cause")
    serial = card.serial + (action is A.REPLACE)
    return CardEvent(
        card.resident_id, card.regency, action, card.state, target, serial, day, at, by, source,
        channel, visit_id, reason, cause=cause if action is A.REPLACE else None,
    )  # fmt: skip


def project(card: Card, event: CardEvent) -> Card:
    """Where the card stands after an act. A correction is no act: see `fold`."""
    if event.action in OUTSIDE_TABLE:
        raise ValueError(f"{event.action.name} has no effect of its own")
    recorded, ready, printed, delivered, owned = _days(card, event)
    due = due_on(event.to_state, ours=card.ours, ready_on=ready, card_age_on=card.card_age_on)
    cause = event.cause if event.action is A.REPLACE else None if event.serial == 1 else card.cause
    # Built by position: `replace` costs several times as much, and lists move a hundred thousand cards.
    return Card(
        card.resident_id, card.regency, event.to_state, event.serial, event.day, recorded, ready, printed, delivered,
        owned, due, card.ours, card.district, card.birth_date, card.card_age_on, card.deceased, cause,
        card.village,
    )  # fmt: skip


Days = tuple[date | None, date | None, date | None, date | None, date | None]


def _days(card: Card, event: CardEvent) -> Days:
    """recorded_on, ready_on, printed_on, delivered_on, owned_on after the event."""
    recorded, ready, printed, delivered = card.recorded_on, card.ready_on, card.printed_on, card.delivered_on
    day, action, owned = event.day, event.action, card.owned_on
    match action:
        case A.RECORD:
            recorded = day
        case A.CLEAR:
            ready = day
        case A.ADJUDICATE | A.FLAG_DUPLICATE:
            ready = None
        case A.RESET:
            recorded = ready = printed = delivered = None
        case A.PRINT:
            printed = day
        case A.SPOIL:  # the same card still waits since it became print-ready
            printed = None
        case A.DELIVER:
            delivered, owned = day, owned or day
        case A.REPLACE:
            ready, printed, delivered = day, None, None
    return recorded, ready, printed, delivered, owned


def with_due(card: Card) -> Card:
    """The card with the due day that its state, place and age give it."""
    due = due_on(card.state, ours=card.ours, ready_on=card.ready_on, card_age_on=card.card_age_on)
    return replace(card, due_on=due)
