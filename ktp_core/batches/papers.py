"""The print sheet of a batch. Whoever hands it out writes that down."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from ktp_core import documents
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import reading
from ktp_core.batches import queries
from ktp_core.batches.model import Batch, CardMark, Category
from ktp_core.blanks import store as blanks
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.schema import institution, visit
from ktp_core.db.types import region_code
from ktp_core.documents import words
from ktp_core.documents.print_sheets import PrintLine, PrintSheet, print_sheet
from ktp_core.exports.model import Export, Format
from ktp_core.requests import letterhead
from ktp_core.requests.replies import office

P = Permission


def sheet(by: Actor, batch_id: int, form: Format, *, whole: bool = False) -> Export:
    """The cards of a batch in printing order; those that left it are among them, marked. `whole`: with whole NIKs,
    for which NIK_REVEAL is asked. Raises NotFound("batch_unknown")."""
    regency = region_code(batch_id // PER_REGENCY)
    with reading(by, P.BATCH_VIEW, regency) as conn:
        if whole:
            require(by, P.NIK_REVEAL, regency)
        batch = queries.batch(conn, batch_id, regency=regency, districts=by.districts)
        values = _sheet(conn, batch, whole)
    return documents.export(print_sheet(values), form, rows=len(values.lines))


def _sheet(conn: Connection, batch: Batch, whole: bool) -> PrintSheet:
    settings = letterhead.current(conn, batch.regency, date.max)  # the newest: it is printed today
    found = queries.cards(conn, batch.id, today=batch.day, reveal=whole)
    return PrintSheet(
        office=office(conn, batch.regency, settings), number=batch.number, day=batch.day,
        printer=blanks.get(conn, batch.holder_id).name, lines=[_line(row) for row in found.to_dict("records")],
        whole=whole, visit=_visited(conn, batch.visit_id), note=batch.note or "",
    )  # fmt: skip


def _line(row: dict[Any, Any]) -> PrintLine:
    mark, kind = CardMark(row["state"]), Category(row["category"])
    who = (row["name"], row["nik"], row["birth_date"])
    return PrintLine(row["position"], *who, _where(row), kind, mark, row["spoiled"])


def _where(row: dict[Any, Any]) -> str:
    if row["institution"]:
        return " · ".join(part for part in (row["institution"], row["class_name"]) if part)
    return words.district(row["district"])


def _visited(conn: Connection, visit_id: int | None) -> str:
    place = visit.join(institution, institution.c.id == visit.c.institution_id)
    return conn.scalar(select(institution.c.name).select_from(place).where(visit.c.id == visit_id)) or ""
