"""Uploads as tables: what was uploaded, what is wrong in a file, how many rows wait for a human.

Issues of uploads older than the retention are gone; their counts are in `facts`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from ktp_core.db.frames import frame
from ktp_core.db.schema import institution, resident, roster_issue, roster_row, roster_upload
from ktp_core.rosters.issues import Issue, IssueCode, Severity
from ktp_core.rosters.match_model import Verdict
from ktp_core.rosters.wording import issue_message

_u, _r, _i, _k = roster_upload.c, roster_row.c, roster_issue.c, resident.c
_DAYS = ("day", "other", "one", "two")


def recent(
    conn: Connection, regency: str, districts: tuple[str, ...] = (), *, limit: int = 50, offset: int = 0
) -> pd.DataFrame:
    """One row is an upload, newest first: `id`, `institution`, `file_name`, `school_year`, `state`, `uploaded_at`,
    `uploaded_by`, `facts`, `waiting` (rows in review that nobody has decided)."""
    waiting = (
        select(func.count())
        .where(_r.upload_id == _u.id, _r.verdict == Verdict.REVIEW.value, _r.done == 0, _r.decision.is_(None))
        .scalar_subquery()
    )
    statement = (
        select(
            _u.id, institution.c.name.label("institution"), _u.file_name, _u.school_year, _u.state, _u.uploaded_at,
            _u.uploaded_by, _u.facts, waiting.label("waiting"),
        )
        .join(institution, institution.c.id == _u.institution_id)
        .where(_u.regency == regency)
        .order_by(_u.uploaded_at.desc(), _u.id.desc())
        .limit(limit)
        .offset(offset)
    )  # fmt: skip
    if districts:
        statement = statement.where(institution.c.district.in_(districts))
    return frame(conn, statement)


def counts(conn: Connection, upload: int) -> dict[str, int]:
    """Rows by what applying does with them now: `new`, `changed`, `same`, `review` (undecided), `decided`, `done`."""
    found: Counter[str] = Counter(dict.fromkeys(("new", "changed", "same", "review", "decided", "done"), 0))
    columns = (_r.verdict, _r.done, _r.decision.is_not(None).label("decided"))
    for row in conn.execute(select(*columns, func.count().label("n")).where(_r.upload_id == upload).group_by(*columns)):
        found["done" if row.done else "decided" if row.decided else row.verdict] += row.n
    return dict(found)


def issue_counts(conn: Connection, upload: int) -> pd.DataFrame:
    """One row is a kind of problem: `code`, `severity`, `rows`; errors first, most first."""
    statement = (
        select(_i.code, _i.severity, func.count().label("rows"))
        .where(_i.upload_id == upload)
        .group_by(_i.code, _i.severity)
        .order_by(_i.severity, func.count().desc(), _i.code)
    )
    return frame(conn, statement)


def issues_page(
    conn: Connection, upload: int, *, severity: Severity | None = None, limit: int = 50, offset: int = 0,
    translate: Callable[[str], str] = str,
) -> pd.DataFrame:  # fmt: skip
    """One row is a fault or warning in the order of the file: `sheet`, `row`, `cell`, `column`, `severity`, `shown`
    (a harmless piece of the cell), `message` (what it means and what to do, Indonesian unless translated)."""
    statement = select(roster_issue).where(_i.upload_id == upload).order_by(_i.number).limit(limit).offset(offset)
    if severity is not None:
        statement = statement.where(_i.severity == severity.value)
    rows = [
        (row["sheet"], row["row"], row["cell"], row["column"], row["severity"], row["params"].get("value_shown"),
         issue_message(_issue(row), translate))
        for row in conn.execute(statement).mappings()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["sheet", "row", "cell", "column", "severity", "shown", "message"])


def _issue(row: Any) -> Issue:
    params = {
        key: date.fromisoformat(value) if key in _DAYS and _is_day(value) else value
        for key, value in row["params"].items()
    }
    return Issue(
        row["row"], row["sheet"], row["cell"], row["column"], Severity(row["severity"]), IssueCode(row["code"]), params
    )


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[4:5] == "-" and value[7:8] == "-"
