"""What happened to visits, row by row as SQL keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert

from ktp_core.db.ids import next_id, next_ids
from ktp_core.db.schema import visit_change
from ktp_core.visits.model import VisitAction


def turn(conn: Connection, regency: str) -> None:
    """The order of history is the order in which visits and their letters move: held until the transaction ends."""
    next_ids(conn, regency, "visit_change", 0)


def note(
    conn: Connection, regency: str, visit_id: int, action: VisitAction, *, at: datetime, by: str,
    days: tuple[date | None, date | None] = (None, None), reason: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """A row of history. `days`: from, to; `details`: what else changed, ids and numbers only."""
    conn.execute(
        insert(visit_change).values(
            id=next_id(conn, regency, "visit_change"), visit_id=visit_id, at=at, by=by, action=str(action),
            from_day=days[0], to_day=days[1], reason=reason, details=dict(details or {}),
        )
    )  # fmt: skip
