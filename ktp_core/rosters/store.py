"""Uploads and their rows as SQL keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from ktp_core.db import dialects, ids
from ktp_core.db.schema import institution, resident, roster_issue, roster_row, roster_upload
from ktp_core.db.types import day_number, region_number
from ktp_core.errors import NotFound
from ktp_core.residents.model import Place, Standing
from ktp_core.rosters import reach
from ktp_core.rosters.match_model import Entry, Reason, Roster, Verdict
from ktp_core.rosters.model import Issue
from ktp_core.rosters.uploads import OPEN, Choice, StagedRow, Upload, UploadState

_ROW = [
    "upload_id", "position", "sheet", "row", "nik", "nisn", "name", "sex", "birth_place", "birth_date", "class_name",
    "district", "village", "standing", "verdict", "reason", "resident_id", "shown", "done",
]  # fmt: skip
_ISSUE = ["upload_id", "number", "sheet", "row", "cell", "column", "severity", "code", "params"]
_u, _r = roster_upload.c, roster_row.c


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


def insert_rows(conn: Connection, upload: int, rows: Iterable[StagedRow]) -> None:
    """Stage rows."""
    dialects.bulk_insert(conn, roster_row, _ROW, (_stored(upload, row) for row in rows))


def _stored(upload: int, row: StagedRow) -> tuple[Any, ...]:
    entry, place = row.entry, row.entry.place
    return (
        upload, entry.position, row.sheet, row.row, entry.nik, entry.nisn, entry.name, entry.sex, entry.birth_place,
        day_number(entry.birth_date), entry.class_name,
        region_number(place.district) if place and place.district else None,
        region_number(place.village) if place and place.village else None,
        int(place.standing) if place else None, row.verdict.value, row.reason.value if row.reason else None,
        row.resident_id, row.shown, 0,
    )  # fmt: skip


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


def open_rows(conn: Connection, upload: int, position: int | None = None) -> list[StagedRow]:
    """Rows that are neither applied nor left out, in the order of the file."""
    statement = select(*_r).where(_r.upload_id == upload, _r.done == 0).order_by(_r.position)
    if position is not None:
        statement = statement.where(_r.position == position)
    return [_staged(row) for row in conn.execute(statement).mappings().all()]


def count_open(conn: Connection, upload: int) -> int:
    """How many rows are neither applied nor left out."""
    return int(conn.execute(select(func.count()).where(_r.upload_id == upload, _r.done == 0)).scalar_one())


def _staged(row: Mapping[Any, Any]) -> StagedRow:
    standing = row["standing"]
    place = None if standing is None else Place(Standing(standing), row["district"], row["village"])
    entry = Entry(
        row["position"], row["nik"], row["nisn"], row["name"], row["sex"], row["birth_place"], row["birth_date"],
        row["class_name"], place,
    )  # fmt: skip
    return StagedRow(
        entry, row["sheet"], row["row"], Verdict(row["verdict"]), Reason(row["reason"]) if row["reason"] else None,
        row["resident_id"], row["shown"], Choice(row["decision"]) if row["decision"] else None,
    )  # fmt: skip


def rewrite_verdicts(conn: Connection, upload: int, rows: Sequence[StagedRow]) -> None:
    """Write what is now known of rows: verdict, reason, whom to compare with, the decision."""
    if not rows:
        return
    statement = update(roster_row).where(_r.upload_id == upload, _r.position == bindparam("at_position"))
    names = ("verdict", "reason", "resident_id", "shown", "decision")
    values = [
        {"at_position": row.entry.position, **{name: _plain(getattr(row, name)) for name in names}} for row in rows
    ]
    conn.execute(statement.values({name: bindparam(name) for name in names}), values)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, (Verdict, Reason, Choice)) else value


def finish_rows(conn: Connection, upload: int) -> None:
    """Mark as done everything that a human need not look at any more."""
    ready = or_(_r.verdict != Verdict.REVIEW.value, _r.decision.is_not(None))
    conn.execute(update(roster_row).where(_r.upload_id == upload, _r.done == 0, ready).values(done=1))


def leave_out(conn: Connection, upload: int, position: int) -> None:
    """A human wants this row not to be applied."""
    where = (_r.upload_id == upload, _r.position == position)
    conn.execute(update(roster_row).where(*where).values(done=1, decision=Choice.LEAVE_OUT.value))


def is_beyond(conn: Connection, resident_id: int | None, districts: tuple[str, ...], roster: Roster) -> bool:
    """Whether an actor of some districts may not decide about this resident."""
    hidden = reach.beyond(districts, roster.institution_id)
    return conn.execute(select(resident.c.id).where(resident.c.id == resident_id, hidden)).first() is not None


def set_state(conn: Connection, upload: int, state: UploadState, *, at: datetime, **values: Any) -> None:
    """Move an upload on; from its end `at` the time runs after which its names are deleted."""
    if state not in OPEN:
        values["finished_at"] = at
    conn.execute(update(roster_upload).where(_u.id == upload).values(state=state.value, **values))
