"""Decisions about one card that need no database."""

from __future__ import annotations

from datetime import date

from ktp_core.cards.model import CardState


def due_on(state: CardState, *, ours: bool, ready_on: date | None, card_age_on: date) -> date | None:
    """The day from which the card may be printed: print-ready and of card age. None unless print-ready and ours."""
    if state is not CardState.PRINT_READY or not ours or ready_on is None:
        return None
    return max(ready_on, card_age_on)
