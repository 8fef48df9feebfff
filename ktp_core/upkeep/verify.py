"""Recomputing everything that is stored twice, and comparing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.audit.store import check_chain
from ktp_core.regions import store as regions
from ktp_core.summaries import rebuild
from ktp_core.upkeep import batches, belonging, blanks, delivery, fieldwork, lines, reports
from ktp_core.upkeep.model import Report

Progress = Callable[[int, int], None]


def verify(by: Actor, *, today: date, progress: Progress = lambda done, total: None) -> Report:
    """Card lines, summaries, memberships, visits, blanks, batches, parcels, issued reports and the audit chain, in one
    snapshot."""
    report = Report()
    with reading(by, Permission.SETUP) as conn:
        offices = regions.known(conn)
        steps = len(offices) + 4
        for done, regency in enumerate(offices):
            lines.check(conn, regency, regions.age_rules(conn, regency, today), report)
            progress(done + 1, steps)
        belonging.check(conn, report)
        progress(steps - 3, steps)
        fieldwork.check(conn, report)
        blanks.check(conn, report)
        batches.check(conn, report)
        delivery.check(conn, report)
        reports.check(conn, report)
        progress(steps - 2, steps)
        _summaries(conn, report)
        progress(steps - 1, steps)
        _audit(conn, report)
        progress(steps, steps)
    return report


def _summaries(conn: Connection, report: Report) -> None:
    report.looked_at("summaries", rebuild.count(conn))
    for difference in rebuild.differences(conn):
        report.differs("summary", **difference)


def _audit(conn: Connection, report: Report) -> None:
    chain = check_chain(conn)
    report.looked_at("audit", chain.entries)
    if chain.broken_at is not None:
        report.differs("audit_chain", seq=chain.broken_at)
