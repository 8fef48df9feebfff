"""Whether reports that were issued are what was issued: check sums, also in the audit log, content, numbers."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from ktp_core.db.schema import audit_log, report_issue
from ktp_core.errors import Refused
from ktp_core.reports import coding
from ktp_core.reports.model import Stamp
from ktp_core.upkeep.model import Report

c = report_issue.c
_SAID = ("regency", "month", "number", "as_of", "known_on")


def check(conn: Connection, report: Report) -> None:
    """Every issue by itself and against the audit log, and that none is missing."""
    vouched = _vouched(conn)
    rows = conn.execute(select(report_issue).order_by(c.regency, c.month, c.number)).mappings()
    count, month, number = 0, ("", 0), 0
    for row in rows:
        count += 1
        number = number + 1 if (row["regency"], row["month"]) == month else 1
        month = (row["regency"], row["month"])
        where = {"regency": row["regency"], "month": row["month"], "number": row["number"]}
        if row["number"] != number:
            report.differs("report_number", **where, expected=number)
            number = row["number"]
        if {row["sha256"], vouched.pop(row["id"], None)} != {coding.digest(row["content"])}:
            report.differs("report_sha256", **where)
        elif not _fits(row["content"], {name: row[name] for name in _SAID}):
            report.differs("report_content", **where)
    for gone in vouched:
        report.differs("report_missing", id=gone)
    report.looked_at(report_issue.name, count)


def _vouched(conn: Connection) -> dict[int, str]:
    """Issue -> its check sum as the chain of the audit log vouches for it."""
    log = audit_log.c
    rows = conn.execute(select(log.subject, log.details).where(log.action == "report.issue"))
    return {int(row.subject): json.loads(row.details)["sha256"] for row in rows}


def _fits(content: bytes, row: dict[str, object]) -> bool:
    """Whether the content is readable and says itself what the row says."""
    try:
        stamp: Stamp = coding.read(content).report.stamp
    except Refused:
        return False
    return all(getattr(stamp, name) == value for name, value in row.items())
