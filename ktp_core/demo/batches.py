"""Print batches of the last four weeks: what every printer made on every day and at a visit, one that was stopped, one
made by mistake, one of today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, insert

from ktp_core.batches.model import BatchState, CardMark
from ktp_core.batches.order import DEFAULT
from ktp_core.batches.states import HOLDING
from ktp_core.blanks.model import Entry, EntryKind
from ktp_core.db.ids import next_ids
from ktp_core.db.schema import print_batch, print_batch_card
from ktp_core.db.types import day_of
from ktp_core.demo.batch_cards import BatchCard, beside, mistaken, printed, whose_turn
from ktp_core.demo.ground import Ground
from ktp_core.demo.made import Made
from ktp_core.demo.moments import moment

SPAN = timedelta(days=28)
BY, COLLEAGUE = "cetak", "cetak2"
_FEW = 16  # cards a day that one printer makes alone
_WHY = {
    BatchState.PAUSED: "Pita pencetak habis, dilanjutkan setelah pita baru datang",
    BatchState.CANCELLED: "Salah memilih pencetak",
}
_Key = tuple[date, int, int]
"""The day, the printer, and the visit that it was taken to (0: none)."""
_SPOILED = ("Pita pencetak kusut", "Kartu tergores", "Laminasi terlipat")


def create(conn: Connection, ground: Ground, printers: list[int], capacity: int) -> list[Entry]:
    """Write them; what they did to the stocks of blanks, card by card."""
    first = ground.today - SPAN
    made = [one for one in ground.trail if day_of(one.printed) > first]
    entries = [_used(ground, one, printers) for one in made if one.due is None]  # of elsewhere: in no batch
    work = {key: list(rows) for key, rows in groupby(_sorted(made, printers), key=lambda pair: pair[0])}
    today = (ground.today, printers[0], 0)
    stopped = max((key for key in work if key[0] < ground.today and not key[2]), default=None)
    pool = whose_turn(conn, ground, 120)
    room = max(3, (capacity - len(work.get(today, ()))) // 2)
    numbers: dict[date, int] = {}
    for key in sorted({*work, today}):
        day, _, visit = key
        cards = [printed(ground, one) for _, one in work.get(key, ())]
        state = BatchState.OPEN if key == today else BatchState.PAUSED if key == stopped else BatchState.DONE
        if key == stopped:
            numbers[day] = numbers.get(day, 0) + 1
            entries += _write(conn, ground, key, numbers[day], BatchState.CANCELLED, mistaken(day, pool))
        if state is BatchState.DONE:
            cards += [] if visit else beside(ground, day, pool)
        else:
            cards += [pool.pop(0) for _ in range(min(room, 40, len(pool)))]
        if key == stopped and cards:  # the ribbon tore on this one
            cards[0] = replace(cards[0], spoiled=1)
        numbers[day] = numbers.get(day, 0) + 1
        entries += _write(conn, ground, key, numbers[day], state, sorted(cards, key=lambda card: card.turn))
    return entries


def _sorted(made: Iterable[Made], printers: list[int]) -> list[tuple[_Key, Made]]:
    """Each with the day, the printer that made it and where that was: the second one is taken along."""
    found: list[tuple[_Key, Made]] = []
    mine = (one for one in made if one.due is not None)
    of_day = sorted(mine, key=lambda one: (one.printed, one.visit, one.resident_id))
    for (number, visit), rows in groupby(of_day, key=lambda one: (one.printed, one.visit)):
        cards = list(rows)
        half = 0 if visit else len(cards) if len(cards) < _FEW else (len(cards) + 1) // 2
        found += [((day_of(number), printers[at >= half], visit), one) for at, one in enumerate(cards)]
    return sorted(found, key=lambda pair: pair[0])


def _write(
    conn: Connection, ground: Ground, key: _Key, number: int, state: BatchState, cards: list[BatchCard]
) -> list[Entry]:
    day, printer, visit = key
    batch = next_ids(conn, ground.regency, "print_batch")[0]
    morning, evening = moment(ground, day, 8 * 60), moment(ground, day, 15 * 60)
    conn.execute(
        insert(print_batch).values(
            id=batch, regency=ground.regency, number=number, holder_id=printer, day=day, state=str(state),
            districts=[], categories=[str(one) for one in DEFAULT.categories], made_at=morning, made_by=BY,
            updated_at=evening, reason=_WHY.get(state), visit_id=visit or None,
            done_at=None if state in HOLDING else evening,
        )
    )  # fmt: skip
    rows = [_row(ground, batch, at, card, day) for at, card in enumerate(cards, start=1)]
    if state is BatchState.OPEN:  # a colleague is printing the next ones just now
        waiting = [row for row in rows if row["state"] == str(CardMark.WAITING)]
        for row in waiting[: max(1, len(waiting) // 4)]:
            row |= {"taken_by": COLLEAGUE, "taken_at": ground.at - timedelta(minutes=12)}
    if rows:
        conn.execute(insert(print_batch_card), rows)
    return [entry for card in cards for entry in _blanks(ground, batch, printer, day, card)]


def _row(ground: Ground, batch: int, position: int, card: BatchCard, day: date) -> dict[str, Any]:
    decided = card.mark is not CardMark.WAITING
    return {
        "batch_id": batch, "position": position, "resident_id": card.resident_id, "serial": card.serial,
        "category": str(card.category), "due_on": card.due_on, "state": str(card.mark), "spoiled": card.spoiled,
        "reason": card.reason, "taken_by": None, "taken_at": None, "day": day if decided else None,
        "at": moment(ground, day, 14 * 60) if decided else None, "by": BY if decided else None,
    }  # fmt: skip


def _blanks(ground: Ground, batch: int, printer: int, day: date, card: BatchCard) -> Iterable[Entry]:
    """What a card cost: the blank it is on, and those that went wrong before."""
    of = {"holder_id": printer, "day": day, "n": -1, "resident_id": card.resident_id, "serial": card.serial,
          "batch_id": batch}  # fmt: skip
    for _ in range(card.spoiled):
        why = _SPOILED[int(ground.rng.integers(len(_SPOILED)))]
        yield Entry(kind=EntryKind.SPOILED, reason=why, **of)  # type: ignore[arg-type]
    if card.mark is CardMark.PRINTED:
        yield Entry(kind=EntryKind.USED, **of)  # type: ignore[arg-type]


def _used(ground: Ground, one: Made, printers: list[int]) -> Entry:
    return Entry(
        holder_id=printers[0], day=day_of(one.printed), kind=EntryKind.USED, n=-1, resident_id=one.resident_id,
        serial=one.serial,
    )  # fmt: skip
