"""Spans without visits as SQL keeps them, and the calendar made of them and the national holidays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from ktp_core.db.ids import next_id
from ktp_core.db.schema import blocked_period
from ktp_core.errors import Conflict, NotFound
from ktp_core.workdays import national
from ktp_core.workdays.model import Blocked, BlockedDraft, Cause
from ktp_core.workdays.rules import Calendar

c = blocked_period.c


def calendar(conn: Connection, regency: str, first: date, last: date) -> Calendar:
    """Working days and spans without visits of an office from `first` to `last`, both included."""
    years = range(first.year, last.year + 1)
    known = {one.day: one for year in years for one in national.of_year(year)}
    undecided = tuple(year for year in years if not national.decided(year))
    return Calendar(first, last, known, tuple(blocked(conn, regency, first, last)), undecided)


def blocked(
    conn: Connection, regency: str, first: date, last: date, institutions: Sequence[int] | None = None
) -> list[Blocked]:
    """Spans that touch those days, earliest first; `institutions`: of these alone (None: every span there is)."""
    statement = (
        select(blocked_period)
        .where(c.regency == regency, c.removed_at.is_(None), c.until_day >= first, c.from_day <= last)
        .order_by(c.from_day, c.id)
    )
    if institutions is not None:
        statement = statement.where(c.institution_id.in_(institutions))
    return [_of(row) for row in conn.execute(statement).mappings()]


def get(conn: Connection, blocked_id: int) -> Blocked:
    """A span that was not taken back. Raises NotFound("blocked_unknown")."""
    row = conn.execute(select(blocked_period).where(c.id == blocked_id, c.removed_at.is_(None))).mappings().first()
    if row is None:
        raise NotFound("blocked_unknown")
    return _of(row)


def insert_span(conn: Connection, regency: str, draft: BlockedDraft, *, by: str, at: datetime) -> int:
    """A new span; its id."""
    key = next_id(conn, regency, "blocked_period")
    values: dict[str, Any] = {name: getattr(draft, name) for name in BlockedDraft.__dataclass_fields__}
    values |= {"cause": str(draft.cause), "kind": None if draft.kind is None else str(draft.kind)}
    conn.execute(insert(blocked_period).values(id=key, regency=regency, by=by, updated_at=at, **values))
    return key


def remove(conn: Connection, blocked_id: int, *, by: str, at: datetime) -> None:
    """Take a span back; the row stays. Raises Conflict("blocked_changed") when somebody did already."""
    statement = update(blocked_period).where(c.id == blocked_id, c.removed_at.is_(None))
    if conn.execute(statement.values(removed_at=at, updated_at=at, by=by)).rowcount != 1:
        raise Conflict("blocked_changed")


def _of(row: Any) -> Blocked:
    return Blocked(
        id=row["id"], regency=row["regency"], institution_id=row["institution_id"], kind=row["kind"],
        from_day=row["from_day"], until_day=row["until_day"], cause=Cause(row["cause"]), note=row["note"],
    )  # fmt: skip
