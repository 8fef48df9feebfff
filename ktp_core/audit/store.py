"""Appending to the audit log and checking its chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, insert, select, type_coerce
from sqlalchemy.types import BigInteger

from ktp_core.audit import rules
from ktp_core.db import dialects
from ktp_core.db.schema import audit_log
from ktp_core.db.types import Instant, region_number

_COLUMNS = audit_log.c


@dataclass(frozen=True, slots=True)
class ChainReport:
    """`broken_at`: the first entry that does not fit, None when all do. `head` anchors the chain outside (backups)."""

    entries: int
    head: str
    broken_at: int | None


def append(
    conn: Connection,
    at: datetime,
    by: str,
    action: str,
    regency: str | None,
    subject: str | None,
    details: dict[str, Any],
) -> None:
    """Add one entry at the end of the chain, within the caller's transaction."""
    dialects.lock_for_audit(conn)
    last = conn.execute(select(_COLUMNS.seq, _COLUMNS.hash).order_by(_COLUMNS.seq.desc()).limit(1)).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, rules.FIRST)
    text = rules.canonical(details)
    moment = Instant().process_bind_param(at, conn.dialect)
    place = region_number(regency) if regency else None
    digest = rules.link(previous, seq, moment or 0, by, action, place, subject, text)
    conn.execute(
        insert(audit_log).values(
            seq=seq, at=at, by=by, action=action, regency=regency, subject=subject, details=text,
            previous=previous, hash=digest,
        )
    )  # fmt: skip


def state(conn: Connection) -> str:
    """What changes with every write: every write makes one entry, so the last one that is no look names the state of
    the data; whose data, says the URL."""
    wrote = and_(*(_COLUMNS.action.not_like(look) for look in rules.LOOKS))
    last = conn.execute(
        select(_COLUMNS.seq, _COLUMNS.hash).where(wrote).order_by(_COLUMNS.seq.desc()).limit(1)
    ).first()
    return f"{conn.engine.url} {last.seq} {last.hash}" if last else f"{conn.engine.url}"


def check_chain(conn: Connection) -> ChainReport:
    """Walk the whole chain. A cut tail shows only against a head kept elsewhere (`backup` prints it)."""
    columns = [type_coerce(column, BigInteger) if column.name in ("at", "regency") else column for column in _COLUMNS]
    previous, count = rules.FIRST, 0
    for row in conn.execute(select(*columns).order_by(_COLUMNS.seq)):
        seq, at, by, action, regency, subject, details, before, digest = row
        expected = rules.link(previous, seq, at, by, action, regency, subject, details)
        if seq != count + 1 or before != previous or digest != expected:
            return ChainReport(count, previous, seq)
        previous, count = digest, count + 1
    return ChainReport(count, previous, None)
