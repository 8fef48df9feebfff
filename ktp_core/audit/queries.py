"""Questions about the audit log, answered with a DataFrame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, func, select

from ktp_core.access.model import Actor
from ktp_core.db.schema import audit_log

_COLUMNS = audit_log.c


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries. `since` inclusive, `until` exclusive; `subject` exact, as it stands in the log."""

    by: str | None = None
    action: str | None = None
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    regency: str | None = None

    def within(self, actor: Actor) -> EntryFilter:
        """Narrowed to the actor's office."""
        return replace(self, regency=actor.regency or self.regency)


def entries(conn: Connection, chosen: EntryFilter, *, limit: int, offset: int = 0) -> pd.DataFrame:
    """One row per entry, newest first: seq, at, by, action, regency, subject, details (JSON text), hash."""
    columns = [_COLUMNS[name] for name in ("seq", "at", "by", "action", "regency", "subject", "details", "hash")]
    query = _chosen(select(*columns), chosen).order_by(_COLUMNS.seq.desc()).limit(limit).offset(offset)
    return pd.DataFrame(conn.execute(query).all(), columns=[column.name for column in columns])


def total(conn: Connection, chosen: EntryFilter) -> int:
    """How many entries. Unfiltered it is the last number: the chain has no gaps."""
    if chosen == EntryFilter():
        return int(conn.execute(select(func.max(_COLUMNS.seq))).scalar() or 0)
    return int(conn.execute(_chosen(select(func.count()).select_from(audit_log), chosen)).scalar_one())


def people(conn: Connection, chosen: EntryFilter) -> list[str]:
    """Every name that appears, in order. The index on (by, seq) is walked name by name, not entry by entry."""
    found: list[str] = []
    query = select(func.min(_COLUMNS.by))
    name = conn.execute(query).scalar()
    while name is not None:
        found.append(name)
        name = conn.execute(query.where(_COLUMNS.by > name)).scalar()
    if chosen.regency is None:
        return found
    return [name for name in found if _appears(conn, replace(EntryFilter(), by=name, regency=chosen.regency))]


def last_check(conn: Connection) -> pd.DataFrame:
    """The newest `audit.check` entry, one row or none."""
    return entries(conn, EntryFilter(action="audit.check"), limit=1)


def _appears(conn: Connection, chosen: EntryFilter) -> bool:
    return conn.execute(_chosen(select(_COLUMNS.seq), chosen).limit(1)).first() is not None


def _chosen(query: Select[Any], chosen: EntryFilter) -> Select[Any]:
    if chosen.by is not None:
        query = query.where(_COLUMNS.by == chosen.by)
    if chosen.action is not None:
        query = query.where(_COLUMNS.action == chosen.action)
    if chosen.subject:
        query = query.where(_COLUMNS.subject == chosen.subject)
    if chosen.regency is not None:
        query = query.where(_COLUMNS.regency == chosen.regency)
    if chosen.since is not None:
        query = query.where(_COLUMNS.at >= chosen.since)
    return query.where(_COLUMNS.at < chosen.until) if chosen.until is not None else query
