"""A batch as a whole: it stops, goes on, ends."""

from __future__ import annotations

from datetime import datetime

from ktp_core.access.model import Actor


def pause(by: Actor, batch_id: int, version: int, *, reason: str = "", at: datetime) -> None:
    """It stands still: its cards stay its own, nobody prints them, those being printed are given back.

    Raises like `finish`.
    """


def resume(by: Actor, batch_id: int, version: int, *, at: datetime) -> None:
    """A paused one goes on. Raises like `finish`."""


def finish(by: Actor, batch_id: int, version: int, *, reason: str = "", at: datetime) -> int:
    """It has ended; how many cards that still waited are free for another batch.

    Raises Conflict("batch_changed"), Refused("batch_over" | "batch_no_way"), NotAllowed, NotFound("batch_unknown").
    """
    return 0


def cancel(by: Actor, batch_id: int, version: int, *, reason: str, at: datetime) -> int:
    """It was made by mistake; how many cards are free again. Raises like `finish`, Refused("batch_begun") once a card
    of it was printed or a blank spoiled, Refused("batch_reason") without a reason."""
    return 0
