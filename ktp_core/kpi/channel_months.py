"""Flows by month and channel (the programme where an act took place), out of the summaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Integer, Select, bindparam, func, select

from ktp_core.db.schema import summary_day, summary_late, summary_month
from ktp_core.db.types import Day, Region
from ktp_core.kpi.model import Scope
from ktp_core.months import first_day, month_of
from ktp_core.summaries.calendar import months_of
from ktp_core.summaries.model import Flow

_regency, _flows = bindparam("regency", type_=Region), bindparam("flows", type_=Integer, expanding=True)
_places = bindparam("places", type_=Region, expanding=True)
_first, _month = bindparam("first", type_=Integer), bindparam("month", type_=Integer)
_since, _start, _day, _known = (bindparam(name, type_=Day) for name in ("since", "start", "day", "known"))


def counted(conn: Connection, scope: Scope, flows: Collection[Flow], first: int) -> Counter[tuple[int, int]]:
    """(channel, yyyymm) -> n of all the flows together, from month `first` to the scope's day."""
    values: dict[str, Any] = {
        "regency": scope.regency, "flows": [int(flow) for flow in flows], "first": first,
        "month": month_of(scope.as_of), "since": first_day(first),
        "start": scope.as_of.replace(day=1), "day": scope.as_of, "known": scope.known_on or scope.as_of,
        **({"places": list(scope.districts)} if scope.districts else {}),
    }  # fmt: skip
    found: Counter[tuple[int, int]] = Counter()
    for part in _parts(bool(scope.districts))[: 3 if scope.known_on else 2]:
        for channel, month, n in conn.execute(part, values):
            found[int(channel), int(month)] += int(n)
    return found


@lru_cache(maxsize=2)
def _parts(places: bool) -> tuple[Select[Any], Select[Any], Select[Any]]:
    """Months that are over, the running one, and what became known later, to be taken away."""
    months, days, late = summary_month.c, summary_day.c, summary_late.c
    learned = months_of(late.day).label("month")
    over = select(months.channel, months.month, func.sum(months.n)).group_by(months.channel, months.month)
    running = select(days.channel, _month, func.sum(days.n)).group_by(days.channel)
    later = select(late.channel, learned, -func.sum(late.n)).group_by(late.channel, learned)
    return (
        over.where(*_here(months, places), months.month >= _first, months.month < _month),
        running.where(*_here(days, places), days.day.between(_start, _day)),
        later.where(*_here(late, places), late.known_on > _known, late.day.between(_since, _day)),
    )


def _here(table: Any, places: bool) -> list[Any]:
    inside = [table.district.in_(_places)] if places else []
    return [table.regency == _regency, table.flow.in_(_flows), *inside]
