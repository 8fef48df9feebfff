"""Stocks and flows out of the additive summaries: SQL that adds up, whatever the number of residents.

A stock on a day is the years before, the months of its year before its month, and the days of its month up to it. As it
was known on a day it is that without what became known later (`Scope.known_on`). The statements: `kpi.flow_sql`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Connection

from ktp_core.kpi import flow_sql
from ktp_core.kpi.model import Scope
from ktp_core.months import first_day, month_of
from ktp_core.summaries.model import ACTION, Flow


def stock_by_district(conn: Connection, scope: Scope, flows: Collection[Flow]) -> list[tuple[Flow, str, int]]:
    """(flow, district, sum up to the scope's day); district "" holds people whose district is not known."""
    rows = conn.execute(flow_sql.stock(True, *_shape(scope)), _values(scope, flows, scope.as_of))
    return [(Flow(flow), district, int(n)) for flow, district, n in rows]


def stock(conn: Connection, scope: Scope, flows: Collection[Flow], day: date) -> Counter[Flow]:
    """Flows summed up to a day."""
    rows = conn.execute(flow_sql.stock(False, *_shape(scope)), _values(scope, flows, day))
    return Counter({Flow(flow): int(n) for flow, n in rows})


def in_year(conn: Connection, scope: Scope, flow: Flow) -> int:
    """One flow over the whole calendar year of the scope's day, its future included."""
    values = _values(scope, [flow], scope.as_of)
    return sum(int(n) for _, n in conn.execute(flow_sql.whole_year(*_shape(scope)), values))


def since_new_year(conn: Connection, scope: Scope, flow: Flow) -> int:
    """One flow from 1 January of the scope's year to its day."""
    values = _values(scope, [flow], scope.as_of)
    return sum(int(n) for _, n in conn.execute(flow_sql.running_year(*_shape(scope)), values))


def by_month(
    conn: Connection, scope: Scope, flows: Collection[Flow], first: int, *, by_district: bool = False
) -> list[Any]:
    """(flow, yyyymm, [district,] n) from month `first` on; the month of the scope's day counts up to that day."""
    values = {**_values(scope, flows, scope.as_of), "january": first}
    rows: list[Any] = list(conn.execute(flow_sql.months(by_district, bool(scope.districts)), values))
    until = month_of(scope.as_of)
    running = conn.execute(flow_sql.running_month(by_district, bool(scope.districts)), values)
    rows += [(flow, until, *rest) for flow, *rest in running]
    if scope.known_on is None:
        return rows
    start = first_day(first)
    late = conn.execute(flow_sql.late_months(by_district, bool(scope.districts)), values | {"start": start})
    return _added([*rows, *late])


def later(conn: Connection, scope: Scope) -> int:
    """How many acts, and people who came of age, up to the scope's day were entered or taken back after it."""
    values = {**_values(scope, _SAID, scope.as_of), "known": scope.as_of}
    return int(conn.execute(flow_sql.count_late(bool(scope.districts)), values).scalar_one() or 0)


# Each thing once: a late recording also changes COVERED, a late print also the backlog.
_SAID = tuple(flow for flow in Flow if flow > ACTION or flow is Flow.ELIGIBLE)


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
