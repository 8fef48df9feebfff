"""The problems of a file as a file of their own, to send back to the school: rows and cells, no NIK."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import reading
from ktp_core.exports import tables
from ktp_core.exports.model import MEDIA_TYPES, Column, Export, Format
from ktp_core.rosters import queries, store
from ktp_core.rosters.review import regency_of
from ktp_core.rosters.uploads import Upload

HEADINGS = (
    Column("Lembar", 18), Column("Baris", 8), Column("Sel", 8), Column("Kolom", 18), Column("Isi", 22),
    Column("Tingkat", 12), Column("Artinya dan yang harus dilakukan", 90),
)  # fmt: skip
_GRADES = {"error": "Kesalahan", "warning": "Peringatan"}
_AT_ONCE = 500


def listing(by: Actor, upload_id: int, form: Format) -> Export:
    """Every problem of an upload in the order of the file. Raises NotFound, NotAllowed."""
    with reading(by, Permission.ROSTER_VIEW, regency_of(upload_id)) as conn:
        upload = store.get(conn, upload_id)
        require(by, Permission.ROSTER_VIEW, upload.regency, upload.district)
        content, count = tables.write(form, "Masalah", HEADINGS, _lines(conn, upload))
    return Export(f"masalah-unggahan-{upload_id}.{form.value}", MEDIA_TYPES[form], content, count)


def _lines(conn: Connection, upload: Upload) -> Iterator[list[Any]]:
    offset = 0
    while not (frame := queries.issues_page(conn, upload.id, limit=_AT_ONCE, offset=offset)).empty:
        for row in frame.itertuples(index=False):
            grade = _GRADES[row.severity]
            yield [row.sheet or "", row.row, row.cell, row.column, row.shown, grade, row.message]
        offset += _AT_ONCE
