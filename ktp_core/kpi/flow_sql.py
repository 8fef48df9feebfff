"""The statements behind `kpi.flows`. Each is built once: putting it together costs SQLAlchemy ten times what SQLite
needs to answer it.

`places`: of some districts alone; `then`: as known on a day. Values are bound when it is asked.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, bindparam, func, select, union_all

from ktp_core.db.schema import summary_day, summary_late, summary_month, summary_year
from ktp_core.db.types import Day, Region
from ktp_core.summaries.calendar import months_of

_regency, _flows = bindparam("regency", type_=Region), bindparam("flows", type_=Integer, expanding=True)
_places = bindparam("places", type_=Region, expanding=True)
_year, _month, _january = (bindparam(name, type_=Integer) for name in ("year", "month", "january"))
_known = bindparam("known", type_=Day)
_start, _day = bindparam("start", type_=Day), bindparam("day", type_=Day)
_first, _last = bindparam("january_first", type_=Day), bindparam("december", type_=Day)


@lru_cache(maxsize=8)
def stock(by_district: bool, places: bool, then: bool) -> Select[Any]:
    """flow, [district,] n up to `day`: years, months of its year and days of its month."""
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
def whole_year(places: bool, then: bool) -> Any:
    """flow, n of the whole calendar year."""
    whole = _part(summary_year.c, False, places, summary_year.c.year == _year)
    return union_all(whole, _late(False, places, summary_late.c.day.between(_first, _last))) if then else whole


@lru_cache(maxsize=4)
def running_year(places: bool, then: bool) -> Any:
    """flow, n from 1 January to `day`."""
    months, days = summary_month.c, summary_day.c
    return union_all(
        _part(months, False, places, months.month >= _january, months.month < _month),
        _part(days, False, places, days.day.between(_start, _day)),
        *([_late(False, places, summary_late.c.day.between(_first, _day))] if then else []),
    )


@lru_cache(maxsize=4)
def months(by_district: bool, places: bool) -> Select[Any]:
    """flow, yyyymm, [district,] n of the whole months before that of `day`."""
    table = summary_month.c
    keys = [table.flow, table.month, *([table.district] if by_district else [])]
    rows = select(*keys, func.sum(table.n).label("n")).group_by(*keys)
    return rows.where(*_here(table, places), table.month >= _january, table.month < _month)


@lru_cache(maxsize=4)
def running_month(by_district: bool, places: bool) -> Select[Any]:
    """flow, [district,] n of the month of `day` up to it."""
    days = summary_day.c
    return _part(days, by_district, places, days.day.between(_start, _day))


@lru_cache(maxsize=4)
def late_months(by_district: bool, places: bool) -> Select[Any]:
    """flow, yyyymm, [district,] -n of what became known after the day of knowing."""
    late = summary_late.c
    keys = [late.flow, months_of(late.day).label("month"), *([late.district] if by_district else [])]
    rows = select(*keys, (-late.n).label("n"))
    return rows.where(*_here(late, places), late.known_on > _known, late.day.between(_start, _day))


@lru_cache(maxsize=2)
def count_late(places: bool) -> Select[Any]:
    """How much was said after the day of knowing about days before it."""
    late = summary_late.c
    there = [*_here(late, places), late.known_on > _known, late.day <= _day]
    return select(func.sum(func.abs(late.n))).where(*there)


def _part(table: Any, by_district: bool, places: bool, *when: ColumnElement[bool]) -> Select[Any]:
    keys = [table.flow, *([table.district] if by_district else [])]
    rows = select(*keys, func.sum(table.n).label("n")).group_by(*keys)
    return rows.where(*_here(table, places), *when)


def _late(by_district: bool, places: bool, when: ColumnElement[bool]) -> Select[Any]:
    """What became known after the day of knowing, to be taken away."""
    late = summary_late.c
    keys = [late.flow, *([late.district] if by_district else [])]
    rows = select(*keys, (-func.sum(late.n)).label("n")).group_by(*keys)
    return rows.where(*_here(late, places), late.known_on > _known, when)


def _here(table: Any, places: bool) -> list[ColumnElement[bool]]:
    inside = [table.district.in_(_places)] if places else []
    return [table.regency == _regency, table.flow.in_(_flows), *inside]
