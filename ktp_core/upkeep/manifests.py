"""What a copy says of itself, written into it when it is taken and compared when it comes back."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from ktp_core.audit.store import check_chain
from ktp_core.db import copies
from ktp_core.db.engine import read_connection
from ktp_core.errors import Refused
from ktp_core.upkeep import sealing

_FORMAT = 1
_TABLE = "CREATE TABLE backup_manifest (format INTEGER NOT NULL, manifest TEXT NOT NULL, seal TEXT NOT NULL)"
_TRANSIENT = ("web_session", "download", "sign_in_failure")
_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy must hold: rows of each table, and the head of the audit chain."""

    taken_at: str
    counts: dict[str, int]
    audit_head: str


def attach(draft: Path, at: datetime) -> Manifest:
    """Leave out what is transient, and write down what is there."""
    with copies.as_database(draft), read_connection() as conn:
        head = check_chain(conn).head
    with closing(sqlite3.connect(draft)) as raw:
        for table in _TRANSIENT:
            raw.execute(f"DELETE FROM {table}")  # noqa: S608 - names are ours
        manifest = Manifest(at.isoformat(), _counts(raw), head)
        raw.execute(_TABLE)
        row = (_FORMAT, json.dumps(asdict(manifest)), sealing.UNSEALED)
        raw.execute("INSERT INTO backup_manifest VALUES (?, ?, ?)", row)
        raw.commit()
    copies.tidy(draft)
    sealing.seal(draft)
    return manifest


def checked(draft: Path) -> Manifest:
    """The manifest of a copy that is whole. Raises Refused."""
    with draft.open("rb") as head:
        if head.read(len(_MAGIC)) != _MAGIC:
            raise Refused("backup_not_ours")
    try:
        with closing(sqlite3.connect(draft)) as raw:
            manifest, seal_inside = _read(raw)
            if not sealing.intact(draft, seal_inside):
                raise Refused("backup_damaged", what="sha256")
            if raw.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise Refused("backup_damaged", what="integrity_check")
            if _counts(raw) != manifest.counts:
                raise Refused("backup_damaged", what="counts")
            return manifest
    except sqlite3.DatabaseError as fault:
        raise Refused("backup_damaged", what=type(fault).__name__) from fault


def _read(raw: sqlite3.Connection) -> tuple[Manifest, str]:
    known = raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'backup_manifest'").fetchone()
    row = raw.execute("SELECT format, manifest, seal FROM backup_manifest").fetchone() if known else None
    if row is None or row[0] != _FORMAT:
        raise Refused("backup_not_ours")
    return Manifest(**json.loads(row[1])), row[2]


def _counts(raw: sqlite3.Connection) -> dict[str, int]:
    names = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT IN ('backup_manifest', 'alembic_version') ORDER BY name"
    ).fetchall()
    return {name: raw.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for (name,) in names}  # noqa: S608
