"""What other use cases do to cards of a batch, inside their transaction, with the resident's row locked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection


def unprinted(conn: Connection, resident_id: int, serial: int, reason: str, *, at: datetime, by: str) -> int | None:
    """The printing of this card was taken back: its batch released it, with the reason. The id of that batch, None
    when no batch printed it."""
    return None
