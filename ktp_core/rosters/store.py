"""Uploads and what was wrong in their files, as SQL keeps them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from ktp_core.db import dialects, ids
from ktp_core.db.schema import institution, resident, roster_issue, roster_upload
from ktp_core.errors import NotFound
from ktp_core.rosters import reach
from ktp_core.rosters.issues import Issue
from ktp_core.rosters.match_model import Roster
from ktp_core.rosters.uploads import OPEN, Upload, UploadState

_ISSUE = ["upload_id", "number", "sheet", "row", "cell", "column", "severity", "code", "params"]
_u = roster_upload.c

_sender = institution.alias("sender")
_survives = institution.c.id == func.coalesce(_sender.c.merged_into, _sender.c.id)


@dataclass(frozen=True, slots=True)
class Receiver:
    """The institution that a roster lands on. `active_until` is the first day on which it is no longer served."""

    id: int
    kind: str
    name: str
    district: str | None
    active_until: date | None


def receiver(conn: Connection, institution_id: int) -> Receiver:
    """The institution, or the one it was merged into. Raises NotFound."""
    columns = [institution.c[name] for name in Receiver.__dataclass_fields__]
    statement = select(*columns).join(_sender, _survives).where(_sender.c.id == institution_id)
    row = conn.execute(statement).mappings().first()
    if row is None:
        raise NotFound("institution_unknown")
    return Receiver(**row)


def insert_upload(conn: Connection, regency: str, **values: Any) -> int:
    """A new upload in state staged; its id."""
    key = ids.next_id(conn, regency, "roster_upload")
    conn.execute(insert(roster_upload).values(id=key, regency=regency, state=UploadState.STAGED.value, **values))
    return key


def insert_issues(conn: Connection, upload: int, issues: Sequence[Issue]) -> None:
    """Keep what was wrong, by spreadsheet row and cell."""
    dialects.bulk_insert(
        conn,
        roster_issue,
        _ISSUE,
        (
            (upload, number, i.sheet, i.row, i.cell, i.column, i.severity.value, i.code.value, _params(i))
            for number, i in enumerate(issues, start=1)
        ),
    )


def _params(issue: Issue) -> str:
    params = {key: value.isoformat() if isinstance(value, date) else value for key, value in issue.params.items()}
    return json.dumps({**params, "value_shown": issue.value_shown} if issue.value_shown else params, default=str)


def get(conn: Connection, upload: int, *, lock: bool = False) -> Upload:
    """One upload with its institution, after a merger the one that stayed; with `lock` nobody else can apply it until
    the end. Raises NotFound."""
    statement = (
        select(*_u, institution.c.id.label("receiver"), institution.c.kind, institution.c.name, institution.c.district)
        .join(_sender, _sender.c.id == _u.institution_id)
        .join(institution, _survives)
        .where(_u.id == upload)
    )
    row = conn.execute(statement.with_for_update(of=roster_upload) if lock else statement).mappings().first()
    if row is None:
        raise NotFound("roster_unknown")
    return _upload(row)


def _upload(row: Mapping[Any, Any]) -> Upload:
    return Upload(
        id=row["id"], regency=row["regency"], district=row["district"], institution=row["name"],
        roster=Roster(row["receiver"], row["kind"], row["school_year"]), file_name=row["file_name"],
        state=UploadState(row["state"]), facts=row["facts"], uploaded_at=row["uploaded_at"],
        uploaded_by=row["uploaded_by"], applied_at=row["applied_at"], applied_by=row["applied_by"],
    )  # fmt: skip


def is_beyond(conn: Connection, resident_id: int | None, districts: tuple[str, ...], roster: Roster) -> bool:
    """Whether an actor of some districts may not decide about this resident."""
    hidden = reach.beyond(districts, roster.institution_id)
    return conn.execute(select(resident.c.id).where(resident.c.id == resident_id, hidden)).first() is not None


def set_state(conn: Connection, upload: int, state: UploadState, *, at: datetime, **values: Any) -> None:
    """Move an upload on; from its end `at` the time runs after which its names are deleted."""
    if state not in OPEN:
        values["finished_at"] = at
    conn.execute(update(roster_upload).where(_u.id == upload).values(state=state.value, **values))
