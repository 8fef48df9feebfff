"""Stuck cards as tables: by kind, a page of them longest stuck first, and what was agreed about one.

A page is found in covering indexes, a few rows of each kind, and only its own rows are joined to names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, String, func, literal, select, union_all

from ktp_core import nik
from ktp_core.db.schema import account, institution, region, resident, stuck_note
from ktp_core.errors import Refused
from ktp_core.printing.model import MAX_PAGE
from ktp_core.printing.rules import AGES, Queue
from ktp_core.stuck import notes, store
from ktp_core.stuck.model import Agreement, Limits, StuckFilter, StuckKind

_district, _village, _worker = region.alias("district"), region.alias("village"), account.alias("worker")
_r = resident.c
COLUMNS = (
    "id", "kind", "nik", "name", "birth_date", "district", "village", "institution", "class_name", "state", "serial",
    "since", "days", "owner", "action", "due_on",
)  # fmt: skip
Queues = Mapping[StuckKind, Queue]


def queues(conn: Connection, chosen: StuckFilter, limits: Limits, today: date) -> dict[StuckKind, Queue]:
    """Of each kind that is asked for, how many cards wait since which day."""
    return {kind: store.queue(conn, chosen, kind, limits, today) for kind in chosen.kinds}


def whole(of: Queues, today: date) -> Queue:
    """All kinds in one queue by day."""
    counts: dict[date, int] = {}
    for one in of.values():
        for day, n in one.days:
            counts[day] = counts.get(day, 0) + n
    return Queue(today, tuple(sorted(counts.items())))


def stuck_by_kind(of: Queues) -> pd.DataFrame:
    """Rows are kinds along the line: `kind`, `n`, `oldest` (days), and `age_0`... for each of `printing.rules.AGES`."""
    rows = [(kind.value, one.total, one.oldest, *one.ages()) for kind, one in of.items()]
    names = ["kind", "n", "oldest", *(f"age_{at}" for at in range(len(AGES)))]
    return pd.DataFrame(rows, columns=names).astype({"oldest": "Int64"})


def stuck_page(
    conn: Connection, chosen: StuckFilter, limits: Limits, today: date, *, limit: int = 50, offset: int = 0,
    of: Queue | None = None, reveal: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """One row is a stuck card (COLUMNS), longest first; `days` since `since`; NIK masked unless `reveal`.

    Quick at any depth when `of`, the whole queue of the same question, is given. Raises Refused for more than MAX_PAGE.
    """
    if not 0 < limit <= MAX_PAGE or offset < 0:
        raise Refused("backlog_page", limit=MAX_PAGE)
    first, skipped = (of.locate(offset) or (date.max, 0)) if of is not None else (None, offset)
    rows = list(conn.execute(_with_names(_window(chosen, limits, today, limit=limit, offset=skipped, first=first))))
    held = notes.newest(conn, chosen.regency, [row.id for row in rows])
    return pd.DataFrame([_plain(row, held, today, reveal) for row in rows], columns=list(COLUMNS))


def stuck_rows(
    conn: Connection, chosen: StuckFilter, limits: Limits, today: date, *, reveal: bool = False
) -> Iterator[tuple[object, ...]]:
    """Every stuck card as COLUMNS, longest first, fetched as it is read: for exports."""
    held = notes.newest(conn, chosen.regency)
    for row in conn.execution_options(yield_per=2000).execute(_with_names(_window(chosen, limits, today))):
        yield _plain(row, held, today, reveal)


def agreements(conn: Connection, regency: str, resident_id: int) -> pd.DataFrame:
    """Rows are what was agreed about one resident's card, newest first: `at`, `kind`, `since`, `owner` (shown name),
    `action`, `due_on`, `by` (shown name)."""
    c, writer = stuck_note.c, account.alias("writer")
    statement = (
        select(
            c.at, c.kind, c.since, func.coalesce(_worker.c.display_name, c.owner).label("owner"), c.action, c.due_on,
            func.coalesce(writer.c.display_name, c.by).label("by"),
        )
        .outerjoin(_worker, _worker.c.name == c.owner)
        .outerjoin(writer, writer.c.name == c.by)
        .where(c.regency == regency, c.resident_id == resident_id)
        .order_by(c.id.desc())
    )  # fmt: skip
    result = conn.execute(statement)
    return pd.DataFrame(result.all(), columns=list(result.keys()), dtype=object)


def _window(
    chosen: StuckFilter, limits: Limits, today: date, *, limit: int | None = None, offset: int = 0,
    first: date | None = None,
) -> Any:  # fmt: skip
    """`id`, `kind`, `since` of the stuck cards in order. Of each kind no more is read than the page can need."""
    parts = []
    for kind in chosen.kinds:
        day = store.since(kind)
        part = select(_r.id, literal(kind.value, String).label("kind"), day.label("since"))
        part = part.where(store.stuck(chosen, kind, limits, today))
        if first is not None:
            part = part.where(day >= first)
        if limit is not None:
            part = part.order_by(day, _r.id).limit(limit + offset)
        parts.append(select(part.subquery()))
    found = union_all(*parts).subquery()
    ordered = select(found).order_by(found.c.since, found.c.id)
    return (ordered if limit is None else ordered.limit(limit).offset(offset)).subquery()


def _with_names(window: Any) -> Select[Any]:
    return (
        select(
            _r.id, window.c.kind, _r.nik, _r.name, _r.birth_date, _district.c.name.label("district"),
            _village.c.name.label("village"), institution.c.name.label("institution"), _r.class_name, _r.state,
            _r.serial, window.c.since,
        )
        .join(window, window.c.id == _r.id)
        .outerjoin(_district, _district.c.code == _r.district)
        .outerjoin(_village, _village.c.code == _r.village)
        .outerjoin(institution, institution.c.id == _r.institution_id)
        .order_by(window.c.since, _r.id)
    )  # fmt: skip


def _plain(row: Any, held: Mapping[notes.Case, Agreement], today: date, reveal: bool) -> tuple[object, ...]:
    values = list(row)
    if not reveal:
        values[2] = nik.mask(values[2])
    one = held.get((row.id, row.kind, row.since))
    said = (one.owner, one.action, one.due_on) if one else (None, None, None)
    return *values, (today - row.since) // timedelta(days=1), *said
