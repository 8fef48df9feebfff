"""Files that were received, as SQL keeps them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, insert, select

from ktp_core.db.ids import next_id
from ktp_core.db.schema import office, summary_file
from ktp_core.provinces import coding
from ktp_core.provinces.model import From, Month, Side

c = summary_file.c


def insert_file(conn: Connection, one: Month, content: bytes, *, by: str, at: datetime) -> int:
    """Keep a file that was read; its id."""
    key = next_id(conn, one.regency, "summary_file")
    conn.execute(
        insert(summary_file).values(
            id=key, regency=one.regency, month=one.month, made_at=one.made_at, content=content,
            sha256=hashlib.sha256(content).hexdigest(), received_at=at, received_by=by,
        )
    )  # fmt: skip
    return key


def newest(conn: Connection, regency: str, month: int) -> tuple[datetime, str] | None:
    """When the newest file of a regency and month was made, and its check sum."""
    query = select(c.made_at, c.sha256).where(c.regency == regency, c.month == month)
    row = conn.execute(query.order_by(c.made_at.desc(), c.id.desc()).limit(1)).first()
    return None if row is None else (row.made_at, row.sha256)


def sides(conn: Connection, month: int, but: Collection[str]) -> list[Side]:
    """The newest file of each regency about a month, in the order of codes; `but` not of these regencies."""
    rows = conn.execute(select(summary_file).where(c.month == month).order_by(c.regency, c.made_at, c.id)).mappings()
    found = {row["regency"]: row for row in rows if row["regency"] not in but}
    return [
        Side(coding.read(row["content"]), From.FILE, row["received_at"], row["received_by"])
        for row in found.values()
    ]


def offices(conn: Connection) -> dict[str, str]:
    """Code -> name of the offices of this installation."""
    query = select(office.c.regency, office.c.name).order_by(office.c.regency)
    return {row.regency: row.name for row in conn.execute(query)}
