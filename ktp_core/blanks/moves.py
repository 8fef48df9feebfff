"""Blanks that move, inside somebody's transaction: each locks the holder, asks whether so many are there, writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from ktp_core.blanks import rules, store
from ktp_core.blanks.model import Entry, EntryKind, Holder
from ktp_core.db.ids import PER_REGENCY
from ktp_core.errors import NotFound, Refused


def use(
    conn: Connection, holder_id: int, resident_id: int, serial: int, *, day: date, by: str, at: datetime,
    batch_id: int | None = None,
) -> int:  # fmt: skip
    """One blank became that card; the id of the entry. Lock the resident's row before. Raises Refused("blank_none" |
    "blank_none_then" | "blank_holder_inactive"), NotFound for a holder of another office."""
    return _for_card(conn, EntryKind.USED, holder_id, resident_id, serial, day, by, at, batch_id, None)


def use_many(
    conn: Connection, holder_id: int, cards: Sequence[tuple[int, int]], *, day: date, by: str, at: datetime,
    batch_id: int | None = None,
) -> list[int]:  # fmt: skip
    """One blank became each of these cards (resident, serial); ids of the entries, in the order of the cards.

    All or none. Lock the residents' rows before. Raises like `use`.
    """
    if any(resident_id // PER_REGENCY != holder_id // PER_REGENCY for resident_id, _ in cards):
        raise NotFound("blank_holder_unknown")
    if not cards:
        return []
    holder = usable(conn, holder_id)
    rules.can_leave(holder, len(cards), day, store.later(conn, holder.id, day))
    entries = [
        Entry(holder_id=holder.id, day=day, kind=EntryKind.USED, n=-1, resident_id=resident_id, serial=serial,
              batch_id=batch_id)
        for resident_id, serial in cards
    ]  # fmt: skip
    return store.write(conn, holder.regency, entries, by=by, at=at)


def undo_use(
    conn: Connection, resident_id: int, serial: int, *, day: date, by: str, at: datetime, reason: str | None = None
) -> int | None:
    """The blank that became that card goes back to where it was: it was never printed. The id of the entry.

    None when no blank stands as used for it. Lock the resident's row before. Raises Refused("blank_second_person")
    when `by` is who used it, Refused("blank_holder_inactive").
    """
    used = store.used_for(conn, resident_id, serial)
    if used is None:
        return None
    entry, user = used
    if user == by:
        raise Refused("blank_second_person")
    holder = usable(conn, entry.holder_id)
    back = replace(entry, day=day, kind=EntryKind.UNDONE, n=-entry.n, reason=reason)
    return store.write(conn, holder.regency, [back], by=by, at=at)[0]


def spoil(
    conn: Connection, holder_id: int, resident_id: int, serial: int, *, day: date, by: str, at: datetime,
    batch_id: int | None = None, reason: str | None = None,
) -> int:  # fmt: skip
    """One blank is gone and the card is still to be printed; the id of the entry. Raises like `use`."""
    return _for_card(conn, EntryKind.SPOILED, holder_id, resident_id, serial, day, by, at, batch_id, reason)


def take_out(conn: Connection, entry: Entry, *, by: str, at: datetime) -> int:
    """Blanks leave a holder (`entry.n` is negative); the id of the entry. Raises like `use`."""
    holder = usable(conn, entry.holder_id)
    rules.can_leave(holder, -entry.n, entry.day, store.later(conn, holder.id, entry.day))
    return store.write(conn, holder.regency, [entry], by=by, at=at)[0]


def carry(conn: Connection, entry: Entry, *, by: str, at: datetime) -> int:
    """Blanks go from `entry.holder_id` to `entry.other_id` (`entry.n` is negative); the id of the entry that takes.

    Two entries that add up to nothing. Raises like `use`, Refused("blank_same_holder").
    """
    assert entry.other_id is not None
    if entry.holder_id == entry.other_id:
        raise Refused("blank_same_holder")
    both = {key: usable(conn, key) for key in sorted((entry.holder_id, entry.other_id))}
    giver, taker = both[entry.holder_id], both[entry.other_id]
    if giver.regency != taker.regency:
        raise NotFound("blank_holder_unknown")
    rules.can_leave(giver, -entry.n, entry.day, store.later(conn, giver.id, entry.day))
    taken = Entry(
        holder_id=taker.id, day=entry.day, kind=entry.kind, n=-entry.n, other_id=giver.id, document=entry.document,
        reason=entry.reason,
    )  # fmt: skip
    return store.write(conn, giver.regency, [entry, taken], by=by, at=at)[0]


def usable(conn: Connection, holder_id: int) -> Holder:
    """The holder, locked. Raises Refused("blank_holder_inactive"), NotFound."""
    holder = store.get(conn, holder_id, lock=True)
    if not holder.active:
        raise Refused("blank_holder_inactive", name=holder.name)
    return holder


def _for_card(
    conn: Connection, kind: EntryKind, holder_id: int, resident_id: int, serial: int, day: date, by: str, at: datetime,
    batch_id: int | None, reason: str | None,
) -> int:  # fmt: skip
    if holder_id // PER_REGENCY != resident_id // PER_REGENCY:
        raise NotFound("blank_holder_unknown")
    entry = Entry(
        holder_id=holder_id, day=day, kind=kind, n=-1, resident_id=resident_id, serial=serial, batch_id=batch_id,
        reason=reason,
    )  # fmt: skip
    return take_out(conn, entry, by=by, at=at)
