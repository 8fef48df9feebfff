"""History of visits, institutions and people served, month by month, against a count in plain Python."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest
from sqlalchemy import select, update
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import Life, lives, store
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import institution, target, visit
from ktp_core.figures import service as figures
from ktp_core.figures.model import BasisKind, Measure, Reported, Target
from ktp_core.kpi.details import details
from ktp_core.kpi.model import Scope
from ktp_core.kpi.service import overview
from ktp_core.months import months_back
from ktp_core.projection import service
from ktp_core.projection.model import Constraint
from ktp_core.projection.store import read
from ktp_core.projection.tallies import VISITED, by_month, pool
from ktp_core.visits.store import insert_visit

TODAY = date(2026, 11, 22)
DISTRICTS = ("35.14.06", "35.14.15", "35.14.16")
MONTHS = months_back(TODAY, 37)


@pytest.fixture(params=[1, 2])
def people(request: pytest.FixtureRequest, database: str) -> list[Life]:
    chance = random.Random(request.param)
    places = make_office(*[("school", f"L {at} {DISTRICTS[at % 3]}", DISTRICTS[at % 3]) for at in range(12)])
    with write_transaction() as conn:
        days = [TODAY - timedelta(days=chance.randint(0, 1200)) for _ in range(140)]
        visits = [insert_visit(conn, PASURUAN, chance.choice(places), day, at=NOW) for day in days]
        made = lives(PASURUAN, DISTRICTS, 700, seed=request.param, today=TODAY, visits=visits)
        store(conn, PASURUAN, made)
        conn.execute(update(visit).where(visit.c.id.in_(visits[:9])).values(state="cancelled"))
        conn.execute(update(institution).where(institution.c.id == places[11]).values(merged_into=places[8]))
        conn.execute(update(institution).where(institution.c.id == places[0]).values(active_until=date(2026, 3, 1)))
    return made


def naive(
    people: list[Life], measure: Measure, districts: tuple[str, ...] = (), since: date | None = None
) -> list[int]:
    """Visit by visit, person by person."""
    with read_connection() as conn:
        rows = conn.execute(
            select(visit.c.id, visit.c.day, visit.c.state, visit.c.institution_id, institution.c.merged_into,
                   institution.c.district).join(institution, institution.c.id == visit.c.institution_id)
        ).all()  # fmt: skip
    done = {row.id: row for row in rows if row.state == "done" and (not districts or row.district in districts)
            and row.day <= TODAY and (since is None or row.day >= since)}  # fmt: skip
    seen: list[tuple[object, date]] = []
    if measure is Measure.PEOPLE_SERVED:
        undone = {event.get("undoes") for life in people for event in life.events}
        seen = [(event["resident_id"], done[event["visit_id"]].day) for life in people for event in life.events
                if event["action"] == 1 and event["visit_id"] in done and event["id"] not in undone]  # fmt: skip
    else:
        seen = [(row.id if measure is Measure.VISITS else row.merged_into or row.institution_id, row.day)
                for row in done.values()]  # fmt: skip
    firsts: dict[object, date] = {}
    for one, day in sorted(seen, key=lambda each: each[1]):
        firsts.setdefault((one, 0 if since else day.year), day)
    return [sum(day.year * 100 + day.month == month for day in firsts.values()) for month in MONTHS]


@pytest.mark.parametrize("measure", VISITED)
def test_each_month_is_a_recount_and_each_year_adds_up_to_its_figure(people: list[Life], measure: Measure):
    for districts in ((), DISTRICTS[:1], DISTRICTS[1:]):
        with read_connection() as conn:
            found = by_month(conn, Scope(PASURUAN, TODAY, districts), measure, MONTHS)
        assert found.tolist() == naive(people, measure, districts)
        assert found.sum() > 5
        view = overview(SYSTEM, Scope(PASURUAN, TODAY, districts), TODAY)
        year = details(SYSTEM, view, TODAY).years[2025]
        at = [MONTHS.index(202501 + n) for n in range(12)]
        expected = {"visits": year.visits, "institutions_served": year.institutions, "people_served": year.served}
        assert found[at].sum() == expected[str(measure)]


@pytest.mark.parametrize("measure", VISITED)
def test_since_a_day_each_counts_once_from_then_on(people: list[Life], measure: Measure):
    first = date(2024, 8, 16)
    with read_connection() as conn:
        found = by_month(conn, Scope(PASURUAN, TODAY), measure, MONTHS, first)

    assert found.tolist() == naive(people, measure, (), first)


def test_what_was_entered_later_was_not_known_then(people: list[Life]):
    day = date(2026, 6, 30)
    with read_connection() as conn:
        now = by_month(conn, Scope(PASURUAN, day), Measure.PEOPLE_SERVED, MONTHS)
        then = by_month(conn, Scope(PASURUAN, day, known_on=day), Measure.PEOPLE_SERVED, MONTHS)

    assert now[MONTHS.index(202607) :].sum() == 0 < now.sum()
    assert then.sum() == 0  # everything was entered in November


def test_institutions_that_closed_or_were_merged_cannot_be_visited(people: list[Life]):
    with read_connection() as conn:
        closed = conn.execute(select(institution.c.id).where(institution.c.active_until.is_not(None))).scalar_one()
        been = conn.execute(
            select(visit.c.id).where(visit.c.institution_id == closed, visit.c.day >= date(2026, 1, 1),
                                     visit.c.state == "done")
        ).first()  # fmt: skip
        left = 11 if been else 10
        assert pool(conn, Scope(PASURUAN, TODAY)) == left
        assert pool(conn, Scope(PASURUAN, date(2026, 2, 1))) == 11
        assert pool(conn, Scope(PASURUAN, TODAY, DISTRICTS[:1])) == left - 7


def aim(measure: Measure, value: int, until: date | None = date(2026, 12, 31), area: str = PASURUAN, **more) -> None:
    first = more.pop("first", date(2026, 1, 1))
    figures.add_target(SYSTEM, PASURUAN, Target(area, measure, value, first, "Renja", until), at=NOW)


def test_a_target_starts_from_what_beranda_counts(people: list[Life]):
    for measure in (*VISITED, Measure.PRINTED, Measure.DELIVERED):
        aim(measure, 900)
        aim(measure, 950, date(2027, 6, 30), first=date(2025, 4, 10))
        aim(measure, 40, area=DISTRICTS[0])
    for districts in ((), DISTRICTS[:1]):
        scope = Scope(PASURUAN, TODAY, districts)
        shown = {
            (one.target.measure, one.target.valid_until): one
            for one in details(SYSTEM, overview(SYSTEM, scope, TODAY), TODAY).goals if one.target.area == scope.area
        }  # fmt: skip
        with read_connection() as conn:
            found = read(conn, scope, TODAY)
        assert len(found.spans) == (10 if not districts else 5) == len(shown) and found.others == 0
        for span in found.spans:
            assert span.n == shown[span.target.measure, span.target.valid_until].n
            assert span.own.sum() + span.since <= span.n
        arrivals = service.outlook(SYSTEM, scope, TODAY).arrivals
        for one in arrivals:
            needed = shown[one.target.measure, one.target.valid_until].needed
            assert one.needed == pytest.approx(needed, rel=0.05)


def test_months_of_a_target_end_with_what_there_is_today(people: list[Life]):
    aim(Measure.INSTITUTIONS_SERVED, 12)
    view = service.outlook(SYSTEM, Scope(PASURUAN, TODAY), TODAY)
    (one,), (course,) = view.arrivals, view.courses

    assert (course.months[0], course.months[-1], course.ahead) == (202601, 202610, (202611, 202612))
    counted = np.cumsum(naive(people, Measure.INSTITUTIONS_SERVED)[-11:])
    assert course.past.tolist() == counted[:-1].tolist() and one.now == counted[-1]
    assert (course.fan >= one.now).all() and (course.fan <= 11).all()
    assert one.obstacle is Constraint.PLACES and one.p10 is None and one.in_time == 0
    assert one.until == date(2026, 12, 31) and one.then <= 11


def test_a_reported_year_is_what_its_target_starts_from(people: list[Life]):
    aim(Measure.INSTITUTIONS_SERVED, 60)
    told = Reported(PASURUAN, Measure.INSTITUTIONS_SERVED, 51, TODAY, "Media", BasisKind.PERIOD)
    figures.add_figure(SYSTEM, PASURUAN, told, at=NOW)

    assert service.outlook(SYSTEM, Scope(PASURUAN, TODAY), TODAY).arrivals[0].now == 51


def test_on_the_last_day_of_the_year_it_is_over(people: list[Life]):
    aim(Measure.VISITS, 900)
    scope = Scope(PASURUAN, date(2026, 12, 31))
    (one,) = service.outlook(SYSTEM, scope, scope.as_of).arrivals

    assert one.p10 is None and one.needed is None and one.then == one.now
    assert datetime.combine(one.until, time(), UTC).date() == scope.as_of


def test_all_targets_are_kept_apart_by_measure_and_end(people: list[Life]):
    aim(Measure.VISITS, 70)
    aim(Measure.VISITS, 75)
    aim(Measure.VISITS, 400, None)
    with read_connection() as conn:
        kept = conn.execute(select(target.c.value)).all()
    found = service.outlook(SYSTEM, Scope(PASURUAN, TODAY), TODAY).arrivals

    assert len(kept) == 3 and [one.target.value for one in found] == [75, 400]
    assert found[1].until == service.outlook(SYSTEM, Scope(PASURUAN, TODAY), TODAY).horizon
