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
    """The longest wait that is left for any of these keys, which stay locked until the transaction ends.

    Without the lock a crowd of tries at one moment would all find the same count (SQLite has one writer anyway).
    """
    conn.execute(delete(sign_in_failure).where(_COLUMNS.last_at < at - FORGET_FAILURES))
    wanted = sorted(keys)
    empty = [{"key": one, "count": 0, "last_at": at} for one in wanted]
    conn.execute(dialects.insert(conn, sign_in_failure).on_conflict_do_nothing(index_elements=["key"]), empty)
    query = select(_COLUMNS["count"], _COLUMNS.last_at).where(_COLUMNS.key.in_(wanted)).order_by(_COLUMNS.key)
    rows = conn.execute(query.with_for_update())
    return max((wait_left(count, last_at, at) for count, last_at in rows), default=timedelta(0))


def add(conn: Connection, keys: Iterable[str], at: datetime) -> None:
    """One more failure for each key that `wait` has just locked."""
    changed = update(sign_in_failure).where(_COLUMNS.key.in_(list(keys)))
    conn.execute(changed.values(count=_COLUMNS["count"] + 1, last_at=at))


def forgive(conn: Connection, account_key: str, address_key: str) -> None:
    """After a success: the account starts anew; the address gets back the one try that was counted ahead."""
    conn.execute(delete(sign_in_failure).where(_COLUMNS.key == account_key))
    less = case((_COLUMNS["count"] > 0, _COLUMNS["count"] - 1), else_=0)
    conn.execute(update(sign_in_failure).where(_COLUMNS.key == address_key).values(count=less))
