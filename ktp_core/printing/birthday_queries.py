"""Cards that become due in a span of days, as values and tables.

Every question reads a partial index on `due_on` between two days: its cost is that of the span, not of the residents.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd
from sqlalchemy import BigInteger, ColumnElement, Connection, Row, Select, Subquery, and_, func, select, type_coerce

from ktp_core import nik
from ktp_core.db.schema import institution, region, resident
from ktp_core.errors import Refused
from ktp_core.printing import store
from ktp_core.printing.birthdays import LOOK_BACK, DueSpan, due_days, first_due, print_day
from ktp_core.printing.model import MAX_PAGE
from ktp_core.printing.queries import ROW, with_names
from ktp_core.printing.rules import Queue
from ktp_core.workdays.rules import Calendar
from ktp_core.workdays.store import calendar as office_calendar

COLUMNS = (
    "id", "nik", "name", "sex", "birth_date", "district", "village", "institution", "class_name", "serial", "due_on",
    "print_day",
)  # fmt: skip
_r = resident.c


def calendar(conn: Connection, span: DueSpan) -> Calendar:
    """The office's days for a span, and enough of those before it."""
    return office_calendar(conn, span.place.regency, span.first - LOOK_BACK, span.last)


def due(conn: Connection, span: DueSpan, known: Calendar) -> Queue:
    """How many of the span's cards become due on which day, first day first."""
    statement = select(_r.due_on, func.count()).where(_becoming(span, known)).group_by(_r.due_on).order_by(_r.due_on)
    return Queue(span.first, tuple((day, n) for day, n in conn.execute(statement)))


def waiting_before(conn: Connection, span: DueSpan, known: Calendar) -> int:
    """Cards that should have been printed on a working day before the span and are not."""
    where = and_(*store.place(span.place), _r.due_on < first_due(known, span.first))
    return int(conn.execute(select(func.count()).select_from(resident).where(where)).scalar_one())


def by_district(conn: Connection, span: DueSpan, known: Calendar) -> pd.DataFrame:
    """Rows are districts, most cards first: `code`, `name`, `n`; code missing where it is not known."""
    counts = _counts(_r.district, span, known)
    rows = select(counts.c.key, region.c.name, counts.c.n).outerjoin(region, region.c.code == counts.c.key)
    return _frame(conn, rows.order_by(counts.c.n.desc(), region.c.name), ["code", "name", "n"])


def by_institution(conn: Connection, span: DueSpan, known: Calendar) -> pd.DataFrame:
    """Rows are institutions, most cards first: `id`, `name`, `district`, `n`; missing for residents of none."""
    counts, c = _counts(_r.institution_id, span, known), institution.c
    rows = (
        select(counts.c.key, c.name, region.c.name.label("district"), counts.c.n)
        .outerjoin(institution, c.id == counts.c.key)
        .outerjoin(region, region.c.code == c.district)
        .order_by(counts.c.n.desc(), c.name, c.id)
    )
    return _frame(conn, rows, ["id", "name", "district", "n"])


def page(
    conn: Connection, span: DueSpan, known: Calendar, queue: Queue, *, limit: int = 50, offset: int = 0
) -> pd.DataFrame:
    """One row is a card (COLUMNS), first due first, NIK masked. `queue` is that of the same span.

    Raises Refused for more than MAX_PAGE rows.
    """
    if not 0 < limit <= MAX_PAGE or offset < 0:
        raise Refused("backlog_page", limit=MAX_PAGE)
    day, left = queue.locate(offset) or (date.max, 0)
    window = (
        select(_r.id).where(_becoming(span, known), _r.due_on >= day).order_by(_r.due_on, _r.id)
        .limit(limit).offset(left).subquery()
    )  # fmt: skip
    rows = conn.execute(with_names(select(*ROW).join(window, window.c.id == _r.id)))
    return pd.DataFrame([_plain(row, known, False) for row in rows], columns=list(COLUMNS))


def every(conn: Connection, span: DueSpan, known: Calendar, *, reveal: bool = False) -> Iterator[tuple[object, ...]]:
    """Every card of the span as COLUMNS, first due first, fetched as it is read: for exports."""
    statement = with_names(select(*ROW).select_from(resident)).where(_becoming(span, known))
    for row in conn.execution_options(yield_per=2000).execute(statement):
        yield _plain(row, known, reveal)


def _becoming(span: DueSpan, known: Calendar) -> ColumnElement[bool]:
    days = due_days(known, span.first, span.last)
    first, last = days or (date.max, date.min)
    return and_(*store.place(span.place), _r.due_on.between(first, last))


def _counts(key: ColumnElement, span: DueSpan, known: Calendar) -> Subquery:
    # As a sum, so that the planner takes the index on days and not the one in the order of the groups.
    place = type_coerce(type_coerce(key, BigInteger) + 0, key.type).label("key")
    cards = select(place).select_from(resident).where(_becoming(span, known)).subquery().c
    return select(cards.key, func.count().label("n")).group_by(cards.key).subquery()


def _frame(conn: Connection, statement: Select, names: list[str]) -> pd.DataFrame:
    return pd.DataFrame(conn.execute(statement).all(), columns=names, dtype=object).astype({"n": "int64"})


def _plain(row: Row, known: Calendar, reveal: bool) -> tuple[object, ...]:
    *values, _version = row
    if not reveal:
        values[1] = nik.mask(values[1])
    return (*values, print_day(known, row.printable_from))
