"""Use cases of the print calendar that leave a trace: opening the names, taking the list away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from ktp_core import config
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading, writing
from ktp_core.audit.rules import fingerprint
from ktp_core.errors import Refused
from ktp_core.exports import tables
from ktp_core.exports.model import MEDIA_TYPES, Column, Export, Format
from ktp_core.printing import birthday_queries as queries
from ktp_core.printing.birthdays import DueSpan
from ktp_core.printing.model import BacklogFilter

HEADINGS = (
    Column("No", 7), Column("Tanggal cetak", 13), Column("Jatuh tempo", 13), Column("NIK", 20), Column("Nama", 32),
    Column("L/P", 6), Column("Tanggal lahir", 13), Column("Kecamatan", 18), Column("Desa/kelurahan", 18),
    Column("Lembaga", 30), Column("Kelas", 10), Column("Jenis", 12),
)  # fmt: skip
_FIELDS = [
    queries.COLUMNS.index(name)
    for name in (
        "print_day", "due_on", "nik", "name", "sex", "birth_date", "district", "village", "institution", "class_name",
        "serial",
    )
]  # fmt: skip


def looked(by: Actor, span: DueSpan, *, total: int, at: datetime) -> None:
    """Somebody opened the names of a span."""
    with writing(by, Permission.BACKLOG_VIEW, span.place.regency, at=at) as tx:
        tx.audit("birthdays.view", None, rows=total, first=span.first, until=span.last, filter=_mark(span.within(by)))


def listing(by: Actor, span: DueSpan, form: Format) -> Export:
    """The span's cards by the day they are to be printed, as a file. Whoever hands it out records that.

    NIK whole for those who may see it, else masked. Raises NotAllowed without BACKLOG_EXPORT, Refused when too long.
    """
    whole = by.account_id is not None and may(by, Permission.NIK_REVEAL)
    with reading(by, Permission.BACKLOG_EXPORT, span.place.regency) as conn:
        asked = span.within(by)
        known = queries.calendar(conn, asked)
        if queries.due(conn, asked, known).total > tables.MAX_ROWS:
            raise Refused("export_rows", limit=tables.MAX_ROWS)
        rows = _lines(queries.every(conn, asked, known, reveal=whole))
        content, count = tables.write(form, "Kalender cetak", HEADINGS, rows)
    name = f"kalender-cetak-{span.place.regency}-{span.first.isoformat()}-{span.last.isoformat()}.{form}"
    return Export(name, MEDIA_TYPES[form], content, count)


def to_params(span: DueSpan) -> dict[str, Any]:
    """As JSON values, for an owned download."""
    return {"place": span.place.to_params(), "first": span.first.isoformat(), "last": span.last.isoformat()}


def from_params(params: dict[str, Any]) -> DueSpan:
    """The span that `to_params` wrote."""
    place = BacklogFilter.from_params(params["place"])
    return DueSpan(place, date.fromisoformat(params["first"]), date.fromisoformat(params["last"]))


def _mark(span: DueSpan) -> str:
    return fingerprint(to_params(span), config.secret_key())


def _lines(rows: Iterator[tuple[object, ...]]) -> Iterator[list[object]]:
    for number, row in enumerate(rows, start=1):
        *cells, serial = (row[field] for field in _FIELDS)
        yield [number, *cells, "Pemula" if serial == 1 else "Penggantian"]
