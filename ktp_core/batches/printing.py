"""What the printer made: cards printed, blanks spoiled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from ktp_core.access.model import Actor


def printed(by: Actor, batch_id: int, positions: Sequence[int], *, day: date, at: datetime) -> int:
    """These were printed on `day`, all or none: each used a blank of the batch's printer, each card moved on. How many.

    Raises Conflict("batch_taken", name=, numbers=) when somebody else is printing one of them,
    Conflict("batch_printed", numbers=), Refused("batch_not_waiting", numbers=) for skipped, released and gone ones,
    Refused("batch_position", numbers=), Refused("batch_card", numbers=, why=) when a guard of the card line forbids it
    (before card age, deceased, before the card's last act), Refused("batch_paused" | "batch_over"),
    Refused("blank_none" | "blank_none_then" | "blank_holder_inactive" | "blank_day_future" | "blank_day_old"),
    NotAllowed, NotFound("batch_unknown").
    """
    return 0


def spoiled(by: Actor, batch_id: int, position: int, *, reason: str, day: date, at: datetime) -> int:
    """A blank spoiled while this card was printed on `day`: the blank is gone, the card still waits. How many blanks
    were lost on it so far. Raises like `printed`, Refused("batch_reason")."""
    return 0
