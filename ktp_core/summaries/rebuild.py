"""Making the summaries anew from residents and events, and finding out where they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, func, insert, select, union_all

from ktp_core.db.schema import (
    office,
    resident,
    summary_day,
    summary_delay,
    summary_month,
    summary_queue,
    summary_state,
    summary_village_month,
    summary_village_year,
    summary_visit,
    summary_visit_again,
    summary_year,
)
from ktp_core.summaries import expected, visited
from ktp_core.summaries.delayed import waits
from ktp_core.summaries.delays import Act
from ktp_core.summaries.model import Facts, Step, Told
from ktp_core.summaries.store import Deltas

# In this order: months and years are added up from the days that are stored.
_SUMMARIES: dict[Table, Callable[[str], Select[Any]]] = {
    summary_state: expected.states,
    summary_day: expected.days,
    summary_month: expected.months,
    summary_year: expected.years,
    summary_village_month: expected.village_months,
    summary_village_year: expected.village_years,
    summary_queue: expected.queue,
    summary_delay: waits,
    summary_visit: visited.visits,
    summary_visit_again: visited.again,
}


class Uncounted(Deltas):
    """For first loads: counts nothing, because `rebuild` follows in the same transaction."""

    def resident(self, before: Facts | None, after: Facts | None) -> None:
        """Left to `rebuild`."""

    def event(self, step: Step) -> None:
        """Left to `rebuild`."""

    def waited(self, before: Sequence[Act], after: Sequence[Act]) -> None:
        """Left to `rebuild`."""

    def visited(self, resident_id: int, before: Sequence[Told], new: Sequence[Told]) -> None:
        """Left to `rebuild`."""


def rebuild(conn: Connection, regency: str) -> None:
    """Throw away and recompute every summary of one regency, within the caller's transaction."""
    for table, select_expected in _SUMMARIES.items():
        conn.execute(delete(table).where(table.c.regency == regency))
        conn.execute(insert(table).from_select([column.name for column in table.c], select_expected(regency)))


def differences(conn: Connection, limit: int = 100) -> list[dict[str, Any]]:
    """Where a summary is not what residents and events say; at most `limit` for each regency and table.

    One value is the table's name with the key columns and `n`, expected minus stored. A count of nothing may be stored
    as 0 or not at all.
    """
    found: list[dict[str, Any]] = []
    for regency in _regencies(conn):
        for table, select_expected in _SUMMARIES.items():
            rows = conn.execute(_difference(table, select_expected(regency), regency).limit(limit))
            found += [{"table": table.name, **row} for row in rows.mappings()]
    return found


def count(conn: Connection) -> int:
    """How many summary rows there are."""
    return sum(conn.execute(select(func.count()).select_from(table)).scalar_one() for table in _SUMMARIES)


def _difference(table: Table, right: Select[Any], regency: str) -> Select[Any]:
    *keys, n = table.c
    stored = select(*keys, (-n).label("n")).where(table.c.regency == regency)
    both = union_all(stored, right).subquery("both")
    *names, sum_of = both.c
    total = func.sum(sum_of)
    return select(*names, total.label("n")).group_by(*names).having(total != 0)


def _regencies(conn: Connection) -> list[str]:
    # Also those without an office: a summary of nobody's regency is a difference too.
    places = [select(column) for column in (office.c.regency, resident.c.regency)]
    places += [select(table.c.regency) for table in _SUMMARIES]
    rows = union_all(*(place.distinct() for place in places)).subquery()
    return sorted(conn.execute(select(rows.c.regency).distinct()).scalars())
