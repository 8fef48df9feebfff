"""Use cases about the audit log itself."""

from __future__ import annotations

from datetime import datetime

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import writing
from ktp_core.audit import store
from ktp_core.audit.store import ChainReport


def check_chain(by: Actor, *, at: datetime) -> ChainReport:
    """Recompute every link. The result is itself an entry, so that a check nobody made cannot be claimed."""
    with writing(by, Permission.AUDIT_VIEW, by.regency, at=at) as tx:
        report = store.check_chain(tx.conn)
        tx.audit("audit.check", None, entries=report.entries, broken_at=report.broken_at, head=report.head[:16])
        return report
