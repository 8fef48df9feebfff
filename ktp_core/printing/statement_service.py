"""The statement of a regency: read from summaries, whatever the number of residents; and as a file."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import astuple, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.errors import NotAllowed
from ktp_core.exports import tables
from ktp_core.exports.model import MEDIA_TYPES, Column, Export, Format
from ktp_core.kpi import flows
from ktp_core.kpi.model import Scope
from ktp_core.months import first_day
from ktp_core.printing import statement
from ktp_core.printing.statement import LINE_FLOWS, Line
from ktp_core.regions import store as regions
from ktp_core.summaries.model import Flow

HEADINGS = (
    Column("Bulan", 10), Column("Kode kecamatan", 14), Column("Kecamatan", 20), Column("Awal", 10),
    Column("Jatuh tempo", 12), Column("Penggantian", 12), Column("Rusak, antre lagi", 12),
    Column("Pindah/ubah data masuk", 14), Column("Pembatalan (±)", 12), Column("Dicetak", 10),
    Column("Kembali ke pusat", 12), Column("Pindah/meninggal/ubah data keluar", 16), Column("Akhir", 10),
)  # fmt: skip


def lines(conn: Connection, scope: Scope, first: int) -> list[Line]:
    """Months from `first` (yyyymm) to the scope's day × districts where anything waited or happened, by month.

    A district without a single card in all that time is left out. Raises Refused("statement_months").
    """
    months = statement.months(first, scope.as_of)
    before = first_day(first) - timedelta(days=1)
    start: defaultdict[str, Counter[Flow]] = defaultdict(Counter)
    for flow, district, n in flows.stock_by_district(conn, replace(scope, as_of=before), LINE_FLOWS):
        start[district or ""][flow] += n
    happened: defaultdict[tuple[int, str], Counter[Flow]] = defaultdict(Counter)
    for flow, month, district, n in flows.by_month(conn, scope, LINE_FLOWS, first, by_district=True):
        happened[month, district or ""][Flow(flow)] += n
    opening = {district: statement.stock(counts) for district, counts in start.items()}
    districts = sorted({d for d, n in opening.items() if n} | {d for (_, d), c in happened.items() if any(c.values())})
    found: list[Line] = []
    for month in months:
        for district in districts:
            line = Line(month, district, opening.get(district, 0), statement.moves(happened[month, district]))
            opening[district] = line.closing
            found.append(line)
    return found


def read(by: Actor, scope: Scope, first: int) -> tuple[list[Line], dict[str, str]]:
    """`lines` within what the actor may see, and the names of districts by code. Raises NotAllowed, Refused."""
    with reading(by, Permission.HEAD_VIEW, scope.regency) as conn:
        if by.districts and not set(scope.districts) <= set(by.districts):
            raise NotAllowed("not_allowed", permission=str(Permission.HEAD_VIEW), by=by.name)
        asked = replace(scope, districts=scope.districts or tuple(by.districts))
        return lines(conn, asked, first), regions.names(conn, scope.regency)


def listing(by: Actor, scope: Scope, first: int, form: Format) -> Export:
    """The statement by month and district as a file: numbers only. Whoever hands it out records that."""
    found, names = read(by, scope, first)
    rows = [
        [f"{line.month // 100}-{line.month % 100:02d}", line.district, names.get(line.district, "Belum diketahui"),
         line.opening, *astuple(line.moves), line.closing]
        for line in found
    ]  # fmt: skip
    content, count = tables.write(form, "Neraca antrean", HEADINGS, rows)
    name = f"neraca-antrean-{scope.regency}-{first}-{scope.as_of.isoformat()}.{form}"
    return Export(name, MEDIA_TYPES[form], content, count)


def to_params(scope: Scope, first: int) -> dict[str, Any]:
    """As JSON values, for an owned download."""
    return {
        "regency_code": scope.regency, "until": scope.as_of.isoformat(), "districts": list(scope.districts),
        "first": first,
    }  # fmt: skip


def from_params(params: dict[str, Any]) -> tuple[Scope, int]:
    """What `to_params` wrote."""
    until = date.fromisoformat(params["until"])
    return Scope(params["regency_code"], until, tuple(params["districts"])), int(params["first"])
