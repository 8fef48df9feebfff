"""The months to come: their working days, and who reaches card age in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Connection, func, select

from ktp_core.db.schema import summary_late, summary_month
from ktp_core.figures import rules as official
from ktp_core.figures.model import Measure
from ktp_core.figures.store import known_on
from ktp_core.kpi import flows
from ktp_core.kpi.model import Scope
from ktp_core.months import first_day, last_day, month_of, months_from
from ktp_core.projection.model import Series
from ktp_core.projection.rules import BIRTHS_KNOWN
from ktp_core.summaries.calendar import months_of
from ktp_core.summaries.model import Flow
from ktp_core.workdays.store import calendar

HORIZON = 120
"""Months looked ahead."""


def months(day: date) -> list[int]:
    """The running month and those after it, yyyymm."""
    return months_from(month_of(day), HORIZON)


def part(day: date) -> float:
    """How much of the running month is still to come."""
    length = last_day(month_of(day)).day
    return (length - day.day) / length


def workdays(conn: Connection, scope: Scope, past: Sequence[int], ahead: Sequence[int]) -> dict[int, float]:
    """Working days of each month; of the running one those that are left. Later ones are like the same month of the
    year before: their holidays are not decided yet."""
    day = scope.as_of
    first, last = first_day(past[0]), last_day(ahead[BIRTHS_KNOWN])
    counted: dict[int, float] = dict.fromkeys([*past, *ahead], 0.0)
    for one in calendar(conn, scope.regency, first, last).workdays(first, last):
        month = month_of(one)
        if month != ahead[0] or one > day:
            counted[month] += 1.0
    for month in ahead[BIRTHS_KNOWN + 1 :]:
        counted[month] = counted[month - 100]
    return counted


def eligible(conn: Connection, scope: Scope, ahead: Sequence[int], past: Series) -> tuple[Series, bool]:
    """People who reach card age in each month to come, and whether an official figure says so for the later ones: by
    birth dates as long as those are known, then a year's beginners by that figure, else as in the last year."""
    known = _born(conn, scope, ahead)
    beginners = _beginners(conn, scope)
    usual = beginners / 12 if beginners is not None else float(past[-12:].mean())
    series = [float(known.get(month, 0)) if at < BIRTHS_KNOWN else usual for at, month in enumerate(ahead)]
    return np.array(series), beginners is not None


def _born(conn: Connection, scope: Scope, ahead: Sequence[int]) -> dict[int, int]:
    """By month, as the registry knew it on the scope's day of knowing; of the running month those still to come."""
    known = _by_month(conn, scope, ahead)
    end = last_day(ahead[0])
    until, now = (flows.stock(conn, scope, [Flow.ELIGIBLE], day)[Flow.ELIGIBLE] for day in (end, scope.as_of))
    return {**known, ahead[0]: until - now}


def _by_month(conn: Connection, scope: Scope, ahead: Sequence[int]) -> dict[int, int]:
    c, late = summary_month.c, summary_late.c
    asked: list[tuple[Any, Any, Any, int]] = [(c.month, c, c.month.between(ahead[1], ahead[BIRTHS_KNOWN]), 1)]
    if scope.known_on is not None:
        span = late.day.between(first_day(ahead[1]), last_day(ahead[BIRTHS_KNOWN]))
        asked.append((months_of(late.day), late, span & (late.known_on > scope.known_on), -1))
    found: dict[int, int] = {}
    for month, t, span, sign in asked:
        inside = [t.district.in_(scope.districts)] if scope.districts else []
        where = (t.regency == scope.regency, t.flow == int(Flow.ELIGIBLE), span, *inside)
        for one, n in conn.execute(select(month.label("month"), func.sum(t.n)).where(*where).group_by(month)):
            found[int(one)] = found.get(int(one), 0) + sign * int(n)
    return found


def _beginners(conn: Connection, scope: Scope) -> int | None:
    if scope.area is None:
        return None
    newest: Mapping[Measure, official.Reported] = official.newest(
        known_on(conn, scope.regency, scope.as_of, scope.known_on, areas=[scope.area]), scope.area
    )
    return newest[Measure.BEGINNERS].value if Measure.BEGINNERS in newest else None
