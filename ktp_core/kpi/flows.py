"""Stocks and flows out of the additive summaries: SQL that adds up, whatever the number of residents.

A stock on a day is the years before, the months of its year before its month, and the days of its month up to it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, literal, select, union_all

from ktp_core.db.schema import summary_day, summary_month, summary_year
from ktp_core.kpi.model import Scope
from ktp_core.summaries.model import Flow
from ktp_core.summaries.rules import month_of


def stock_by_district(conn: Connection, scope: Scope, flows: Collection[Flow]) -> list[tuple[Flow, str, int]]:
    """(flow, district, sum up to the scope's day); district "" holds people whose district is not known."""
    rows = conn.execute(_stock(scope, flows, scope.as_of, by_district=True))
    return [(Flow(row.flow), row.district, int(row.n)) for row in rows]


def stock(conn: Connection, scope: Scope, flow: Flow, day: date) -> int:
    """One flow summed up to a day."""
    return sum(int(row.n) for row in conn.execute(_stock(scope, [flow], day, by_district=False)))


def in_year(conn: Connection, scope: Scope, flow: Flow, year: int) -> int:
    """One flow over a whole calendar year, its future included."""
    table = summary_year.c
    total = select(func.coalesce(func.sum(table.n), 0)).where(
        table.regency == scope.regency, table.flow == int(flow), table.year == year, *_places(table, scope)
    )
    return int(conn.execute(total).scalar_one())


def since_new_year(conn: Connection, scope: Scope, flow: Flow) -> int:
    """One flow from 1 January of the scope's year to its day."""
    day_before = date(scope.as_of.year, 1, 1) - timedelta(days=1)
    return stock(conn, scope, flow, scope.as_of) - stock(conn, scope, flow, day_before)


def by_month(
    conn: Connection, scope: Scope, flows: Collection[Flow], first: int, *, by_district: bool = False
) -> list[tuple[Any, ...]]:
    """(flow, yyyymm, [district,] n) from month `first` on; the month of the scope's day counts up to that day."""
    until = month_of(scope.as_of)
    table, days = summary_month.c, summary_day.c
    wanted = [int(flow) for flow in flows]
    start = scope.as_of.replace(day=1)
    months = select(table.flow, table.month, table.district, table.n).where(
        table.regency == scope.regency, table.flow.in_(wanted), table.month >= first, table.month < until,
        *_places(table, scope),
    )  # fmt: skip
    running = select(days.flow, literal(until).label("month"), days.district, days.n).where(
        days.regency == scope.regency, days.flow.in_(wanted), days.day.between(start, scope.as_of),
        *_places(days, scope),
    )  # fmt: skip
    both = [_grouped(part, by_district) for part in (months, running)]
    return [tuple(row) for row in conn.execute(union_all(*both))]


def _grouped(part: Select[Any], by_district: bool) -> Select[Any]:
    rows = part.subquery().c
    keys = [rows.flow, rows.month, *([rows.district] if by_district else [])]
    return select(*keys, func.sum(rows.n).label("n")).group_by(*keys)


def _stock(scope: Scope, flows: Collection[Flow], day: date, *, by_district: bool) -> Select[Any]:
    years, months, days = summary_year.c, summary_month.c, summary_day.c
    parts = [
        _part(years, scope, flows, by_district, years.year < day.year),
        _part(months, scope, flows, by_district, months.month >= day.year * 100 + 1, months.month < month_of(day)),
        _part(days, scope, flows, by_district, days.day.between(day.replace(day=1), day)),
    ]
    rows = union_all(*parts).subquery().c
    keys = [rows.flow, *([rows.district] if by_district else [])]
    return select(*keys, func.sum(rows.n).label("n")).group_by(*keys)


def _part(
    table: Any, scope: Scope, flows: Collection[Flow], by_district: bool, *when: ColumnElement[bool]
) -> Select[Any]:
    keys = [table.flow, *([table.district] if by_district else [])]
    wanted = [int(flow) for flow in flows]
    rows = select(*keys, func.sum(table.n).label("n")).group_by(*keys)
    return rows.where(table.regency == scope.regency, table.flow.in_(wanted), *when, *_places(table, scope))


def _places(table: Any, scope: Scope) -> list[ColumnElement[bool]]:
    return [table.district.in_(scope.districts)] if scope.districts else []
