"""Building the demo: one transaction, so that a killed build leaves the database as empty as it was.

Only the two uploads, the list of SIAK and the counts of blanks at the end are acts of the real services, each in a
transaction of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Table, func, select

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import writing
from ktp_core.db import bulk, dialects
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import card_event, resident
from ktp_core.demo import (
    accounts,
    aftermath,
    aims,
    blanks,
    chapter,
    field_day,
    groups,
    office,
    parcels,
    recounts,
    spot,
    told,
    uploads,
    youth,
)
from ktp_core.demo.emptiness import empty
from ktp_core.demo.model import DEMO_REGENCY, SMALLER_REGENCY, Size
from ktp_core.errors import Refused
from ktp_core.summaries.rebuild import rebuild

_CHUNK = 20_000
FULL_RESIDENTS = 1_400_000
FIRST_DAY = date(2025, 1, 1)
Progress = Callable[[int, int], None]


def build(
    size: Size, *, today: date, by: Actor, at: datetime, progress: Progress, residents: int | None = None
) -> dict[str, int]:
    """Fill an empty database; counts by `residents`, `institutions`, `visits`, `backlog`, `users`.

    `residents` asks for so many in the bigger regency (FULL: everybody). Raises Refused: "demo_not_empty",
    "date_future" for a day that is not yet, "demo_day" for one before the invented history has begun.
    """
    if today > clock.local(at, DEMO_REGENCY).date():
        raise Refused("date_future", value=today)
    if today < FIRST_DAY:
        raise Refused("demo_day", first=FIRST_DAY)
    wanted = FULL_RESIDENTS if residents is None and size is Size.FULL else residents
    with writing(by, Permission.SETUP, None, at=at) as tx:
        if not empty(tx.conn):
            raise Refused("demo_not_empty")
        counts = _fill(tx.conn, size, today, at, progress, wanted)
        made = accounts.create(tx.conn, at)
        counts["users"] = len(made)
        tx.audit("setup.demo", str(size), **counts)
        accounts.remember(made)  # before the commit: accounts nobody can open would be worse than a stale file
    uploads.stage(today=today, at=at)
    told.apply(today=today, at=at)
    recounts.settle(at=at)
    return {**counts, "residents": _count(resident), "backlog": _backlog(today)}


def _fill(
    conn: Connection, size: Size, today: date, at: datetime, progress: Progress, residents: int | None
) -> dict[str, int]:
    plan = {
        DEMO_REGENCY: groups.of(DEMO_REGENCY, size, residents),
        SMALLER_REGENCY: groups.of(SMALLER_REGENCY, size),
    }
    total = sum(group.people for members in plan.values() for group in members)
    counts, done = {"residents": total, "institutions": 0, "visits": 0}, 0
    grounds = []
    with bulk.indexes_afterwards(conn, resident, card_event):
        for regency, members in plan.items():
            ground, made = office.prepare(conn, regency, today, at)
            counts = {key: n + made.get(key, 0) for key, n in counts.items()}
            grounds.append(ground)
            for group in members:
                for start in range(0, group.people, _CHUNK):
                    people = min(_CHUNK, group.people - start)
                    chapter.write(conn, ground, group, people)
                    progress(done := done + people, total * 5 // 4)
    dialects.analyze(conn)
    for ground in grounds:
        spot.create(conn, ground)
        aftermath.finish(conn, ground)
        counts["visits"] += field_day.begin(conn, ground)
        rebuild(conn, ground.regency)
        youth.create(conn, ground)
        blanks.create(conn, ground)
        parcels.create(conn, ground)
        aims.create(conn, ground)
    dialects.analyze(conn)
    progress(total, total)
    return counts


def _backlog(today: date) -> int:
    return _count(resident, resident.c.regency == DEMO_REGENCY, resident.c.due_on <= today)


def _count(table: Table, *where: ColumnElement[bool]) -> int:
    with read_connection() as conn:
        return int(conn.execute(select(func.count()).select_from(table).where(*where)).scalar_one())
