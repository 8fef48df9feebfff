"""Whether there is room for a demo. Apart from the rest, so that starting the server does not load what builds one."""

from __future__ import annotations

from sqlalchemy import Connection, select

from ktp_core.db.engine import read_connection
from ktp_core.db.schema import account, institution, resident


def is_empty() -> bool:
    """Whether nobody has put anything into the database of this process yet."""
    with read_connection() as conn:
        return empty(conn)


def empty(conn: Connection) -> bool:
    """The same, within a transaction."""
    return not any(conn.execute(select(table.c.id).limit(1)).first() for table in (account, institution, resident))
