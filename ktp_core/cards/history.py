"""The history of one card line: what of it stands, where it leads, and taking back its last act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from ktp_core.cards.model import Card, CardAction, CardEvent, CardState
from ktp_core.cards.states import ActionNotAllowed, project


def undo(card: Card, history: Sequence[CardEvent], *, day: date, at: datetime, by: str, reason: str) -> CardEvent:
    """The CORRECT that takes back the last event that still stands. Raises ActionNotAllowed when there is none."""
    standing_now = standing(history)
    if not standing_now:
        raise ActionNotAllowed("card_nothing_to_undo")
    if not reason:
        raise ActionNotAllowed("card_reason")
    last = standing_now[-1]
    before = standing_now[-2] if len(standing_now) > 1 else None
    return CardEvent(
        card.resident_id, card.regency, CardAction.CORRECT, card.state, last.from_state, before.serial if before else 1,
        day, at, by, reason=reason, undoes=last.id,
    )  # fmt: skip


def standing(history: Iterable[CardEvent]) -> list[CardEvent]:
    """The acts that still stand, in order: without corrections, what they took back, and adjustments."""
    kept: list[CardEvent] = []
    for event in history:
        if event.action is CardAction.CORRECT:
            kept = [other for other in kept if other.id != event.undoes]
        elif event.action is not CardAction.ADJUST:
            kept.append(event)
    return kept


def blank(card: Card) -> Card:
    """The same resident before anything happened."""
    return replace(
        card, state=CardState.UNRECORDED, serial=1, state_on=None, recorded_on=None, ready_on=None, printed_on=None,
        delivered_on=None, owned_on=None, due_on=None, cause=None,
    )  # fmt: skip


def fold(card: Card, history: Iterable[CardEvent]) -> Card:
    """Where the resident's card stands by its whole history, corrections included."""
    result = blank(card)
    for event in standing(history):
        result = project(result, event)
    return result
