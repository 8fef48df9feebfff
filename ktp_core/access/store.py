"""Accounts as SQL sees them."""

from __future__ import annotations

from sqlalchemy import Connection, select

from ktp_core.access.model import Actor, Role
from ktp_core.db.schema import account, account_role


def actor_by_id(conn: Connection, account_id: int) -> Actor | None:
    """The account as it is now, or None when it is gone or deactivated."""
    return _actor(conn, account.c.id == account_id)


def actor_by_name(conn: Connection, name: str) -> Actor | None:
    """The active account of that sign-in name."""
    return _actor(conn, account.c.name == name.strip().lower())


def _actor(conn: Connection, where: object) -> Actor | None:
    row = conn.execute(select(account).where(where, account.c.active == 1)).mappings().first()  # type: ignore[arg-type]
    if row is None:
        return None
    roles = conn.execute(select(account_role.c.role).where(account_role.c.account_id == row["id"])).scalars()
    return Actor(
        name=row["name"],
        account_id=row["id"],
        roles=frozenset(Role(role) for role in roles),
        regency=row["regency"],
        districts=tuple(row["districts"]),
        display_name=row["display_name"],
    )
