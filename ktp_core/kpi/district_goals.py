"""What targets of districts count, seen from the regency: as the district's own page counts it, its official figure and
our flow since; without a figure our registry, or nothing where that holds a part of its people only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from ktp_core.figures import rules as official
from ktp_core.figures import store
from ktp_core.figures.model import Measure, Reported, Target
from ktp_core.kpi import flows, goals
from ktp_core.kpi.model import Figure, Inputs, Origin, Scope
from ktp_core.kpi.ratios import CONTINUED_BY, stock
from ktp_core.summaries.model import Flow

Known = Mapping[str, dict[str, Figure]]
_NOW = {Flow.ELIGIBLE: "eligible", Flow.COVERED: "covered", Flow.OWNED: "owned"}
_YEARLY = {Measure.INSTITUTIONS_SERVED: "institutions", Measure.PEOPLE_SERVED: "served"}


def figures(conn: Connection, scope: Scope, targets: Iterable[Target], districts: pd.DataFrame) -> Known:
    """By district the figures its targets count, named as in `goals`; whatever the number of districts one question
    about figures and one for each of their dates. `districts`: the frame of the overview."""
    places = sorted({one.area for one in targets if one.area != scope.area and one.area.count(".") == 2})
    if not places:
        return {}
    reported = store.known_on(conn, scope.regency, scope.as_of, scope.known_on, areas=places)
    rows = {str(row["district"]): row for row in districts.to_dict("records")}
    now = {place: {flow: int(rows[place][name]) for flow, name in _NOW.items()} for place in places if place in rows}
    newest = {place: official.newest(reported, place) for place in places}
    before = _before(conn, scope, newest)
    return {
        place: {
            **_stocks(scope, place, now.get(place, {}), newest[place], before), **_years(reported, place),
        } for place in places
    }  # fmt: skip


def _before(
    conn: Connection, scope: Scope, newest: Mapping[str, Mapping[Measure, Reported]]
) -> dict[date, dict[tuple[str, Flow], int]]:
    """Our flows up to each of the dates that an official stock is of, by district."""
    dates = {_until(scope, known[measure]) for known in newest.values() for measure in CONTINUED_BY if measure in known}
    wanted = tuple(CONTINUED_BY.values())
    return {
        day: {
            (place, flow): n
            for flow, place, n in flows.stock_by_district(
                conn, Scope(scope.regency, day, tuple(newest), scope.known_on), wanted
            )
        }
        for day in dates
    }


def _until(scope: Scope, one: Reported) -> date:
    return min(official.counted_until(one), scope.as_of)


def _stocks(
    scope: Scope, place: str, now: Mapping[Flow, int], newest: Mapping[Measure, Reported],
    before: Mapping[date, Mapping[tuple[str, Flow], int]],
) -> dict[str, Figure]:  # fmt: skip
    since = {
        measure: now.get(flow, 0) - before[_until(scope, newest[measure])].get((place, flow), 0)
        for measure, flow in CONTINUED_BY.items() if measure in newest
    }  # fmt: skip
    inside = Scope(scope.regency, scope.as_of, (place,), scope.known_on)
    known = Inputs(inside, scope.as_of, now, official=newest, since=since)
    return {name: stock(Measure(measure))(known, name) for measure, name in goals.STOCKS.items()}


def _years(reported: list[Reported], place: str) -> dict[str, Figure]:
    """Years that were reported for the district: the reported number counts."""
    return {
        f"{stem}_{year}": Figure(f"{stem}_{year}", one.value, one.basis_on, Origin.REPORTED, official=(one,))
        for measure, stem in _YEARLY.items()
        for year, one in official.by_year(reported, place, measure).items()
    }
