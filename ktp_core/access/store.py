"""Accounts as SQL sees them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.engine import RowMapping

from ktp_core.access.model import AccountDraft, Actor, Role
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import account, account_role


def actor_by_id(conn: Connection, account_id: int) -> Actor | None:
    """The account as it is now, or None when it is gone or deactivated."""
    return _actor(conn, account.c.id == account_id)


def actor_by_name(conn: Connection, name: str) -> Actor | None:
    """The active account of that sign-in name."""
    return _actor(conn, account.c.name == name.strip().lower())


def _actor(conn: Connection, where: object) -> Actor | None:
    row = conn.execute(select(account).where(where, account.c.active == 1)).mappings().first()  # type: ignore[arg-type]
    return None if row is None else _made(conn, row)


def _made(conn: Connection, row: RowMapping) -> Actor:
    roles = conn.execute(select(account_role.c.role).where(account_role.c.account_id == row["id"])).scalars()
    return Actor(
        name=row["name"],
        account_id=row["id"],
        roles=frozenset(Role(role) for role in roles),
        regency=row["regency"],
        districts=tuple(row["districts"]),
        display_name=row["display_name"],
    )


def any_by_id(conn: Connection, account_id: int) -> Actor | None:
    """The account whether active or not, for those who manage accounts."""
    row = conn.execute(select(account).where(account.c.id == account_id)).mappings().first()
    return None if row is None else _made(conn, row)


def id_of(conn: Connection, name: str) -> int | None:
    """The id of a sign-in name, active or not."""
    return conn.execute(select(account.c.id).where(account.c.name == name)).scalar()


def insert(
    conn: Connection, name: str, draft: AccountDraft, hashed: str, one_time_until: datetime | None, at: datetime
) -> int:
    """A new active account; its id."""
    result = conn.execute(
        account.insert().values(
            name=name, display_name=draft.display_name.strip(), password_hash=hashed, regency=draft.regency,
            districts=list(draft.districts), active=1, created_at=at, one_time_until=one_time_until,
        )
    )  # fmt: skip
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


def update(conn: Connection, account_id: int, draft: AccountDraft) -> None:
    """Shown name and area; the sign-in name never changes, the audit log speaks of it."""
    _change(
        conn,
        account_id,
        display_name=draft.display_name.strip(),
        regency=draft.regency,
        districts=list(draft.districts),
    )


def set_roles(conn: Connection, account_id: int, roles: Iterable[Role]) -> None:
    """Exactly these roles."""
    conn.execute(account_role.delete().where(account_role.c.account_id == account_id))
    conn.execute(account_role.insert(), [{"account_id": account_id, "role": str(role)} for role in sorted(roles)])


def set_active(conn: Connection, account_id: int, active: bool) -> None:
    """Open or closed."""
    _change(conn, account_id, active=int(active))


def set_password(conn: Connection, account_id: int, hashed: str, one_time_until: datetime | None) -> None:
    """A new hash, whatever the old one was."""
    _change(conn, account_id, password_hash=hashed, one_time_until=one_time_until)


def replace_password(conn: Connection, account_id: int, old: str, new: str) -> bool:
    """Compare-and-set of the hash; False when it changed meanwhile."""
    where = (account.c.id == account_id) & (account.c.password_hash == old)
    return conn.execute(account.update().where(where).values(password_hash=new, one_time_until=None)).rowcount == 1


def password_hash(by: Actor) -> str | None:
    """The stored hash of one's own account; `!` after a one-time password was used up."""
    with read_connection() as conn:
        return conn.execute(select(account.c.password_hash).where(account.c.id == by.account_id)).scalar()


def admins(conn: Connection) -> int:
    """How many active accounts manage accounts."""
    query = select(func.count()).select_from(account.join(account_role, account_role.c.account_id == account.c.id))
    return int(conn.execute(query.where(account.c.active == 1, account_role.c.role == str(Role.ADMIN))).scalar_one())


def _change(conn: Connection, account_id: int, **values: object) -> None:
    conn.execute(account.update().where(account.c.id == account_id).values(**values))
