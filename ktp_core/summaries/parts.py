"""Parts of months within which one service promise held: under which waits that ended are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from ktp_core.db.schema import office, parameter, summary_delay
from ktp_core.months import first_day, month_of, moved
from ktp_core.summaries.delayed import waits_within
from ktp_core.summaries.delays import PROMISES, DelayKey, part_of


def rows(conn: Connection, regency: str, counted: Mapping[DelayKey, int]) -> list[dict[str, Any]]:
    """Rows of `summary_delay` that add these waits. No promise begins meanwhile."""
    if not counted:
        return []
    conn.execute(select(office.c.regency).where(office.c.regency == regency).with_for_update(read=True))
    starts = {action: _starts(conn, regency, name) for action, name in PROMISES.items()}
    totals: Counter[DelayKey] = Counter()
    for (action, again, day, district, days), n in counted.items():
        totals[action, again, part_of(day, starts[action]), district, days] += n
    return [
        {"regency": regency, "action": action, "again": again, "since": since, "district": district or 0,
         "days": days, "n": n}
        for (action, again, since, district, days), n in totals.items()
        if n
    ]  # fmt: skip


def hold(conn: Connection, regency: str) -> None:
    """Wait for who is counting waits, and keep others from it until the end: a promise is about to begin."""
    conn.execute(select(office.c.regency).where(office.c.regency == regency).with_for_update())


def divide(conn: Connection, regency: str, action: int, start: date) -> None:
    """Count the month of a day anew after a promise began on it. Waits that ended before keep their part."""
    first, last = start.replace(day=1), first_day(moved(month_of(start), 1))
    c = summary_delay.c
    month = (c.regency == regency, c.action == action, c.since >= first, c.since < last)
    conn.execute(delete(summary_delay).where(*month))
    counted = waits_within(regency, action, first, last)
    conn.execute(insert(summary_delay).from_select([column.name for column in summary_delay.c], counted))


def _starts(conn: Connection, regency: str, name: str) -> list[date]:
    c = parameter.c
    return list(conn.execute(select(c.valid_from).where(c.regency == regency, c.name == name)).scalars())
