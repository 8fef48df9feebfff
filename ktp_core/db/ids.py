"""Ids that carry their regency in front, so that offices can be merged and split without renumbering."""

from __future__ import annotations

from sqlalchemy import Connection, literal

from ktp_core.db import dialects
from ktp_core.db.schema import counter
from ktp_core.db.types import region_number

PER_REGENCY = 10**9


def next_ids(conn: Connection, regency: str, kind: str, count: int = 1) -> range:
    """`count` fresh ids of a kind within a regency: 3514 * 10^9 + n. Taken in the caller's transaction."""
    start = region_number(regency) * PER_REGENCY + 1
    statement = dialects.insert(conn, counter).values(regency=regency, kind=kind, next=start + count)
    statement = statement.on_conflict_do_update(
        index_elements=["regency", "kind"], set_={"next": counter.c.next + literal(count)}
    ).returning(counter.c.next)
    end = conn.execute(statement).scalar_one()
    return range(end - count, end)


def next_id(conn: Connection, regency: str, kind: str) -> int:
    """One fresh id."""
    return next_ids(conn, regency, kind)[0]
