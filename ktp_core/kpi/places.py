"""Stocks of people by village at the end of a month, out of the additive summaries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, bindparam, func, or_, select, union_all

from ktp_core.db.schema import summary_village_late, summary_village_month, summary_village_year
from ktp_core.db.types import Day, Region, region_number
from ktp_core.kpi.model import Scope
from ktp_core.months import month_of
from ktp_core.summaries.model import Flow

_VILLAGES = 10_000  # codes of villages in a district
_regency, _flows = bindparam("regency", type_=Region), bindparam("flows", type_=Integer, expanding=True)
_year, _month, _january = (bindparam(name, type_=Integer) for name in ("year", "month", "january"))
_known = bindparam("known", type_=Day)


def month_end(day: date) -> date:
    """The last end of a month that is not after `day`: villages are counted on no other day."""
    tomorrow = day + timedelta(days=1)
    return day if tomorrow.day == 1 else day.replace(day=1) - timedelta(days=1)


def stock_by_place(conn: Connection, scope: Scope, flows: Collection[Flow]) -> list[tuple[Flow, str, int]]:
    """(flow, place, sum up to `month_end` of the scope's day): by village; of those whose village is not known by
    district, "" where that is not known either. People of no known district lie in no chosen one."""
    end = month_end(scope.as_of)
    values: dict[str, Any] = {
        "regency": scope.regency, "flows": [int(flow) for flow in flows], "year": end.year, "month": month_of(end),
        "january": end.year * 100 + 1,
    }  # fmt: skip
    if scope.known_on is not None:
        values["known"] = scope.known_on
    for number, district in enumerate(scope.districts):
        code = region_number(district)
        values |= {f"d{number}": code, f"f{number}": code * _VILLAGES, f"l{number}": code * _VILLAGES + _VILLAGES - 1}
    rows = conn.execute(_stock(len(scope.districts), scope.known_on is not None), values)
    return [(Flow(flow), place, int(n)) for flow, place, n in rows]


@lru_cache(maxsize=64)
def _stock(districts: int, then: bool) -> Select[Any]:
    years, months, late = summary_village_year, summary_village_month, summary_village_late
    parts: list[Select[Any]] = [
        _part(years, districts, years.c.n, years.c.year < _year),
        _part(months, districts, months.c.n, months.c.month.between(_january, _month)),
    ]
    if then:
        parts.append(_part(late, districts, -late.c.n, late.c.known_on > _known, late.c.month <= _month))
    rows = union_all(*parts).subquery().c
    return select(rows.flow, rows.place, func.sum(rows.n)).group_by(rows.flow, rows.place)


def _part(table: Any, districts: int, n: Any, *when: ColumnElement[bool]) -> Select[Any]:
    c = table.c
    rows = select(c.flow, c.place, func.sum(n).label("n")).group_by(c.flow, c.place)
    return rows.where(c.regency == _regency, c.flow.in_(_flows), *_inside(c.place, districts), *when)


def _inside(place: Any, districts: int) -> list[ColumnElement[bool]]:
    """In one of the districts, whether the village is known or not."""
    if not districts:
        return []
    code = {name: [bindparam(f"{name}{number}", type_=Region) for number in range(districts)] for name in "dfl"}
    ranges = [place.between(first, last) for first, last in zip(code["f"], code["l"], strict=True)]
    return [or_(place.in_(code["d"]), *ranges)]
