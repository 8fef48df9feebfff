"""Issues as SQL keeps them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, insert, select

from ktp_core.db.ids import next_id
from ktp_core.db.schema import report_issue
from ktp_core.errors import NotFound
from ktp_core.reports.model import Issue, Stamp

c = report_issue.c
_FACTS = (c.id, c.regency, c.month, c.number, c.as_of, c.known_on, c.made_at, c.made_by, c.sha256)


def next_number(conn: Connection, regency: str, month: int) -> int:
    """Of the next issue of a month."""
    query = select(func.coalesce(func.max(c.number), 0)).where(c.regency == regency, c.month == month)
    return int(conn.execute(query).scalar_one()) + 1


def insert_issue(conn: Connection, stamp: Stamp, content: bytes, sha256: str) -> Issue:
    """Keep an issue for good."""
    key = next_id(conn, stamp.regency, "report_issue")
    values: dict[str, Any] = {
        "id": key, "regency": stamp.regency, "month": stamp.month, "number": stamp.number, "as_of": stamp.as_of,
        "known_on": stamp.known_on, "made_at": stamp.made_at, "made_by": stamp.made_by, "sha256": sha256,
    }  # fmt: skip
    conn.execute(insert(report_issue).values(**values, content=content))
    return Issue(**values)


def issues(conn: Connection, regency: str, month: int | None = None) -> list[Issue]:
    """Of a regency, or of one of its months: newest month first, newest number first."""
    query = select(*_FACTS).where(c.regency == regency).order_by(c.month.desc(), c.number.desc())
    return [_issue(row) for row in conn.execute(query if month is None else query.where(c.month == month))]


def issue(conn: Connection, issue_id: int) -> tuple[Issue, bytes]:
    """One with its content. Raises NotFound("report_unknown")."""
    row = conn.execute(select(*_FACTS, c.content).where(c.id == issue_id)).first()
    if row is None:
        raise NotFound("report_unknown")
    return _issue(row), bytes(row.content)


def _issue(row: Any) -> Issue:
    return Issue(*row[: len(_FACTS)])
