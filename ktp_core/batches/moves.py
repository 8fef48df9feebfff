"""What other use cases do to cards of a batch, inside their transaction, with the resident's row locked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from ktp_core import clock
from ktp_core.batches import guard, store
from ktp_core.batches.model import CardMark
from ktp_core.db.schema import print_batch_card

c = print_batch_card.c


def unprinted(conn: Connection, resident_id: int, serial: int, reason: str, *, at: datetime, by: str) -> int | None:
    """The printing of this card was taken back: its batch released it, with the reason. The id of that batch, None
    when no batch printed it."""
    printed = (c.resident_id == resident_id, c.serial == serial, c.state == str(CardMark.PRINTED))
    row = conn.execute(select(c.batch_id, c.position).where(*printed).order_by(c.batch_id.desc()).limit(1)).first()
    if row is None:
        return None
    day = clock.local(at, guard.regency_of(resident_id)).date()
    store.mark(
        conn, row.batch_id, [row.position], store.decided(CardMark.RELEASED, day=day, at=at, by=by, reason=reason)
    )
    return int(row.batch_id)
