"""People of ours by where their card stands and month of birth, as they are now or as they were known on a day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, bindparam, func, or_, select, union_all

from ktp_core.cards.model import CardState
from ktp_core.db.schema import summary_state, summary_state_change
from ktp_core.db.types import Region
from ktp_core.kpi.model import Scope
from ktp_core.summaries.rules import LAST_MONTH, periods

_regency = bindparam("regency", type_=Region)
_places = bindparam("places", type_=Region, expanding=True)
_first, _last = bindparam("first", type_=Integer), bindparam("last", type_=Integer)
_day, _month, _year = (bindparam(name, type_=Integer) for name in ("day", "month", "year"))


def by_state(conn: Connection, scope: Scope, first: int = 0, last: int = LAST_MONTH) -> dict[CardState, int]:
    """How many stand where, of those born from month `first` to month `last` (yyyymm); states of nobody may be left
    out."""
    rows = conn.execute(_counts(bool(scope.districts), scope.known_on is not None), _values(scope, first, last))
    return {CardState(state): int(n) for state, n in rows}


def by_month(conn: Connection, scope: Scope) -> list[tuple[CardState, int, int]]:
    """(state, month of birth, people); everybody born before 2006 is in the first month."""
    rows = conn.execute(_months(bool(scope.districts), scope.known_on is not None), _values(scope, 0, LAST_MONTH))
    return [(CardState(state), int(month), int(n)) for state, month, n in rows if n]


def by_district(conn: Connection, scope: Scope, first: int, last: int) -> list[tuple[str, int, int]]:
    """(district, month of birth, people) of those born from month `first` to month `last`; "" of no known district."""
    statement = _districts(bool(scope.districts), scope.known_on is not None)
    rows = conn.execute(statement, _values(scope, first, last))
    return [(place or "", int(month), int(n)) for place, month, n in rows]


def known(conn: Connection, scope: Scope, today: date) -> bool:
    """Whether it is known where people's cards stood on the scope's day: today, or as known then on a day since which
    changes are kept. A first load tells nothing of the days before it."""
    if scope.as_of == today:
        return True
    if scope.known_on != scope.as_of:
        return False
    c = summary_state_change.c
    first = conn.execute(select(func.min(c.period)).where(c.regency == scope.regency, c.period > 10**7)).scalar()
    return first is not None and int(first) <= periods(scope.as_of)[0]


def _values(scope: Scope, first: int, last: int) -> dict[str, Any]:
    values: dict[str, Any] = {"regency": scope.regency, "first": first, "last": last}
    if scope.districts:
        values["places"] = list(scope.districts)
    if scope.known_on is not None:
        values |= dict(zip(("day", "month", "year"), periods(scope.known_on), strict=True))
    return values


@lru_cache(maxsize=4)
def _months(places: bool, then: bool) -> Select[Any]:
    found = _rows(places, then, "birth_month").subquery().c
    keys = (found.state, found.birth_month)
    return select(*keys, func.sum(found.n)).group_by(*keys).order_by(*keys)


@lru_cache(maxsize=4)
def _districts(places: bool, then: bool) -> Select[Any]:
    found = _rows(places, then, "district", "birth_month").subquery().c
    keys = (found.district, found.birth_month)
    return select(*keys, func.sum(found.n)).group_by(*keys).order_by(*keys)


@lru_cache(maxsize=4)
def _counts(places: bool, then: bool) -> Select[Any]:
    found = _rows(places, then).subquery().c
    return select(found.state, func.sum(found.n)).group_by(found.state)


def _rows(places: bool, then: bool, *keys: str) -> Any:
    """People now; or without what was entered after the day."""
    rows: Any = _part(summary_state, places, summary_state.c.n, keys)
    if not then:
        return rows
    change = summary_state_change
    return union_all(rows, _part(change, places, -change.c.n, keys, _later()))


def _later() -> ColumnElement[bool]:
    """Changes after the day: on later days of its month, in later months of its year, in later years."""
    period = summary_state_change.c.period
    return or_(
        period.between(_day + 1, _month * 100 + 31), period.between(_month + 1, _year * 100 + 12),
        period.between(_year + 1, 9999),
    )  # fmt: skip


def _part(table: Any, places: bool, n: Any, keys: tuple[str, ...], *when: ColumnElement[bool]) -> Select[Any]:
    inside = [table.c.district.in_(_places)] if places else []
    born = table.c.birth_month.between(_first, _last)
    kept = [table.c.state, *(table.c[key] for key in keys)]
    rows = select(*kept, func.sum(n).label("n")).group_by(*kept)
    return rows.where(table.c.regency == _regency, born, *inside, *when)
