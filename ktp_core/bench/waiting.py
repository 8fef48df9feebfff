"""The backlog: pages at any depth with the total, and a name among the waiting."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import select

from ktp_core.bench.data import REGENCY, Bench, scratch
from ktp_core.bench.model import Row, wall
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import resident
from ktp_core.db.types import day_number
from ktp_core.printing import queries, store
from ktp_core.printing.model import BacklogFilter, Kind

_DEEP = 60_000
_REPEATS = 15


def measure(bench: Bench) -> Iterator[Row]:
    """Each page with its total, against the first page; the first page and a search against reading the whole table."""
    everything = BacklogFilter(REGENCY)
    with scratch(bench) as file:
        district, name = _somebody()
        filters = {
            "district": BacklogFilter(REGENCY, districts=(district,)),
            "first_time": BacklogFilter(REGENCY, kind=Kind.FIRST_TIME),
            "replacement": BacklogFilter(REGENCY, kind=Kind.REPLACEMENT),
            "90_days": BacklogFilter(REGENCY, min_days=90),
        }
        scan = _scan(file, bench, "")
        first = _page(bench, everything, 0)
        yield Row("backlog_page_0", first, "ms", scan, "the same page and total without indexes")
        deep = _page(bench, everything, _depth(bench, everything))
        yield Row("backlog_page_60000", deep, "ms", first, "the first page")
        for label, chosen in filters.items():
            value = _page(bench, chosen, _depth(bench, chosen))
            yield Row(f"backlog_page_deep_{label}", value, "ms", first, "the first page")
        found = _page(bench, BacklogFilter(REGENCY, search=name), 0)
        yield Row("backlog_name_search", found, "ms", _scan(file, bench, name), "LIKE over the whole table")


def _somebody() -> tuple[str, str]:
    with read_connection() as conn:
        row = conn.execute(
            select(resident.c.district, resident.c.name)
            .where(resident.c.regency == REGENCY, resident.c.due_on.is_not(None), resident.c.district.is_not(None))
            .order_by(resident.c.due_on).limit(1)
        ).one()  # fmt: skip
    return row.district, row.name[1:]


def _depth(bench: Bench, chosen: BacklogFilter) -> int:
    """60,000 rows down, or near the end of what there is."""
    with read_connection() as conn:
        return min(_DEEP, max(0, store.queue(conn, chosen, bench.today).total - 50))


def _page(bench: Bench, chosen: BacklogFilter, offset: int) -> float:
    def ask() -> None:
        with read_connection() as conn:
            queue = store.queue(conn, chosen, bench.today)
            queries.backlog_page(conn, chosen, bench.today, offset=offset, queue=queue)

    return wall(ask, _REPEATS)


def _scan(file: object, bench: Bench, name: str) -> float:
    today = day_number(bench.today)
    where = "regency = 3514 AND due_on <= ? AND name LIKE ?"
    with closing(sqlite3.connect(str(file))) as raw:

        def ask() -> None:
            key = (today, f"%{name}%")
            raw.execute(f"SELECT COUNT(*) FROM resident NOT INDEXED WHERE {where}", key).fetchone()  # noqa: S608
            page = f"SELECT * FROM resident NOT INDEXED WHERE {where} ORDER BY due_on, id LIMIT 50"  # noqa: S608
            raw.execute(page, key).fetchall()

        return wall(ask, 3)
