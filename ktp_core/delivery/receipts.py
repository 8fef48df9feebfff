"""Hand-overs as SQL keeps them: who took which card, and how that was checked. Services only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, update

from ktp_core.cards.model import Card
from ktp_core.db.ids import next_ids
from ktp_core.db.schema import hand_over
from ktp_core.delivery.finished import Receipt

h = hand_over.c


def insert_many(
    conn: Connection, regency: str, cards: Sequence[Card], given: Receipt, parcel_id: int | None, *, day: date,
    at: datetime, by: str,
) -> range:  # fmt: skip
    """A hand-over of each card; their ids."""
    keys = next_ids(conn, regency, "hand_over", len(cards))
    same = {
        "regency": regency, "parcel_id": parcel_id, "day": day, "receiver": str(given.receiver),
        "receiver_name": given.name, "proof": str(given.proof), "reason": given.reason, "at": at, "by": by,
    }  # fmt: skip
    rows = [
        {"id": key, "resident_id": card.resident_id, "serial": card.serial, **same}
        for key, card in zip(keys, cards, strict=True)
    ]
    conn.execute(insert(hand_over), rows)
    return keys


def void(conn: Connection, resident_id: int, serial: int, *, at: datetime, by: str) -> tuple[bool, int | None]:
    """The hand-over that stands is taken back; whether there was one, and out of which parcel it was."""
    mine = (h.resident_id == resident_id, h.serial == serial, h.void_at.is_(None))
    found = conn.execute(select(h.id, h.parcel_id).where(*mine)).first()
    if found is None:
        return False, None
    conn.execute(update(hand_over).where(h.id == found.id).values(void_at=at, void_by=by))
    return True, found.parcel_id
