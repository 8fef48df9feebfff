"""What is known today of the days to come: stock, queue, birthdays, replacements, what spoils, what can be printed."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from ktp_core.blanks.cover import Outlook, Supply, outlook
from ktp_core.blanks.model import EntryKind, HolderKind
from ktp_core.blanks.queries import BEHIND, USES, stock
from ktp_core.db.schema import blank_entry, blank_holder
from ktp_core.kpi import flows
from ktp_core.kpi.model import Scope
from ktp_core.printing.model import BacklogFilter
from ktp_core.printing.store import queue
from ktp_core.summaries.model import Flow
from ktp_core.workdays.store import calendar

e, h = blank_entry.c, blank_holder.c
AHEAD, ONE_DAY = timedelta(days=400), timedelta(days=1)


def foresee(conn: Connection, regency: str, today: date) -> Outlook:
    """The course of the stock over the working days of the next 400 days, today included."""
    return outlook(*read(conn, regency, today))


def read(conn: Connection, regency: str, today: date) -> tuple[Supply, list[date]]:
    """What is known for the days to come, and the working days up to 400 days ahead, today included."""
    days = calendar(conn, regency, today - BEHIND, today + AHEAD)
    past = days.workdays(today - BEHIND, today - ONE_DAY)
    due = queue(conn, BacklogFilter(regency), today + AHEAD).days
    ahead, late = days.workdays(today, today + AHEAD), (today - BEHIND, today - ONE_DAY)
    used, spoiled = (_gone(conn, regency, kinds, late) for kinds in (USES, (EntryKind.SPOILED,)))
    done = _gone(conn, regency, USES, (today, today)) if today in ahead[:1] else 0
    capacity, measured = _capacity(conn, regency), False
    if not capacity and used:
        capacity, measured = max(used // max(len(past), 1), 1), True
    known = Supply(
        stock=stock(conn, regency), backlog=sum(n for day, n in due if day <= today),
        coming=tuple((day, n) for day, n in due if day > today), replaced=_replaced(conn, regency, today),
        replaced_days=len(past), used=used, spoiled=spoiled, capacity=capacity, measured=measured,
        done=done,
    )  # fmt: skip
    return known, ahead


def _gone(conn: Connection, regency: str, kinds: tuple[EntryKind, ...], days: tuple[date, date]) -> int:
    where = (e.regency == regency, e.day.between(*days), e.kind.in_(map(str, kinds)))
    gone = -int(conn.execute(select(func.coalesce(func.sum(e.n), 0)).where(*where)).scalar_one())
    return max(gone, 0)  # a print of long ago may have been taken back of late


def _replaced(conn: Connection, regency: str, today: date) -> int:
    """Cards that were to be replaced, of the 90 days before today."""
    until, before = (
        flows.stock(conn, Scope(regency, day), [Flow.REPLACE], day)[Flow.REPLACE]
        for day in (today - ONE_DAY, today - BEHIND - ONE_DAY)
    )
    return until - before


def _capacity(conn: Connection, regency: str) -> int:
    where = (h.regency == regency, h.active == 1, h.kind == str(HolderKind.PRINTER))
    return int(conn.execute(select(func.coalesce(func.sum(h.daily_capacity), 0)).where(*where)).scalar_one())
