"""The counts behind the figures, read from summaries, official figures and visits; no resident is touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from ktp_core.cards.model import CardState
from ktp_core.figures import rules as official
from ktp_core.figures import store as figure_store
from ktp_core.figures.model import Measure, Reported, Target
from ktp_core.kpi import flows, people, unseen_queries
from ktp_core.kpi.model import Inputs, Scope, YearCount
from ktp_core.kpi.ratios import CONTINUED_BY
from ktp_core.regions.store import age_rules
from ktp_core.summaries.model import Flow
from ktp_core.summaries.rules import FIRST_MONTH
from ktp_core.visits import queries as visits

STOCKS = (Flow.ELIGIBLE, Flow.COVERED, Flow.READY, Flow.PRINTED, Flow.OWNED,
          Flow.DUE, Flow.LEFT_PRINTED, Flow.LEFT_OTHER)  # fmt: skip
PROBLEMS = (CardState.ENROLMENT_FAILED, CardState.ADJUDICATE, CardState.DUPLICATE)
# How many calendar years the page looks back, that of the day included.
YEARS = 4


def inputs(conn: Connection, scope: Scope, today: date, stock: Mapping[Flow, int] | None = None) -> Inputs:
    """Everything the figures of `scope` need. `stock` if the caller has summed the flows already."""
    area = scope.area or ""
    known = figure_store.known_on(conn, scope.regency, scope.as_of, scope.known_on, areas=[area]) if area else []
    newest = official.newest(known, area)
    reported = {measure: official.by_year(known, area, measure) for measure in _YEARLY}
    known_stock = flows.stock(conn, scope, STOCKS, scope.as_of) if stock is None else stock
    record_age = age_rules(conn, scope.regency, scope.as_of).record_age
    return Inputs(
        scope=scope,
        today=today,
        stock=known_stock,
        turning_17=flows.in_year(conn, scope, Flow.ELIGIBLE),
        outsiders_served=flows.since_new_year(conn, scope, Flow.RECORD_ELSEWHERE),
        official=newest,
        since=_since(conn, scope, newest, known_stock),
        target=_target(conn, scope, area) if area else None,
        years=_years(conn, scope, reported),
        institutions_reported=reported[Measure.INSTITUTIONS_SERVED],
        served_reported=reported[Measure.PEOPLE_SERVED],
        turning_16=_turning_16(conn, scope, record_age),
        youth=unseen_queries.by_district(conn, scope, today),
        youth_whole=None if scope.districts else unseen_queries.regency(conn, scope, today),
        standing=(standing := people.known(conn, scope, today)),
        **(_standing(conn, scope, record_age) if standing else {}),
    )


_YEARLY = (Measure.INSTITUTIONS_SERVED, Measure.PEOPLE_SERVED)


def _target(conn: Connection, scope: Scope, area: str) -> Target | None:
    return figure_store.target_on(conn, scope.regency, area, Measure.HOLDERS, scope.as_of, scope.known_on)


def total(rows: list[tuple[Flow, str, int]]) -> Counter[Flow]:
    """The flows over all districts."""
    found: Counter[Flow] = Counter()
    for flow, _, n in rows:
        found[flow] += n
    return found


def _since(
    conn: Connection, scope: Scope, newest: Mapping[Measure, Reported], now: Mapping[Flow, int]
) -> dict[Measure, int]:
    """What our own flows added to each official stock after its date; one question per different date."""
    dates = {
        measure: min(official.counted_until(newest[measure]), scope.as_of)
        for measure in CONTINUED_BY if measure in newest
    }  # fmt: skip
    wanted = tuple(CONTINUED_BY.values())
    before = {day: flows.stock(conn, scope, wanted, day) for day in set(dates.values())}
    return {
        measure: now.get(CONTINUED_BY[measure], 0) - before[day][CONTINUED_BY[measure]]
        for measure, day in dates.items()
    }


def _years(
    conn: Connection, scope: Scope, reported: Mapping[Measure, Mapping[int, Reported]]
) -> dict[int, YearCount]:
    """Our own counts of the last years; the year of the day is there even when nothing happened in it."""
    this = scope.as_of.year
    wanted = [year for year in range(this - YEARS + 1, this + 1) if _asked(year, this, reported)]
    made = visits.by_year(
        conn, scope.regency, wanted, scope.as_of, scope.districts, known_on=scope.known_on
    )  # fmt: skip
    counts = {int(row.year): YearCount(*map(int, row[2:])) for row in made.itertuples()}
    return {this: YearCount(), **counts}


def _asked(year: int, this: int, reported: Mapping[Measure, Mapping[int, Reported]]) -> bool:
    return year == this or any(year not in years for years in reported.values())


def _turning_16(conn: Connection, scope: Scope, record_age: int) -> int | None:
    born = scope.as_of.year - record_age
    first = born * 100 + 1
    return None if first <= FIRST_MONTH else sum(people.by_state(conn, scope, first, born * 100 + 12).values())


def _standing(conn: Connection, scope: Scope, record_age: int) -> dict[str, int]:
    born_by = (scope.as_of.year - record_age) * 100 + scope.as_of.month
    count = people.by_state(conn, scope)
    return {
        "print_ready": count.get(CardState.PRINT_READY, 0),
        "problems": sum(count.get(state, 0) for state in PROBLEMS),
        "recordable_unrecorded": people.by_state(conn, scope, 0, born_by).get(CardState.UNRECORDED, 0),
    }
