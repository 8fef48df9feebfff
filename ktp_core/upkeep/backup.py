"""Taking a copy and putting it back: one file with a manifest of what must be in it.

The file is a SQLite database whatever it was taken from, so that a copy of a PostgreSQL installation opens on a laptop
and an office can move from one to the other. Sign-ins and unfetched downloads are left out: they are nobody's business.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ktp_core.audit.store import check_chain
from ktp_core.db import copies
from ktp_core.db.engine import read_connection
from ktp_core.db.migrate import migrate
from ktp_core.errors import Refused
from ktp_core.upkeep import manifests
from ktp_core.upkeep.manifests import Manifest


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied, in either direction. `bytes`: the size of the file."""

    bytes: int
    residents: int
    events: int
    audit_head: str


def backup(target: Path, *, at: datetime) -> Copied:
    """A consistent copy while others work. Raises Refused("backup_exists") rather than overwrite one."""
    if target.exists():
        raise Refused("backup_exists", file=target.name)
    if not target.parent.is_dir():
        raise Refused("backup_folder", folder=str(target.parent))
    with _beside(target) as draft:
        copies.copy_out(draft)
        manifest = manifests.attach(draft, at)
        draft.chmod(0o600)
        _flush(draft)
        _publish(draft, target)
    return _copied(target, manifest)


def restore(source: Path) -> Copied:
    """Put a copy into an empty place and check it there.

    Raises Refused: "restore_not_empty", "backup_missing", "backup_not_ours", "backup_damaged", "database_newer".
    """
    if not source.is_file():
        raise Refused("backup_missing", file=source.name)
    if not copies.empty():
        raise Refused("restore_not_empty")
    size = source.stat().st_size
    with _beside(copies.sqlite_file() or Path(tempfile.gettempdir()) / "ktp-restore") as draft:
        shutil.copyfile(source, draft)
        manifest = manifests.checked(draft)
        _prepare(draft, manifest)
        _flush(draft)
        if copies.sqlite_file() is None:
            migrate()
        copies.copy_in(draft)
    with read_connection() as conn:
        if check_chain(conn).head != manifest.audit_head:
            raise Refused("backup_damaged", what="audit_log")
    return Copied(size, manifest.counts["resident"], manifest.counts["card_event"], manifest.audit_head)


def _publish(draft: Path, target: Path) -> None:
    """Let the finished file appear whole under its name, never over another one."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise Refused("backup_exists", file=target.name) from None
    except OSError:  # memory sticks have no links
        draft.replace(target)


def _prepare(draft: Path, manifest: Manifest) -> None:
    """Bring the copy to today's schema, and see that its audit chain is the one the manifest names."""
    with closing(sqlite3.connect(draft)) as raw:
        raw.execute("DROP TABLE backup_manifest")
        raw.commit()
    with copies.as_database(draft):
        migrate()
        with read_connection() as conn:
            chain = check_chain(conn)
    if chain.broken_at is not None or chain.head != manifest.audit_head:
        raise Refused("backup_damaged", what="audit_log")
    copies.tidy(draft)


def _copied(file: Path, manifest: Manifest) -> Copied:
    counts = manifest.counts
    return Copied(file.stat().st_size, counts["resident"], counts["card_event"], manifest.audit_head)


def _flush(file: Path) -> None:
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A path for a draft on the same disk, readable by its owner only, gone at the end."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".ktp-", dir=target.parent))
    try:
        yield folder / "draft.db"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
