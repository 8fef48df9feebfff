"""Uploads as tables: what was uploaded, what is wrong in a file, what applying would write, what waits for a human.

NIKs are masked unless `reveal`. Rows of uploads older than the retention are gone; their counts are in `facts`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from ktp_core import nik
from ktp_core.db.schema import institution, region, resident, roster_issue, roster_row, roster_upload
from ktp_core.residents.model import Place, Standing
from ktp_core.rosters import reach
from ktp_core.rosters.match_model import Reason, Verdict
from ktp_core.rosters.model import Issue, IssueCode, Severity
from ktp_core.rosters.places import places
from ktp_core.rosters.review import regency_of
from ktp_core.rosters.wording import issue_message

_u, _r, _i, _k = roster_upload.c, roster_row.c, roster_issue.c, resident.c
_lives = region.alias("lives")
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
    return _frame(conn, statement)


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
    return _frame(conn, statement)


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


def rows_page(
    conn: Connection, upload: int, verdict: Verdict, *, limit: int = 50, offset: int = 0, reveal: bool = False,
    districts: tuple[str, ...] = (),
) -> pd.DataFrame:  # fmt: skip
    """One row is a row of the spreadsheet with that verdict, with what we know beside it: `position`, `sheet`, `row`,
    `name`, `nik`, `sex`, `birth_date`, `nisn`, `class_name`, `district` (as it would be written), `reason`, `decision`,
    `done`, and of the resident `their_name`, `their_nik`, `their_birth_date`, `their_nisn`, `their_class`,
    `their_institution`, `their_district`, `their_standing`; `taken` (the NIK is that resident's), `hidden` (the
    resident is beyond the `districts` of who looks: nothing is said of them)."""
    receiver = select(_u.institution_id).where(_u.id == upload).scalar_subquery()
    statement = (
        select(
            _r.position, _r.sheet, _r.row, _r.name, _r.nik, _r.sex, _r.birth_date, _r.nisn, _r.class_name,
            _r.district, _r.standing, _r.reason, _r.decision, _r.done, _r.resident_id,
            _k.name.label("their_name"), _k.nik.label("their_nik"), _k.birth_date.label("their_birth_date"),
            _k.nisn.label("their_nisn"), _k.class_name.label("their_class"),
            institution.c.name.label("their_institution"), _lives.c.name.label("their_district"),
            _k.standing.label("their_standing"), (_k.nik == _r.nik).label("taken"),
            reach.beyond(districts, receiver).label("hidden"),
        )
        .outerjoin(resident, _k.id == _r.resident_id)
        .outerjoin(institution, institution.c.id == _k.institution_id)
        .outerjoin(_lives, _lives.c.code == _k.district)
        .where(_r.upload_id == upload, _r.verdict == verdict.value)
        .order_by(_r.done, _r.position)
        .limit(limit)
        .offset(offset)
    )  # fmt: skip
    frame = _frame(conn, statement)
    frame["district"] = [_domicile(row, upload) for row in frame.itertuples()]
    frame["taken"], frame["hidden"] = frame["taken"].eq(True), frame["hidden"].eq(True)
    _hide(frame)
    if not reveal:
        for column in ("nik", "their_nik"):
            frame[column] = [nik.mask(value) if isinstance(value, str) else None for value in frame[column]]
    return frame


def _hide(frame: pd.DataFrame) -> None:
    """Not even the reason stays: it would say what is right and what is wrong in what the list claims."""
    theirs = [name for name in frame.columns if name.startswith("their_")]
    frame[theirs] = frame[theirs].astype(object)
    frame.loc[frame["hidden"], [*theirs, "resident_id"]] = None
    frame.loc[frame["hidden"] & frame["reason"].notna(), "reason"] = Reason.OTHER_DISTRICT.value


def _domicile(row: Any, upload: int) -> str:
    """Where applying would place somebody new: by the address, else by the NIK."""
    known = places(regency_of(upload))
    if not pd.isna(row.standing):
        return known.shown(Place(Standing(int(row.standing)), row.district))
    return known.shown(known.of_nik(row.nik)) if isinstance(row.nik, str) else "–"


def _frame(conn: Connection, statement: Any) -> pd.DataFrame:
    result = conn.execute(statement)
    return pd.DataFrame(result.fetchall(), columns=list(result.keys()))
