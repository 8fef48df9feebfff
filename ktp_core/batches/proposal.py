"""What a batch made now would hold, and what keeps it from being larger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ktp_core.batches.model import Category


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose cards a batch is to hold. `districts`, `institutions`: only theirs; empty: of all. `visit_id`: people of
    that visit's list, those recorded at it and those of its institution, to be printed on the spot. `skip`: residents
    left out by hand."""

    districts: tuple[str, ...] = ()
    institutions: tuple[int, ...] = ()
    visit_id: int | None = None
    skip: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Room:
    """How many cards a printer can take on for a day, in cards. `capacity` None: nobody set one.

    `stock`: blanks it holds; `promised`: those that its waiting batch cards will use; `planned`: cards of its batches
    of that day, printed or waiting.
    """

    stock: int
    promised: int
    capacity: int | None
    planned: int

    @property
    def free(self) -> int:
        """Cards that fit, never below zero."""
        limits = [self.stock - self.promised]
        if self.capacity is not None:
            limits.append(self.capacity - self.planned)
        return max(0, min(limits))


@dataclass(frozen=True, slots=True)
class Proposed:
    """One card that a batch would hold."""

    resident_id: int
    serial: int
    category: Category
    due_on: date


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a batch made now would hold, in printing order. `waiting`: how many fit the filter, per category."""

    cards: tuple[Proposed, ...]
    room: Room
    asked: int
    waiting: tuple[tuple[Category, int], ...]
