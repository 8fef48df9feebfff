"""What other use cases do to cards of a batch, inside their transaction, with the resident's row locked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from ktp_core import clock
from ktp_core.batches import guard, store
from ktp_core.batches.model import CardMark
from ktp_core.db.schema import print_batch_card

c = print_batch_card.c


def unprinted(
    conn: Connection, batch_id: int, resident_id: int, serial: int, reason: str, *, at: datetime, by: str
) -> int | None:  # fmt: skip
    """This batch's last printing of this card was taken back: it released the card, with the reason. The position,
    None when the batch did not print it."""
    printed = (c.batch_id == batch_id, c.resident_id == resident_id, c.serial == serial)
    query = select(func.max(c.position)).where(*printed, c.state == str(CardMark.PRINTED))
    position = conn.execute(query).scalar()
    if position is not None:
        day = clock.local(at, guard.regency_of(resident_id)).date()
        decided = store.decided(CardMark.RELEASED, day=day, at=at, by=by, reason=reason)
        store.mark(conn, batch_id, [position], decided)
    return position
