"""Reading the months of the screen `tren` out of the summaries and the closed visits. Aggregates only.

Everything is as it was known on `Scope.known_on`, where that is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.errors import NotFound
from ktp_core.kpi import channel_months, flows, seasons, team_months
from ktp_core.kpi.model import Scope
from ktp_core.kpi.trend_model import FLOWS, RECENT, Row, Trend, Trends
from ktp_core.months import first_day, month_of, months_back
from ktp_core.regions.model import Level
from ktp_core.regions.store import areas, office_of
from ktp_core.summaries.model import Flow


def trends(by: Actor, scope: Scope, what: Trend) -> Trends:
    """The months of a scope up to its day. Raises NotAllowed; NotFound for a place that was not set up."""
    with reading(by, Permission.HEAD_VIEW, scope.regency) as conn:
        return read(conn, scope.within(by), what, by.districts)


def read(conn: Connection, scope: Scope, what: Trend, seen: tuple[str, ...] = ()) -> Trends:
    """The same for a scope that may be seen. `seen`: the districts that stand beside one another; none: all."""
    office_of(conn, scope.regency)
    names = {area.code: area.name for area in areas(conn, scope.regency, Level.DISTRICT)}
    for district in scope.districts:
        if district not in names:
            raise NotFound("district_unknown", district=district)
    recent, chosen = months_back(scope.as_of, RECENT), FLOWS[what]
    whole = replace(scope, districts=seen)
    by_district = flows.by_month(conn, whole, chosen, recent[0], by_district=True)
    channels = channel_months.counted(conn, scope, chosen, recent[0])
    teams = team_months.recorded(conn, scope, first_day(recent[0]))
    places = [code for code in names if not seen or code in seen]
    return Trends(
        scope=scope, what=what, recent=tuple(recent),
        counts=_by_month(flows.by_month(conn, scope, chosen, (scope.as_of.year - seasons.PAST_YEARS - 1) * 100 + 1)),
        same_days={back: _same_days(conn, scope, chosen, back) for back in seasons.YEARS_BACK},
        channels=_rows(channels.items(), recent), teams=_rows(teams.items(), recent),
        districts=_rows((((district, month), n) for _, month, district, n in by_district), recent, places),
        names=names, team_names=team_months.names(conn, scope.regency),
    )  # fmt: skip


def _same_days(conn: Connection, scope: Scope, chosen: tuple[Flow, ...], back: int) -> int:
    """The month of the day so many years before, up to the same day."""
    day = seasons.same_day(scope.as_of, back)
    then = replace(scope, as_of=day)
    return sum(_by_month(flows.by_month(conn, then, chosen, month_of(day))).values())


def _by_month(rows: list[Any]) -> dict[int, int]:
    found: dict[int, int] = {}
    for _flow, month, n in rows:
        found[int(month)] = found.get(int(month), 0) + int(n)
    return found


def _rows(counted: Iterable[Any], months: Sequence[int], every: Iterable[str] = ()) -> dict[Any, Row]:
    """By key, aligned to the months; keys in `every` have a row even of nothing."""
    found: dict[Any, dict[int, int]] = {key: {} for key in every}
    for (key, month), n in counted:
        line = found.setdefault(key, {})
        line[int(month)] = line.get(int(month), 0) + int(n)
    return {key: tuple(line.get(month, 0) for month in months) for key, line in found.items()}
