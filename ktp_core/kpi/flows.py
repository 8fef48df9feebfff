"""Stocks and flows out of the additive summaries: SQL that adds up, whatever the number of residents.

A stock on a day is the years before, the months of its year before its month, and the days of its month up to it. As it
was known on a day it is that without what became known later (`Scope.known_on`).
Statements are built once: putting them together costs SQLAlchemy ten times what SQLite needs to answer them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, bindparam, func, select, union_all

from ktp_core.db.schema import summary_day, summary_late, summary_month, summary_year
from ktp_core.db.types import Day, Region
from ktp_core.kpi.model import Scope
from ktp_core.summaries.calendar import months_of
from ktp_core.summaries.model import ACTION, Flow
from ktp_core.summaries.rules import month_of

_regency, _flows = bindparam("regency", type_=Region), bindparam("flows", type_=Integer, expanding=True)
_places = bindparam("places", type_=Region, expanding=True)
_year, _month, _january = (bindparam(name, type_=Integer) for name in ("year", "month", "january"))
_known = bindparam("known", type_=Day)
_start, _day = bindparam("start", type_=Day), bindparam("day", type_=Day)
_first, _last = bindparam("january_first", type_=Day), bindparam("december", type_=Day)


def stock_by_district(conn: Connection, scope: Scope, flows: Collection[Flow]) -> list[tuple[Flow, str, int]]:
    """(flow, district, sum up to the scope's day); district "" holds people whose district is not known."""
    rows = conn.execute(_stock(True, *_shape(scope)), _values(scope, flows, scope.as_of))
    return [(Flow(flow), district, int(n)) for flow, district, n in rows]


def stock(conn: Connection, scope: Scope, flows: Collection[Flow], day: date) -> Counter[Flow]:
    """Flows summed up to a day."""
    rows = conn.execute(_stock(False, *_shape(scope)), _values(scope, flows, day))
    return Counter({Flow(flow): int(n) for flow, n in rows})


def in_year(conn: Connection, scope: Scope, flow: Flow) -> int:
    """One flow over the whole calendar year of the scope's day, its future included."""
    values = _values(scope, [flow], scope.as_of)
    return sum(int(n) for _, n in conn.execute(_whole_year(*_shape(scope)), values))


def since_new_year(conn: Connection, scope: Scope, flow: Flow) -> int:
    """One flow from 1 January of the scope's year to its day."""
    values = _values(scope, [flow], scope.as_of)
    return sum(int(n) for _, n in conn.execute(_running_year(*_shape(scope)), values))


def by_month(
    conn: Connection, scope: Scope, flows: Collection[Flow], first: int, *, by_district: bool = False
) -> list[Any]:
    """(flow, yyyymm, [district,] n) from month `first` on; the month of the scope's day counts up to that day."""
    values = {**_values(scope, flows, scope.as_of), "january": first}
    rows: list[Any] = list(conn.execute(_months(by_district, bool(scope.districts)), values))
    until = month_of(scope.as_of)
    running = conn.execute(_running_month(by_district, bool(scope.districts)), values)
    rows += [(flow, until, *rest) for flow, *rest in running]
    if scope.known_on is None:
        return rows
    start = date(first // 100, first % 100, 1)
    late = conn.execute(_late_months(by_district, bool(scope.districts)), values | {"start": start})
    return _added([*rows, *late])


def later(conn: Connection, scope: Scope) -> int:
    """How many acts, and people who came of age, up to the scope's day were entered or taken back after it."""
    values = {**_values(scope, _SAID, scope.as_of), "known": scope.as_of}
    return int(conn.execute(_count_late(bool(scope.districts)), values).scalar_one() or 0)


# Each thing once: a late recording also changes COVERED, a late print also the backlog.
_SAID = tuple(flow for flow in Flow if flow > ACTION or flow is Flow.ELIGIBLE)


@lru_cache(maxsize=2)
def _count_late(places: bool) -> Select[Any]:
    late = summary_late.c
    there = [*_here(late, places), late.known_on > _known, late.day <= _day]
    return select(func.sum(func.abs(late.n))).where(*there)


def _added(rows: list[Any]) -> list[Any]:
    """Rows of the same keys as one."""
    found: Counter[Any] = Counter()
    for *key, n in rows:
        found[tuple(key)] += int(n)
    return [(*key, n) for key, n in found.items()]


def _shape(scope: Scope) -> tuple[bool, bool]:
    """What a statement depends on: some districts alone; as known on a day."""
    return bool(scope.districts), scope.known_on is not None


def _values(scope: Scope, flows: Collection[Flow], day: date) -> dict[str, Any]:
    return {
        "regency": scope.regency, "flows": [int(flow) for flow in flows], "year": day.year, "month": month_of(day),
        "january": day.year * 100 + 1, "start": day.replace(day=1), "day": day,
        **({"places": list(scope.districts)} if scope.districts else {}),
        **({"known": scope.known_on, "january_first": date(day.year, 1, 1), "december": date(day.year, 12, 31)}
           if scope.known_on else {}),
    }  # fmt: skip


@lru_cache(maxsize=8)
def _stock(by_district: bool, places: bool, then: bool) -> Select[Any]:
    years, months, days = summary_year.c, summary_month.c, summary_day.c
    parts = union_all(
        _part(years, by_district, places, years.year < _year),
        _part(months, by_district, places, months.month >= _january, months.month < _month),
        _part(days, by_district, places, days.day.between(_start, _day)),
        *([_late(by_district, places, summary_late.c.day <= _day)] if then else []),
    )
    rows = parts.subquery().c
    keys = [rows.flow, *([rows.district] if by_district else [])]
    return select(*keys, func.sum(rows.n).label("n")).group_by(*keys)


@lru_cache(maxsize=4)
def _whole_year(places: bool, then: bool) -> Any:
    whole = _part(summary_year.c, False, places, summary_year.c.year == _year)
    return union_all(whole, _late(False, places, summary_late.c.day.between(_first, _last))) if then else whole


@lru_cache(maxsize=4)
def _running_year(places: bool, then: bool) -> Any:
    months, days = summary_month.c, summary_day.c
    return union_all(
        _part(months, False, places, months.month >= _january, months.month < _month),
        _part(days, False, places, days.day.between(_start, _day)),
        *([_late(False, places, summary_late.c.day.between(_first, _day))] if then else []),
    )


@lru_cache(maxsize=4)
def _late_months(by_district: bool, places: bool) -> Select[Any]:
    late = summary_late.c
    keys = [late.flow, months_of(late.day).label("month"), *([late.district] if by_district else [])]
    rows = select(*keys, (-late.n).label("n"))
    return rows.where(*_here(late, places), late.known_on > _known, late.day.between(_start, _day))


def _late(by_district: bool, places: bool, when: ColumnElement[bool]) -> Select[Any]:
    """What became known after the day of knowing, to be taken away."""
    late = summary_late.c
    keys = [late.flow, *([late.district] if by_district else [])]
    rows = select(*keys, (-func.sum(late.n)).label("n")).group_by(*keys)
    return rows.where(*_here(late, places), late.known_on > _known, when)


@lru_cache(maxsize=4)
def _months(by_district: bool, places: bool) -> Select[Any]:
    table = summary_month.c
    keys = [table.flow, table.month, *([table.district] if by_district else [])]
    rows = select(*keys, func.sum(table.n).label("n")).group_by(*keys)
    return rows.where(*_here(table, places), table.month >= _january, table.month < _month)


@lru_cache(maxsize=4)
def _running_month(by_district: bool, places: bool) -> Select[Any]:
    days = summary_day.c
    return _part(days, by_district, places, days.day.between(_start, _day))


def _part(table: Any, by_district: bool, places: bool, *when: ColumnElement[bool]) -> Select[Any]:
    keys = [table.flow, *([table.district] if by_district else [])]
    rows = select(*keys, func.sum(table.n).label("n")).group_by(*keys)
    return rows.where(*_here(table, places), *when)


def _here(table: Any, places: bool) -> list[ColumnElement[bool]]:
    inside = [table.district.in_(_places)] if places else []
    return [table.regency == _regency, table.flow.in_(_flows), *inside]
