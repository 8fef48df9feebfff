"""The targets in force, and what they count, from summaries, official figures and visits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Connection, or_, select

from ktp_core.db.schema import target
from ktp_core.figures.model import Measure, Target
from ktp_core.kpi import beginners, district_goals, flows, goals
from ktp_core.kpi.goals import Goal
from ktp_core.kpi.model import Figure, Origin, Scope
from ktp_core.months import first_day, last_day, over
from ktp_core.summaries.model import Flow
from ktp_core.visits import queries as visits
from ktp_core.visits.queries import Made
from ktp_core.workdays.store import calendar

_AT = {"visits": 0, "institutions_served": 2, "people_served": 3}
_FLOWS = {"holders": "owned", "recorded": "covered"}
ACTS = {Measure.PRINTED: Flow.PRINT, Measure.DELIVERED: Flow.DELIVER}
"""Cards that a target counts, as the flow of acts."""
_ONE_DAY, _MONTHS = timedelta(days=1), 12


def in_force(conn: Connection, scope: Scope) -> list[Target]:
    """Targets of the scope's area and of the districts in it: of each area, measure and last day the newest; the
    area's own first, then by measure and end."""
    c = target.c
    statement = select(target).where(
        c.regency == scope.regency, c.valid_from <= scope.as_of,
        or_(c.valid_until.is_(None), c.valid_until >= scope.as_of),
    )  # fmt: skip
    if scope.known_on is not None:
        statement = statement.where(or_(c.known_on.is_(None), c.known_on <= scope.known_on))
    if scope.districts:
        statement = statement.where(c.area.in_(scope.districts))
    found: dict[Any, Target] = {}
    for row in conn.execute(statement.order_by(c.valid_from, c.id)):
        found[row.area, row.measure, row.valid_until] = Target(
            row.area, Measure(row.measure), row.value, row.valid_from, row.source, row.valid_until, row.known_on
        )
    order = list(goals.UNITS)
    return sorted(found.values(), key=lambda one: (
        one.area != scope.area, order.index(str(one.measure)) if str(one.measure) in order else len(order),
        one.valid_until or date.max, one.area,
    ))  # fmt: skip


def read(
    conn: Connection, scope: Scope, figures: dict[str, Figure], districts: pd.DataFrame, trend: pd.DataFrame
) -> tuple[Goal, ...]:
    """Every target in force with what it counts. `districts`, `trend`: frames of the overview of the same scope."""
    wanted = in_force(conn, scope)
    places = district_goals.figures(conn, scope, wanted, districts)
    spans: dict[tuple[date, date], Mapping[str, tuple[int, ...]]] = {}
    known, standing = {scope.area or "": figures, **places}, figures["problems"].value is not None
    return tuple(_goal(conn, scope, one, known, trend, spans, standing) for one in wanted)


def _goal(
    conn: Connection, scope: Scope, one: Target, figures: Mapping[str, dict[str, Figure]],
    trend: pd.DataFrame, spans: dict[tuple[date, date], Mapping[str, tuple[int, ...]]], standing: bool,
) -> Goal:  # fmt: skip
    left = _workdays(conn, scope, scope.as_of + _ONE_DAY, one.valid_until) if one.valid_until else None
    measure, known = str(one.measure), figures.get(one.area, {})
    if measure in goals.STOCKS:
        figure = known.get(goals.STOCKS[measure])
        if figure is None:
            return Goal(one, None, Origin.NONE, scope.as_of, None, left)
        n = None if figure.note == "partial" or figure.value is None else int(figure.value)
        pace = _pace(conn, scope, trend, _FLOWS[measure]) if one.area == scope.area else None
        return Goal(one, n, figure.origin, scope.as_of, pace, left, figure.note)
    if one.area.count(".") > 2:  # nothing of a village is counted apart
        return Goal(one, None, Origin.NONE, scope.as_of, None, left)
    if one.measure is Measure.BEGINNERS_RECORDED:
        found = beginners.recorded(conn, scope, one, standing=standing)
        return Goal(one, found.n, found.origin, scope.as_of, None, left, found.note)
    n, origin = happened(conn, scope, one, known, spans)
    begun = _workdays(conn, scope, one.valid_from, scope.as_of)
    return Goal(one, n, origin, scope.as_of, goals.per_day(n, begun), left)


def happened(
    conn: Connection, scope: Scope, one: Target, figures: dict[str, Figure],
    spans: dict[tuple[date, date], Mapping[str, tuple[int, ...]]] | None = None,
) -> tuple[int, Origin]:  # fmt: skip
    """What a target of SPANS counts from its beginning to the day: the reported number of its year, else our own.
    `figures`: of the target's area. `spans` keeps what was asked for the districts."""
    year = goals.of_year(one, figures)
    if year and year.value is not None:
        return int(year.value), year.origin
    return _counted(conn, scope, one, {} if spans is None else spans), Origin.OWN


def _counted(
    conn: Connection, scope: Scope, one: Target, spans: dict[tuple[date, date], Mapping[str, tuple[int, ...]]]
) -> int:
    """Our own count from the beginning of the target to the day."""
    inside = (one.area,) if one.area.count(".") == 2 else scope.districts
    if flow := ACTS.get(one.measure):
        until, before = (
            flows.stock(conn, Scope(scope.regency, scope.as_of, inside, scope.known_on), [flow], day)
            for day in (scope.as_of, one.valid_from - _ONE_DAY)
        )
        return until[flow] - before[flow]
    at = _AT[str(one.measure)]
    made = Made(scope.regency, one.valid_from, scope.as_of, scope.districts, known_on=scope.known_on)
    if one.area.count(".") != 2:
        return visits.in_span(conn, made)[at]
    key = (one.valid_from, scope.as_of)
    if key not in spans:
        spans[key] = visits.span_by_district(conn, made)
    return spans[key].get(one.area, (0, 0, 0, 0))[at]


def _pace(conn: Connection, scope: Scope, trend: pd.DataFrame, flow: str) -> float | None:
    """Of the last twelve months that are over; that of the scope's day is when it ends with it."""
    year = (trend if over(scope.as_of) else trend.iloc[:-1]).iloc[-_MONTHS:]
    first, last = first_day(int(year["month"].iloc[0])), last_day(int(year["month"].iloc[-1]))
    return goals.per_day(int(year[flow].sum()), _workdays(conn, scope, first, last))


def _workdays(conn: Connection, scope: Scope, first: date, last: date) -> int:
    return len(calendar(conn, scope.regency, first, last).workdays(first, last)) if first <= last else 0
