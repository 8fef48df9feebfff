"""What can be written into the ledger of blanks, and what cannot. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from ktp_core.blanks.model import Holder, HolderDraft, HolderKind
from ktp_core.errors import Refused
from ktp_core.text import squeeze

LONGEST_NAME, LONGEST_DOCUMENT, LONGEST_REASON = 80, 100, 300
MOST, MOST_A_DAY = 1_000_000, 20_000  # more is a slip of the finger
BACK = timedelta(days=31)
"""So long ago an act may have been: months that were reported are not rewritten."""


def tidy(draft: HolderDraft) -> HolderDraft:
    """A name on one line; a capacity for printers alone. Raises Refused("blank_name" | "blank_capacity")."""
    name = squeeze(draft.name)
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refused("blank_name", limit=LONGEST_NAME)
    capacity = draft.daily_capacity if draft.kind is HolderKind.PRINTER else None
    if capacity is not None and not 0 < capacity <= MOST_A_DAY:
        raise Refused("blank_capacity", limit=MOST_A_DAY)
    return HolderDraft(kind=draft.kind, name=name, daily_capacity=capacity)


def free_name(name: str, others: Iterable[Holder], *, but: int | None = None) -> None:
    """Raises Refused("blank_name_taken") when another holder in use has it, however it is capitalised."""
    if any(one.active and one.id != but and _key(one.name) == _key(name) for one in others):
        raise Refused("blank_name_taken", name=name)


def amount(n: int) -> int:
    """How many move. Raises Refused("blank_amount") unless 1 to MOST."""
    if not 0 < n <= MOST:
        raise Refused("blank_amount", most=MOST)
    return n


def acted_on(day: date, today: date) -> None:
    """Raises Refused("blank_day_future" | "blank_day_old")."""
    if day > today:
        raise Refused("blank_day_future")
    if day < today - BACK:
        raise Refused("blank_day_old", days=BACK.days)


def document(typed: str) -> str:
    """The number of a delivery note. Raises Refused("blank_document")."""
    number = squeeze(typed)
    if not 0 < len(number) <= LONGEST_DOCUMENT:
        raise Refused("blank_document", limit=LONGEST_DOCUMENT)
    return number


def note(typed: str) -> str | None:
    """A number where there may be none. Raises Refused("blank_document") for one that is too long."""
    return document(typed) if squeeze(typed) else None


def reason(typed: str) -> str:
    """Why. Raises Refused("blank_reason")."""
    text = squeeze(typed)
    if not 0 < len(text) <= LONGEST_REASON:
        raise Refused("blank_reason", limit=LONGEST_REASON)
    return text


def can_leave(holder: Holder, n: int, day: date, later: Sequence[tuple[date, int]]) -> None:
    """Raises Refused unless `n` blanks can have left that holder on `day`.

    `later`: (day, sum of its entries) of every day after `day`. "blank_none" when so many are not there now;
    "blank_none_then" when they are, but came only after `day`: the ledger would have been below zero in between.
    """
    if holder.stock < n:
        raise Refused("blank_none", name=holder.name, stock=holder.stock)
    closing, lowest = holder.stock, (holder.stock, day)
    for after, moved in sorted(later, reverse=True):
        closing -= moved
        lowest = min(lowest, (closing, after))
    if lowest[0] < n:
        raise Refused("blank_none_then", name=holder.name, stock=max(lowest[0], 0))


def _key(name: str) -> str:
    return "".join(name.casefold().split())
