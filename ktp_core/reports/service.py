"""Use cases of monthly reports: looking at one, issuing it for good, and what was corrected since. Numbers only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from ktp_core import config
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading, writing
from ktp_core.db import dialects
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.types import region_code
from ktp_core.errors import Conflict, NotAllowed
from ktp_core.geo import service as geo
from ktp_core.geo import store as shapes
from ktp_core.kpi import flows
from ktp_core.kpi.model import Scope
from ktp_core.regions.store import names, office_of
from ktp_core.reports import coding, content, gathering, rules, store
from ktp_core.reports.coding import Frozen
from ktp_core.reports.model import Correction, Issue, Report, Stamp
from ktp_core.requests import letterhead
from ktp_core.requests.replies import office


@dataclass(frozen=True, slots=True)
class Corrected:
    """What is another number now, and how many acts up to the day of the report were entered or taken back after it."""

    cells: tuple[Correction, ...]
    late: int


def draft(by: Actor, regency: str, month: int, *, known_on: date | None, today: date, at: datetime) -> Frozen:
    """The report of a month as it would be issued. `known_on` None: as known now. Raises NotAllowed, Refused."""
    with reading(by, Permission.HEAD_VIEW, regency):
        _whole(by)
    geo.outlines(by, regency, at=at)  # drawn on first use
    with reading(by, Permission.HEAD_VIEW, regency) as conn:
        return _frozen(conn, _stamp(conn, by, regency, month, known_on, today, at), today)


def issue(
    by: Actor, regency: str, month: int, *, known_on: date | None, today: date, at: datetime, number: int | None = None
) -> Issue:
    """Keep the report of a month that is over, for good. `number`: which it should be.

    Raises Conflict("report_issued_meanwhile") when it would be another, Refused("report_open"), NotAllowed.
    """
    with reading(by, Permission.REPORT_ISSUE, regency):
        _whole(by)
        rules.closed(month, today)
    geo.outlines(by, regency, at=at)
    with writing(by, Permission.REPORT_ISSUE, regency, at=at) as tx:
        dialects.lock_for_audit(tx.conn)  # nobody else's work is committed while this is counted
        stamp = _stamp(tx.conn, by, regency, month, known_on, today, at)
        stamp = replace(stamp, number=store.next_number(tx.conn, regency, month))
        if number not in (None, stamp.number):
            raise Conflict("report_issued_meanwhile")
        kept = coding.write(_frozen(tx.conn, stamp, today))
        made = store.insert_issue(tx.conn, stamp, kept, coding.digest(kept))
        tx.audit("report.issue", str(made.id), month=month, issue=made.number, sha256=made.sha256,
                 known_on=made.known_on)  # fmt: skip
    return made


def issues(by: Actor, regency: str, month: int | None = None) -> list[Issue]:
    """Reports that were issued, newest first. Raises NotAllowed."""
    with reading(by, Permission.HEAD_VIEW, regency) as conn:
        _whole(by)
        return store.issues(conn, regency, month)


def issued(by: Actor, issue_id: int) -> tuple[Issue, Frozen]:
    """A report as it was issued. Raises NotFound, NotAllowed, Refused("report_damaged")."""
    with reading(by, Permission.HEAD_VIEW, region_code(issue_id // PER_REGENCY)) as conn:
        _whole(by)
        found, kept = store.issue(conn, issue_id)
    return found, coding.read(kept)


def corrected(by: Actor, report: Report, *, today: date) -> Corrected:
    """The same report counted again as it is known now, compared number by number. Raises NotAllowed."""
    stamp = replace(report.stamp, known_on=None)
    with reading(by, Permission.HEAD_VIEW, stamp.regency) as conn:
        _whole(by)
        now = content.report(gathering.read(conn, stamp, today))
        return Corrected(rules.corrections(report, now), flows.later(conn, Scope(stamp.regency, stamp.as_of)))


def _whole(by: Actor) -> None:
    if by.districts:
        raise NotAllowed("report_whole_regency", by=by.name)


def _stamp(
    conn: Connection, by: Actor, regency: str, month: int, known_on: date | None, today: date, at: datetime
) -> Stamp:
    day, known = rules.day_of(month, today), rules.known(month, today, known_on)
    place, name = names(conn, regency).get(regency, regency), str(office_of(conn, regency)["name"])
    return Stamp(regency, place, name, month, day, known, at, by.name, config.VERSION)


def _frozen(conn: Connection, stamp: Stamp, today: date) -> Frozen:
    settings = letterhead.current(conn, stamp.regency, today)
    drawn = {one.code: one.geometry for one in shapes.outlines(conn, stamp.regency)}
    return Frozen(content.report(gathering.read(conn, stamp, today)), office(conn, stamp.regency, settings), drawn)
