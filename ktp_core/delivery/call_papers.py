"""The weekly call list as a table to sort and as paper to write on. Whoever hands it out writes that down."""

from __future__ import annotations

from datetime import date
from typing import Any

from ktp_core import documents
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.delivery import queries
from ktp_core.delivery.papers import named, office_of
from ktp_core.documents.call_lists import Call, CallList
from ktp_core.documents.call_lists import call_list as listed
from ktp_core.exports import tables
from ktp_core.exports.model import MEDIA_TYPES, Column, Export, Format

_CALLED = (
    Column("Tujuan", 40), Column("Kecamatan", 20), Column("Narahubung", 26), Column("Telepon", 18),
    Column("Paket", 8), Column("Kartu di sana", 14), Column("Kartu di kantor", 16), Column("Terlama (hari)", 14),
    Column("Ditelepon tanggal", 18), Column("Hasil", 40),
)  # fmt: skip


def call_list(by: Actor, regency: str, min_days: int, form: Format, *, today: date) -> Export:
    """Places with cards that wait `min_days` or longer, most cards first, as XLSX or PDF. No names of owners."""
    with reading(by, Permission.PARCEL_VIEW, regency) as conn:
        found = queries.calls(conn, regency, by.districts, today, min_days).to_dict("records")
        office = office_of(conn, regency)
    if form is Format.XLSX:
        content, count = tables.write(form, "Daftar telepon", _CALLED, map(_cells, found))
        return Export(f"Daftar telepon KTP-el {today:%d-%m-%Y}.xlsx", MEDIA_TYPES[form], content, count)
    calls = [_call(row) for row in found]
    return documents.export(listed(CallList(office, today, min_days, calls)), form, rows=len(calls))


def _call(row: dict[Any, Any]) -> Call:
    contact = " ".join(part for part in (row["contact_name"], row["contact_phone"]) if part)
    counts = (row["parcels"], row["there"], row["here"], row["oldest"])
    return Call(named(row), row["district_name"] or "", contact, *counts)


def _cells(row: dict[Any, Any]) -> tuple[Any, ...]:
    names = ("district_name", "contact_name", "contact_phone", "parcels", "there", "here", "oldest")
    return (named(row), *(row[name] for name in names), None, None)
