"""What the head's page shows beneath its figures: targets, ages, years by kind and programme. Reads only; no names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd
from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.cards.model import Channel
from ktp_core.kpi import ages, goal_queries, people, programmes, store
from ktp_core.kpi.goals import Goal
from ktp_core.kpi.model import YearCount
from ktp_core.kpi.seasons import same_day
from ktp_core.kpi.service import Overview
from ktp_core.visits import queries as visits
from ktp_core.visits.queries import Made


@dataclass(frozen=True, eq=False)
class Details:
    """`years`: our own counts of visits by calendar year, of the kinds and the programme that are asked for; a year
    that still runs counts to the day. `month_ago`: this year up to the end of last month, None in January; `year_ago`:
    last year up to the same day. `kinds`: as `visits.queries.by_kind`, this year and the one before. `leaks` None:
    where people's cards stood is not known of that day. `recorded`: recordings by month of the programme."""

    goals: tuple[Goal, ...]
    leaks: ages.Leaks | None
    years: dict[int, YearCount]
    month_ago: YearCount | None
    year_ago: YearCount
    kinds: pd.DataFrame
    recorded: list[int] | None = None


def details(
    by: Actor, view: Overview, today: date, kinds: tuple[str, ...] = (), channel: Channel | None = None
) -> Details:
    """The rest of the page for the scope of `view`. `kinds`, `channel`: of visits; none: all. Raises NotAllowed."""
    with reading(by, Permission.HEAD_VIEW, view.scope.regency) as conn:
        return read(conn, replace(view, scope=view.scope.within(by)), today, kinds, channel)


def read(
    conn: Connection, view: Overview, today: date, kinds: tuple[str, ...] = (), channel: Channel | None = None
) -> Details:
    """The same within a snapshot that is open, for a scope that the actor may see."""
    scope = view.scope
    made = Made(
        scope.regency, date(scope.as_of.year - store.YEARS + 1, 1, 1), scope.as_of, scope.districts, kinds,
        None if channel is None else int(channel), scope.known_on,
    )  # fmt: skip
    whole = Made(scope.regency, made.first, made.last, scope.districts, known_on=scope.known_on)
    standing = people.known(conn, scope, today)
    return Details(
        goals=goal_queries.read(conn, scope, view.figures, view.districts, view.trend),
        leaks=ages.leaks(people.by_month(conn, scope), scope.as_of) if standing else None,
        years=_years(conn, made),
        month_ago=_until(conn, made, scope.as_of.replace(day=1) - timedelta(days=1)),
        year_ago=_until(conn, made, same_day(scope.as_of, 1)) or YearCount(),
        kinds=visits.by_kind(conn, replace(whole, first=date(scope.as_of.year - 1, 1, 1))),
        recorded=None if channel is None else programmes.recorded(conn, scope, channel),
    )


def _years(conn: Connection, made: Made) -> dict[int, YearCount]:
    years = range(made.first.year, made.last.year + 1)
    found = visits.by_year(
        conn, made.regency, years, made.last, made.districts, made.kinds, made.known_on, made.channel
    )
    counted = {int(row.year): YearCount(*map(int, row[2:])) for row in found.itertuples()}
    return {year: counted.get(year, YearCount()) for year in years}


def _until(conn: Connection, made: Made, day: date) -> YearCount | None:
    """The calendar year of that day up to it; None when it is the last day of a year other than that asked for."""
    if day == date(made.last.year - 1, 12, 31) and made.last.month == 1:
        return None
    return YearCount(*visits.in_span(conn, replace(made, first=date(day.year, 1, 1), last=day)))
