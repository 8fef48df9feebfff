"""Files that one account may fetch once: what was asked for is kept, never the file."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, update

from ktp_core import config
from ktp_core.access.model import Actor
from ktp_core.access.sessions import token_hash
from ktp_core.audit import rules as chain
from ktp_core.audit import store as audit
from ktp_core.db.engine import write_transaction
from ktp_core.db.schema import download
from ktp_core.errors import NotAllowed, NotFound

_COLUMNS = download.c
_OFFICE = "_office"
"""Beside what was asked for, under a name that no kind of file uses: the office that was looked at."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A download that has just been used up: what it holds and in whose name it is made."""

    kind: str
    params: dict[str, Any]
    actor: Actor


def offer(by: Actor, kind: str, params: dict[str, Any], *, at: datetime) -> str:
    """A token for /unduh/, good for one fetch by `by` within 15 minutes. Permission is asked when it is fetched."""
    if by.account_id is None:
        raise NotAllowed("not_allowed", by=by.name)
    token = secrets.token_urlsafe(32)
    with write_transaction() as conn:
        conn.execute(delete(download).where(_COLUMNS.expires_at < at - timedelta(days=1)))
        conn.execute(
            insert(download).values(
                token_hash=token_hash(token), account_id=by.account_id, kind=kind,
                params={**params, _OFFICE: by.regency}, made_at=at,
                expires_at=at + timedelta(minutes=config.DOWNLOAD_MINUTES),
            )
        )  # fmt: skip
    return token


def claim(by: Actor, token: str, *, at: datetime) -> Claimed:
    """Use the token up. Raises NotFound when it is somebody else's, used, expired or invented: all look the same."""
    with write_transaction() as conn:
        row = conn.execute(
            update(download)
            .where(_COLUMNS.token_hash == token_hash(token), _COLUMNS.account_id == by.account_id)
            .where(_COLUMNS.used_at.is_(None), _COLUMNS.expires_at > at)
            .values(used_at=at)
            .returning(_COLUMNS.kind, _COLUMNS.params)
        ).first()
    if row is None:
        raise NotFound("download_gone")
    params = dict(row.params)
    office = params.pop(_OFFICE, None)
    return Claimed(row.kind, params, replace(by, regency=by.regency or office))


def record(claimed: Claimed, *, rows: int | None, size: int, at: datetime) -> None:
    """The audit entry, written before the first byte leaves: what, how much, and a fingerprint of the filter."""
    with write_transaction() as conn:
        _append(conn, claimed, {"rows": rows, "bytes": size}, at)


def _append(conn: Connection, claimed: Claimed, counts: dict[str, Any], at: datetime) -> None:
    fingerprint = chain.fingerprint(claimed.params, config.secret_key())
    details = {"kind": claimed.kind, "filter": fingerprint, **counts}
    audit.append(conn, at, claimed.actor.name, "export.fetch", claimed.actor.regency, claimed.kind, details)
