"""Recordings by month of one programme (channel): the summaries know of every act where it took place."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, func, select

from ktp_core.cards.model import Channel
from ktp_core.db.schema import summary_day, summary_late, summary_month
from ktp_core.db.types import Day, Region
from ktp_core.kpi.model import Scope
from ktp_core.months import first_day, month_of, months_back
from ktp_core.summaries.calendar import months_of
from ktp_core.summaries.model import Flow

_regency, _channel = bindparam("regency", type_=Region), bindparam("channel", type_=Integer)
_places = bindparam("places", type_=Region, expanding=True)
_first, _month = bindparam("first", type_=Integer), bindparam("month", type_=Integer)
_since, _start, _day, _known = (bindparam(name, type_=Day) for name in ("since", "start", "day", "known"))


def recorded(conn: Connection, scope: Scope, channel: Channel, months: int = 36) -> list[int]:
    """Recordings of residents of ours in each month, oldest first; the last month runs up to the day."""
    every = months_back(scope.as_of, months)
    values: dict[str, Any] = {
        "regency": scope.regency, "channel": int(channel), "first": every[0], "month": month_of(scope.as_of),
        "since": first_day(every[0]), "start": scope.as_of.replace(day=1), "day": scope.as_of,
        **({"places": list(scope.districts)} if scope.districts else {}),
    }  # fmt: skip
    found = dict.fromkeys(every, 0)
    for part in _parts(bool(scope.districts)):
        for month, n in conn.execute(part, values):
            found[month] += int(n or 0)
    if scope.known_on is not None:
        for month, n in conn.execute(_late(bool(scope.districts)), values | {"known": scope.known_on}):
            found[month] -= int(n)
    return list(found.values())


@lru_cache(maxsize=2)
def _parts(places: bool) -> tuple[Any, Any]:
    months, days = summary_month.c, summary_day.c
    before = select(months.month, func.sum(months.n)).where(
        *_here(months, places), months.month >= _first, months.month < _month
    )
    running = select(_month, func.sum(days.n)).where(*_here(days, places), days.day.between(_start, _day))
    return before.group_by(months.month), running


@lru_cache(maxsize=2)
def _late(places: bool) -> Any:
    late = summary_late.c
    month = months_of(late.day).label("month")
    there = (*_here(late, places), late.known_on > _known, late.day.between(_since, _day))
    return select(month, func.sum(late.n)).where(*there).group_by(month)


def _here(table: Any, places: bool) -> list[Any]:
    inside = [table.district.in_(_places)] if places else []
    return [table.regency == _regency, table.flow == int(Flow.RECORD), table.channel == _channel, *inside]
