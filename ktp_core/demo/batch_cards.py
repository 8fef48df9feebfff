"""Cards of the demo's batches: what was printed of late, whose turn it is now, who was left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from ktp_core.batches.model import CardMark, Category
from ktp_core.batches.order import DEFAULT, category, first_time_since
from ktp_core.cards.model import Cause
from ktp_core.db.schema import resident
from ktp_core.db.types import day_of
from ktp_core.demo.ground import Ground
from ktp_core.demo.made import Made
from ktp_core.demo.rows import cause

_SPOILED_OF = 120  # one blank in so many
_MISTAKEN = 12
_SKIPPED = ("Pemilik minta nama diperbaiki dahulu", "Foto buram, menunggu rekam ulang", "Menunggu surat pindah")
_RANK = {name: rank for rank, name in enumerate(DEFAULT.categories)}


@dataclass(frozen=True, slots=True)
class BatchCard:
    """A card of a batch before it has a position."""

    resident_id: int
    serial: int
    category: Category
    due_on: date
    mark: CardMark
    spoiled: int = 0
    reason: str | None = None

    @property
    def turn(self) -> tuple[Any, ...]:
        """Sorts as it is printed."""
        return (_RANK[self.category], self.due_on, self.resident_id)


def printed(ground: Ground, one: Made) -> BatchCard:
    """A card that was made. Somebody of elsewhere is in no batch."""
    assert one.due is not None
    why, day = cause(one.resident_id, one.serial), day_of(one.printed)
    kind = category(one.serial, None if why is None else Cause(why), day_of(one.card_age), day, DEFAULT)
    spoiled = int(ground.rng.random() < 1 / _SPOILED_OF)
    return BatchCard(one.resident_id, one.serial, kind, day_of(one.due), CardMark.PRINTED, spoiled)


def whose_turn(conn: Connection, ground: Ground, limit: int) -> list[BatchCard]:
    """First cards of people who came of age of late, the longest wait first: whose turn it is now."""
    r = resident.c
    statement = (
        select(r.id, r.serial, r.due_on)
        .where(r.regency == ground.regency, r.serial == 1, r.cause.is_(None), r.due_on <= ground.today)
        .where(r.card_age_on > first_time_since(ground.today, DEFAULT)).order_by(r.due_on, r.id).limit(limit)
    )  # fmt: skip
    kind, mark = Category.FIRST_TIME, CardMark.WAITING
    return [BatchCard(row.id, row.serial, kind, row.due_on, mark) for row in conn.execute(statement)]


def beside(ground: Ground, day: date, pool: list[BatchCard]) -> list[BatchCard]:
    """Somebody who was left out of a finished batch, and whom it never came to: every few days, not by chance."""
    rng, number, able = ground.rng, day.toordinal(), [card for card in pool if card.due_on <= day][-20:]
    if not able:
        return []
    found = []
    if number % 2 == 0:
        why = _SKIPPED[int(rng.integers(len(_SKIPPED)))]
        found.append(replace(able[int(rng.integers(len(able)))], mark=CardMark.SKIPPED, reason=why))
    if number % 5 == 1:
        skipped = {card.resident_id for card in found}
        found += [replace(card, mark=CardMark.RELEASED) for card in able[:3] if card.resident_id not in skipped]
    return found


def mistaken(day: date, pool: list[BatchCard]) -> list[BatchCard]:
    """Cards of a batch that was cancelled before anything of it was printed: free again."""
    return [replace(card, mark=CardMark.RELEASED) for card in pool if card.due_on <= day][-_MISTAKEN:]
