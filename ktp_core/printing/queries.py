"""The backlog as tables: a page of cards, oldest first, and how many wait where.

A page is found in a covering index and only its own rows are joined to names, so that depth and filters cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery, and_, func, or_, select

from ktp_core import nik
from ktp_core.db.schema import institution, region, resident
from ktp_core.db.types import plain
from ktp_core.errors import Refused
from ktp_core.printing import store
from ktp_core.printing.model import MAX_PAGE, BacklogFilter, Cursor
from ktp_core.printing.rules import Queue

_district, _village = region.alias("district"), region.alias("village")
_r = resident.c
COLUMNS = (
    "id", "nik", "name", "sex", "birth_date", "district", "village", "institution", "class_name", "serial",
    "printable_from", "days", "version",
)  # fmt: skip
_DUE = COLUMNS.index("printable_from")
ROW = (
    _r.id, _r.nik, _r.name, _r.sex, _r.birth_date, _district.c.name.label("district"),
    _village.c.name.label("village"), institution.c.name.label("institution"), _r.class_name, _r.serial,
    _r.due_on.label("printable_from"), _r.version,
)  # fmt: skip


def backlog_total(conn: Connection, chosen: BacklogFilter, today: date) -> int:
    """Cards waiting on `today`: residents of ours, print-ready, of card age, not printed."""
    if store.counted(chosen):
        return store.queue(conn, chosen, today).total
    statement = select(func.count()).select_from(resident).where(store.waiting(chosen, today))
    return int(conn.execute(statement).scalar_one())


def backlog_page(
    conn: Connection, chosen: BacklogFilter, today: date, *, limit: int = 50, offset: int = 0,
    after: Cursor | None = None, queue: Queue | None = None, reveal: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """One row is a waiting card (COLUMNS), longest wait first. `days` is the wait in days; NIK masked unless `reveal`.

    By `offset`, quick at any depth when the `queue` of the same question is given, or `after` a cursor. Raises Refused
    for more than MAX_PAGE rows.
    """
    if not 0 < limit <= MAX_PAGE or offset < 0:
        raise Refused("backlog_page", limit=MAX_PAGE)
    where = [store.waiting(chosen, today)]
    if after is not None:
        where.append(_beyond(after))
    elif queue is not None:
        day, offset = queue.locate(offset) or (date.max, 0)
        where.append(_r.due_on >= day)
    window = select(_r.id).where(*where).order_by(_r.due_on, _r.id).limit(limit).offset(offset).subquery()
    rows = conn.execute(with_names(select(*ROW).join(window, window.c.id == _r.id)))
    return pd.DataFrame([_plain(row, today, reveal) for row in rows], columns=list(COLUMNS))


def backlog_run(
    conn: Connection,
    chosen: BacklogFilter,
    today: date,
    *,
    limit: int,
    after: Cursor | None = None,
    reveal: bool = False,
) -> tuple[list[tuple[Any, ...]], Cursor | None]:
    """Up to `limit` rows as COLUMNS after a cursor, and the cursor to go on from; None when that was the end."""
    rows: list[tuple[Any, ...]] = []
    while len(rows) < limit:
        size = min(MAX_PAGE, limit - len(rows))
        page = backlog_page(conn, chosen, today, limit=size, after=after, reveal=reveal).astype(object)
        rows += [tuple(map(plain, row)) for row in page.itertuples(index=False, name=None)]
        if len(page) < size:
            return rows, None
        after = Cursor(rows[-1][_DUE], rows[-1][0])
    more = backlog_page(conn, chosen, today, limit=1, after=after)
    return rows, after if len(more) else None


def backlog_rows(
    conn: Connection, chosen: BacklogFilter, today: date, *, reveal: bool = False
) -> Iterator[tuple[object, ...]]:
    """Every waiting card as COLUMNS, longest wait first, fetched as it is read: for exports."""
    statement = with_names(select(*ROW).select_from(resident)).where(store.waiting(chosen, today))
    for row in conn.execution_options(yield_per=2000).execute(statement):
        yield _plain(row, today, reveal)


def backlog_by_district(conn: Connection, chosen: BacklogFilter, today: date) -> pd.DataFrame:
    """Rows are districts with waiting cards: `code`, `name`, `n`, most first; code missing where it is not known."""
    counts = store.by_district(chosen, today) if store.counted(chosen) else _counts(_r.district, chosen, today)
    statement = select(counts.c.key, region.c.name, counts.c.n).outerjoin(region, region.c.code == counts.c.key)
    return _frame(conn, statement.order_by(counts.c.n.desc(), region.c.name), ["code", "name", "n"])


def backlog_by_institution(conn: Connection, chosen: BacklogFilter, today: date) -> pd.DataFrame:
    """Rows are institutions with waiting cards: `id`, `name`, `district` (where it stands), `n`, most first; missing
    for residents of none."""
    counts, c = _counts(_r.institution_id, chosen, today), institution.c
    statement = (
        select(counts.c.key, c.name, region.c.name.label("district"), counts.c.n)
        .outerjoin(institution, c.id == counts.c.key)
        .outerjoin(region, region.c.code == c.district)
        .order_by(counts.c.n.desc(), c.name, c.id)
    )
    return _frame(conn, statement, ["id", "name", "district", "n"])


def _beyond(after: Cursor) -> ColumnElement[bool]:
    return and_(_r.due_on >= after.due_on, or_(_r.due_on > after.due_on, _r.id > after.id))


def _counts(key: ColumnElement, chosen: BacklogFilter, today: date) -> Subquery:
    counted = select(key.label("key"), func.count().label("n")).where(store.grouped(chosen, today))
    return counted.group_by(key).subquery()


def _frame(conn: Connection, statement: Select, names: list[str]) -> pd.DataFrame:
    return pd.DataFrame(conn.execute(statement).all(), columns=names, dtype=object).astype({"n": "int64"})


def with_names(statement: Select) -> Select:
    return (
        statement.outerjoin(_district, _district.c.code == _r.district)
        .outerjoin(_village, _village.c.code == _r.village)
        .outerjoin(institution, institution.c.id == _r.institution_id)
        .order_by(_r.due_on, _r.id)
    )


def _plain(row: Row, today: date, reveal: bool) -> tuple[object, ...]:
    values = list(row)
    if not reveal:
        values[1] = nik.mask(values[1])
    return *values[:-1], (today - row.printable_from) // timedelta(days=1), values[-1]
