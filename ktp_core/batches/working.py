"""Operators at the printer: who prints which cards now, what is left out and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ktp_core.access.model import Actor


def take(by: Actor, batch_id: int, wanted: Sequence[int] | int, *, at: datetime) -> list[int]:
    """"I am printing these now": those positions, or the next so many that wait and nobody took; the positions.

    Taking one's own again does nothing. Raises Conflict("batch_taken", name=display name of who has them,
    numbers=which), Conflict("batch_printed", numbers=), Refused("batch_not_waiting", numbers=), Refused("batch_position",
    numbers=) for positions that are not there, Refused("batch_none_left") when `wanted` is a number and none is free,
    Refused("batch_paused" | "batch_over"), NotAllowed, NotFound("batch_unknown").
    """
    return []


def give_back(by: Actor, batch_id: int, positions: Sequence[int], *, at: datetime) -> int:
    """Nobody prints these now, whoever took them (a colleague went home); how many were taken. Raises
    Refused("batch_position" | "batch_over")."""
    return 0


def skip(by: Actor, batch_id: int, positions: Sequence[int], *, reason: str, at: datetime) -> int:
    """These are left out of this batch, with the reason; they stay due and may come into another one. How many.

    Raises like `take`, except for a pause; Refused("batch_reason").
    """
    return 0


def unskip(by: Actor, batch_id: int, positions: Sequence[int], *, at: datetime) -> int:
    """Skipped ones wait in this batch again. How many. Raises Refused("batch_not_skipped", numbers=),
    Refused("batch_not_due", numbers=) when the card is no longer to be printed, Conflict("batch_elsewhere", numbers=)
    when another batch has it now, Refused("batch_no_stock" | "batch_no_capacity") when the printer has no room."""
    return 0
