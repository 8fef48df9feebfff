"""Print batches and the cards in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

MOST = 1_000
"""Cards of one batch: two printers' work of a week (domain.md: about 100 a day each), and more than one sheet shows."""


class Category(StrEnum):
    """Why a card is urgent. The order among them is the office's (`PrintOrder`)."""

    FIRST_TIME = "first_time"  # first card of somebody who reached card age of late
    DISASTER = "disaster"  # replaced after a disaster
    WAITING = "waiting"  # first card of an adult: suket holders and the print-ready of earlier years
    LOST = "lost"
    DAMAGED = "damaged"
    CHANGED = "changed"
    REPLACED = "replaced"  # nobody said why


class BatchState(StrEnum):
    """Where a batch stands. Cards of an OPEN or PAUSED one belong to it alone."""

    OPEN = "open"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"  # nothing of it was printed


class BatchAction(StrEnum):
    """What people do with a batch as a whole."""

    PAUSE = "pause"
    RESUME = "resume"
    FINISH = "finish"  # what still waits is released
    CANCEL = "cancel"  # only while nothing was printed and no blank spoiled


class CardMark(StrEnum):
    """What became of a card of a batch. Only WAITING holds the card."""

    WAITING = "waiting"
    PRINTED = "printed"
    SKIPPED = "skipped"  # by somebody, with a reason; still due
    RELEASED = "released"  # the batch ended before its turn; still due
    GONE = "gone"  # no longer to be printed: printed elsewhere, moved away, died, reset


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """In which order an office prints. `categories`: every one once, the most urgent first; within one the longest
    wait goes first. `first_time_months`: so long after card age a first card still counts as FIRST_TIME."""

    categories: tuple[Category, ...]
    first_time_months: int
    version: int = 0  # 0: nobody changed the default


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch. `districts`: it holds cards of these alone (its maker's limits); empty: the whole regency."""

    id: int
    regency: str
    number: int
    holder_id: int
    day: date
    visit_id: int | None
    state: BatchState
    districts: tuple[str, ...]
    categories: tuple[Category, ...]
    note: str | None
    made_at: datetime
    made_by: str
    done_at: datetime | None
    version: int
    reason: str | None = None  # why it was paused, finished early or cancelled


@dataclass(frozen=True, slots=True)
class BatchCard:
    """One card of a batch, without the name. `spoiled`: blanks that were lost on it."""

    batch_id: int
    position: int
    resident_id: int
    serial: int
    category: Category
    due_on: date
    state: CardMark
    spoiled: int
    taken_by: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Cards of a batch by what became of them, and `spoiled` blanks that were lost on them."""

    waiting: int = 0
    printed: int = 0
    skipped: int = 0
    released: int = 0
    gone: int = 0
    spoiled: int = 0
