"""Visits as they are stored."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, insert

from ktp_core.db.ids import next_id
from ktp_core.db.schema import visit
from ktp_core.visits.model import VisitState


def insert_visit(
    conn: Connection, regency: str, institution_id: int, day: date, *, at: datetime,
    state: VisitState = VisitState.DONE, source: str | None = None,
) -> int:  # fmt: skip
    """Store a visit; the value is its id. `source` says where a visit was read that we did not make ourselves."""
    key = next_id(conn, regency, "visit")
    conn.execute(
        insert(visit).values(
            id=key, regency=regency, institution_id=institution_id, day=day, state=str(state), source=source,
            updated_at=at,
        )
    )  # fmt: skip
    return key
