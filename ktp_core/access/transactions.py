"""The two doors to the database for services and pages: `reading` and `writing`. Both ask for permission.

The account is looked up again each time, so that a role taken away or a deactivated account takes effect at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from ktp_core import clock
from ktp_core.access.model import Actor, Role
from ktp_core.access.permissions import Permission, require
from ktp_core.access.store import actor_by_id
from ktp_core.audit import store as audit
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.errors import NotAllowed

# The installation at its own command line: sets up, and may look (NIK masked).
SYSTEM = Actor(name="system", account_id=None, roles=frozenset({Role.ADMIN, Role.AUDITOR}))


@dataclass(slots=True)
class Writing:
    """A transaction in progress: the connection, who, when and where; `audit` is called exactly once."""

    conn: Connection
    by: Actor
    regency: str | None
    at: datetime
    entries: int = field(default=0)

    @property
    def day(self) -> date:
        """The office's own day. The transaction is about one regency."""
        assert self.regency is not None
        return clock.local(self.at, self.regency).date()

    def audit(self, action: str, subject: str | None = None, /, **details: Any) -> None:
        """The audit entry of this use case. `details` holds counts and codes, never a NIK or a resident's name."""
        self.entries += 1
        audit.append(self.conn, self.at, self.by.name, action, self.regency, subject, details)


@contextmanager
def reading(by: Actor, permission: Permission, regency: str | None = None) -> Iterator[Connection]:
    """A connection for reading. Raises NotAllowed."""
    with read_connection() as conn:
        require(_as_of_now(conn, by), permission, regency)
        yield conn


@contextmanager
def writing(by: Actor, permission: Permission, regency: str | None, *, at: datetime) -> Iterator[Writing]:
    """One use case: one transaction with one audit entry, or nothing. Raises NotAllowed."""
    with write_transaction() as conn:
        require(_as_of_now(conn, by), permission, regency)
        tx = Writing(conn, by, regency, at)
        yield tx
        if tx.entries != 1:
            raise RuntimeError(f"a use case makes one audit entry, not {tx.entries}")


def _as_of_now(conn: Connection, by: Actor) -> Actor:
    if by is SYSTEM:
        return by
    current = actor_by_id(conn, by.account_id) if by.account_id is not None else None
    if current is None:
        raise NotAllowed("account_inactive", by=by.name)
    return current
