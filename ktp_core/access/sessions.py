"""Browser sessions as SQL sees them. The token itself is never stored, only its SHA-256."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, select, update

from ktp_core.access.model import SignedIn
from ktp_core.access.rules import SESSION_ABSOLUTE_HOURS, TOUCH_EVERY, session_limits
from ktp_core.access.store import actor_by_id
from ktp_core.db.schema import account, web_session

_COLUMNS = web_session.c


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def start(conn: Connection, account_id: int, at: datetime, agent: str) -> str:
    """A new session; the token goes into the cookie and nowhere else. Sessions that are over are removed."""
    sweep(conn, at)
    token = secrets.token_urlsafe(32)
    conn.execute(
        insert(web_session).values(
            token_hash=token_hash(token), account_id=account_id, created_at=at, seen_at=at,
            expires_at=at + timedelta(hours=SESSION_ABSOLUTE_HOURS),
            language=_last_language(conn, account_id), agent=agent[:80],
        )
    )  # fmt: skip
    return token


def find(conn: Connection, hashed: str, at: datetime) -> SignedIn | None:
    """The session if it is live now and its account active, with the account's roles as they are now."""
    seen_since, created_since = session_limits(at)
    row = conn.execute(
        select(web_session, account.c.password_hash)
        .join(account, account.c.id == _COLUMNS.account_id)
        .where(_COLUMNS.token_hash == hashed, account.c.active == 1, _COLUMNS.expires_at > at)
        .where(_COLUMNS.seen_at > seen_since, _COLUMNS.created_at > created_since)
    ).first()
    actor = actor_by_id(conn, row.account_id) if row else None
    if row is None or actor is None:
        return None
    return SignedIn(actor, hashed, row.language, row.created_at, row.seen_at, row.password_hash == "!")


def touch(conn: Connection, hashed: str, at: datetime) -> None:
    """The user did something."""
    conn.execute(update(web_session).where(_COLUMNS.token_hash == hashed).values(seen_at=at))


def needs_touch(session: SignedIn, at: datetime) -> bool:
    """Whether the last stored activity is old enough to be worth a write."""
    return at - session.seen_at >= TOUCH_EVERY


def set_language(conn: Connection, hashed: str, language: str) -> None:
    """The language of this browser session."""
    conn.execute(update(web_session).where(_COLUMNS.token_hash == hashed).values(language=language))


def end(conn: Connection, hashed: str, account_id: int | None = None) -> int:
    """Sign out one session (of that account only, when given); how many rows went."""
    where = [_COLUMNS.token_hash == hashed]
    if account_id is not None:
        where.append(_COLUMNS.account_id == account_id)
    return conn.execute(delete(web_session).where(*where)).rowcount


def end_all(conn: Connection, account_id: int, keep: str | None = None) -> int:
    """Sign out every session of an account, except `keep`; how many."""
    return conn.execute(
        delete(web_session).where(_COLUMNS.account_id == account_id, _COLUMNS.token_hash != (keep or ""))
    ).rowcount


def sweep(conn: Connection, at: datetime) -> None:
    """Remove sessions that ended more than a day ago (until then they remember the language)."""
    day_ago = at - timedelta(days=1)
    conn.execute(delete(web_session).where(or_(_COLUMNS.expires_at < day_ago, _COLUMNS.seen_at < day_ago)))


def _last_language(conn: Connection, account_id: int) -> str:
    last = select(_COLUMNS.language).where(_COLUMNS.account_id == account_id).order_by(_COLUMNS.seen_at.desc())
    return conn.execute(last.limit(1)).scalar() or "id"
