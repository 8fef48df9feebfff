"""What a batch can hold and when. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ktp_core.batches.model import MOST, Batch
from ktp_core.batches.proposal import Room
from ktp_core.cards.model import Card, CardState
from ktp_core.errors import Refused
from ktp_core.text import squeeze

LONGEST_NOTE, LONGEST_REASON = 300, 300
AHEAD = timedelta(days=31)
"""So far ahead a batch is made; so far back one of a visit that had no network is entered."""


def asked(n: int) -> int:
    """How many cards somebody wants. Raises Refused("batch_asked") unless 1 to MOST."""
    if not 0 < n <= MOST:
        raise Refused("batch_asked", most=MOST)
    return n


def planned_for(day: date, today: date, *, on_the_spot: bool) -> date:
    """The day of a batch. Raises Refused("batch_day"): today or later, or of late where it was printed at a visit."""
    if not today - (AHEAD if on_the_spot else timedelta(0)) <= day <= today + AHEAD:
        raise Refused("batch_day", days=AHEAD.days)
    return day


def note(typed: str) -> str | None:
    """On one line, None where there is none. Raises Refused("batch_note")."""
    text = squeeze(typed)
    if len(text) > LONGEST_NOTE:
        raise Refused("batch_note", limit=LONGEST_NOTE)
    return text or None


def reason(typed: str) -> str:
    """Why. Raises Refused("batch_reason") also where there is none."""
    text = squeeze(typed)
    if not 0 < len(text) <= LONGEST_REASON:
        raise Refused("batch_reason", limit=LONGEST_REASON)
    return text


def fits(card: Card | None, serial: int, day: date) -> bool:
    """Whether this card of that serial may be printed on `day`."""
    return (
        card is not None and card.serial == serial and card.state is CardState.PRINT_READY
        and card.due_on is not None and card.due_on <= day
    )  # fmt: skip


def binding(room: Room) -> str:
    """Which limit of a printer is the lower one: "stock" or "capacity"."""
    free = room.stock - room.promised
    return "stock" if room.capacity is None or free <= room.capacity - room.planned else "capacity"


def none_fits(room: Room, printer: str) -> Refused:
    """Why a batch would be empty: the printer has no room, or nobody waits."""
    return Refused("batch_nobody") if room.free else too_few(room, printer)


def too_few(room: Room, printer: str) -> Refused:
    """The limit of a printer that has not room enough."""
    if binding(room) == "stock":
        return Refused("batch_no_stock", name=printer, stock=room.stock, promised=room.promised)
    return Refused("batch_no_capacity", name=printer, capacity=room.capacity)


def own(batch: Batch, districts: Sequence[str]) -> bool:
    """Whether somebody of these districts (none: of the whole regency) may work on it."""
    return not districts or (bool(batch.districts) and set(batch.districts) <= set(districts))
