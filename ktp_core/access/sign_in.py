"""What happens before there is an actor: signing in, and looking a session up."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update
from sqlalchemy.engine import RowMapping

from ktp_core.access import attempts, passwords, sessions
from ktp_core.access.model import SignedIn
from ktp_core.audit import store as audit
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import account
from ktp_core.errors import Conflict, Refused


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a sign-in form sends. `address`: whose wrong tries are counted; `agent`: the browser in words."""

    name: str
    password: str
    address: str
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`token` on success; else how long to wait before the next try (zero: simply wrong)."""

    token: str | None = None
    wait: timedelta = timedelta(0)


def sign_in(given: Credentials, *, at: datetime, previous: str | None = None) -> Outcome:
    """Check a password and open a session with a fresh token; `previous` (the old cookie's session) is ended.

    The try is counted before the password is looked at, so that tries sent at the same moment count as well.
    """
    name = given.name.strip().lower()[:64]
    keys = attempts.key("account", name), attempts.key("address", given.address)
    with write_transaction() as conn:
        left = attempts.wait(conn, keys, at)
        if left:
            return Outcome(wait=left)
        attempts.add(conn, keys, at)
        row = _account(conn, name)
    usable = row["password_hash"] if row and _usable(row, at) else None
    right = passwords.verify(usable, given.password[: passwords.PASSWORD_MAX + 1])
    with write_transaction() as conn:
        # Meanwhile the account may have been closed, or its password taken back: what counts is how it is now.
        if not right or row is None or not _as_it_was(conn, row):
            known = row["name"] if row else "-"
            audit.append(conn, at, known, "access.sign_in_failed", row["regency"] if row else None, None, {})
            return Outcome()
        attempts.forgive(conn, *keys)
        return Outcome(_open(conn, row, given, at, previous))


def look_up(token_hash: str, *, at: datetime) -> SignedIn | None:
    """The live session of that hash, with its account as it is now; None when it is over."""
    with read_connection() as conn:
        return sessions.find(conn, token_hash, at)


def keep_alive(session: SignedIn, *, at: datetime) -> None:
    """Note that the user did something; at most twice a minute, and the next time when it cannot be written now."""
    if sessions.needs_touch(session, at):
        with suppress(Refused), write_transaction() as conn:
            sessions.touch(conn, session.token_hash, at)


def nobody_yet() -> bool:
    """Whether this installation has no account at all."""
    with read_connection() as conn:
        return conn.execute(select(account.c.id).limit(1)).first() is None


def _account(conn: Connection, name: str) -> RowMapping | None:
    return conn.execute(select(account).where(account.c.name == name, account.c.active == 1)).mappings().first()


def _as_it_was(conn: Connection, row: RowMapping) -> bool:
    same = (account.c.id == row["id"], account.c.active == 1, account.c.password_hash == row["password_hash"])
    return conn.execute(select(account.c.id).where(*same).with_for_update()).first() is not None


def _usable(row: RowMapping, at: datetime) -> bool:
    return row["one_time_until"] is None or row["one_time_until"] > at


def _open(conn: Connection, row: RowMapping, given: Credentials, at: datetime, previous: str | None) -> str:
    if previous:
        sessions.end(conn, previous)
    changes: dict[str, object] = {}
    if row["one_time_until"] is not None:
        changes = {"password_hash": "!", "one_time_until": None}  # used up; a new one is asked for at once
        sessions.end_all(conn, row["id"])
    elif passwords.outdated(row["password_hash"]):
        changes = {"password_hash": passwords.hash_password(given.password)}
    if changes:
        # Two browsers with the same one-time password: the second finds the hash gone.
        same = (account.c.id == row["id"]) & (account.c.password_hash == row["password_hash"])
        if conn.execute(update(account).where(same).values(**changes)).rowcount != 1:
            raise Conflict("account_changed")
    audit.append(conn, at, row["name"], "access.sign_in", row["regency"], str(row["id"]), {})
    return sessions.start(conn, row["id"], at, given.agent)
