"""Wrong passwords, counted per account name and per address, as SQL sees them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, case, delete, select, update

from ktp_core.access.rules import FORGET_FAILURES, wait_left
from ktp_core.db import dialects
from ktp_core.db.schema import sign_in_failure

_COLUMNS = sign_in_failure.c


def key(kind: str, value: str) -> str:
    """`account:` or `address:` and a hash: what was typed as a name may have been a password."""
    return f"{kind}:{hashlib.sha256(value.encode()).hexdigest()[:40]}"


def wait(conn: Connection, keys: Iterable[str], at: datetime) -> timedelta:
    """The longest wait that is left for any of these keys."""
    rows = conn.execute(select(_COLUMNS["count"], _COLUMNS.last_at).where(_COLUMNS.key.in_(list(keys))))
    return max((wait_left(count, last_at, at) for count, last_at in rows), default=timedelta(0))


def add(conn: Connection, keys: Iterable[str], at: datetime) -> None:
    """One more failure for each key; failures older than an hour are forgotten first."""
    conn.execute(delete(sign_in_failure).where(_COLUMNS.last_at < at - FORGET_FAILURES))
    for one in keys:
        statement = dialects.insert(conn, sign_in_failure).values(key=one, count=1, last_at=at)
        conn.execute(
            statement.on_conflict_do_update(
                index_elements=["key"], set_={"count": _COLUMNS["count"] + 1, "last_at": at}
            )
        )


def forgive(conn: Connection, account_key: str, address_key: str) -> None:
    """After a success: the account starts anew; the address gets back the one try that was counted ahead."""
    conn.execute(delete(sign_in_failure).where(_COLUMNS.key == account_key))
    less = case((_COLUMNS["count"] > 0, _COLUMNS["count"] - 1), else_=0)
    conn.execute(update(sign_in_failure).where(_COLUMNS.key == address_key).values(count=less))
