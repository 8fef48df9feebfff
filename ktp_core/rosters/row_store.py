"""Staged rows of an upload as SQL keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select, update

from ktp_core.db import dialects
from ktp_core.db.schema import roster_row
from ktp_core.db.types import day_number, region_number
from ktp_core.residents.model import Place, Standing
from ktp_core.rosters.match_model import Entry, Reason, Verdict
from ktp_core.rosters.uploads import Choice, StagedRow

_r = roster_row.c
_ROW = [
    "upload_id", "position", "sheet", "row", "nik", "nisn", "name", "sex", "birth_place", "birth_date", "class_name",
    "district", "village", "standing", "verdict", "reason", "resident_id", "shown", "done",
]  # fmt: skip


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
