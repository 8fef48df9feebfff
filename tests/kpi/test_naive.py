"""Every number of ours against a recount in plain Python over residents and events, on random histories."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import Life, lives, recount, store
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import visit
from ktp_core.figures import service as official
from ktp_core.figures.model import Measure, Reported
from ktp_core.kpi import queries, series, service
from ktp_core.kpi.model import Scope
from ktp_core.months import months_back
from ktp_core.summaries.model import Flow
from ktp_core.visits.store import insert_visit

TODAY = date(2026, 11, 22)
DISTRICTS = ("35.14.06", "35.14.15", "35.14.16")
MEASURES = {"funnel_eligible": "eligible", "funnel_covered": "covered", "funnel_ready": "ready",
            "funnel_printed": "printed", "funnel_owned": "owned", "backlog": "backlog"}  # fmt: skip


@pytest.fixture(params=[1, 2])
def people(request: pytest.FixtureRequest, database: str) -> list[Life]:
    places = make_office(*(("school", f"SMA {code}", code) for code in DISTRICTS))
    with write_transaction() as conn:
        days = [TODAY - timedelta(days=70 * back) for back in range(24)]
        visits = [insert_visit(conn, PASURUAN, places[n % 3], day, at=NOW) for n, day in enumerate(days)]
        made = lives(PASURUAN, DISTRICTS, 900, seed=request.param, today=TODAY, visits=visits)
        store(conn, PASURUAN, made)
    return made


def values(day: date, *districts: str) -> dict[str, float | int | None]:
    found = service.figures(SYSTEM, Scope(PASURUAN, day, districts), TODAY)
    return {name: figure.value for name, figure in found.items()}


def test_stocks_are_those_of_a_recount_on_any_day_and_in_any_district(people: list[Life]):
    chance = random.Random(7)
    days = [TODAY, date(2026, 10, 31), date(2026, 1, 1), date(2025, 12, 31), date(2027, 3, 3)]
    days += [TODAY - timedelta(days=chance.randint(1, 5000)) for _ in range(8)]

    for day in days:
        for districts in ((), DISTRICTS[:1], DISTRICTS[1:]):
            counted, ours = recount(people, day, districts), values(day, *districts)
            assert {short: ours[name] for name, short in MEASURES.items()} == counted, (day, districts)
            share = counted["covered"] / counted["eligible"] if counted["eligible"] else None
            assert ours["coverage"] == share
            assert ours["unrecorded"] == counted["eligible"] - counted["covered"]


def test_the_table_by_district_adds_up_to_the_recount(people: list[Life]):
    found = service.overview(SYSTEM, Scope(PASURUAN, TODAY), TODAY).districts.set_index("district")

    assert len(found) == 24
    for district in DISTRICTS:
        row = {name: int(found.loc[district, name]) for name in MEASURES.values()}
        assert row == recount(people, TODAY, (district,))


def test_official_numbers_grow_by_what_a_recount_finds_after_their_date(people: list[Life]):
    basis = date(2024, 5, 17)
    for measure, value in ((Measure.WAJIB_KTP, 5000), (Measure.RECORDED, 4000), (Measure.HOLDERS, 3000)):
        official.add_figure(SYSTEM, PASURUAN, Reported(PASURUAN, measure, value, basis, "DKB"), at=NOW)

    now, then = recount(people, TODAY), recount(people, basis)
    ours = values(TODAY)

    assert ours["wajib_ktp"] == 5000 + now["eligible"] - then["eligible"]
    assert ours["recorded"] == 4000 + now["covered"] - then["covered"]
    assert ours["cards_owned"] == 3000 + now["owned"] - then["owned"]
    assert ours["coverage"] == ours["recorded"] / ours["wajib_ktp"]


def test_people_by_age_and_state_are_those_of_a_recount(people: list[Life]):
    ours = values(TODAY)
    at_home = [life.row for life in people if life.row["standing"] == 1]
    of_16 = [row for row in at_home if (row["birth_date"].year, row["birth_date"].month) <= (2010, 11)]

    assert ours["turning_17"] == sum(row["card_age_on"].year == 2026 for row in at_home)
    assert ours["turning_16"] == sum(row["birth_date"].year == 2010 for row in at_home)
    assert ours["recordable_unrecorded"] == sum(row["state"] == CardState.UNRECORDED for row in of_16)
    ready = [row for row in at_home if row["state"] == CardState.PRINT_READY]
    assert ours["waiting_17"] == sum(row["due_on"] > TODAY for row in ready)


def test_the_year_is_that_of_a_recount(people: list[Life]):
    events = [event for life in people for event in life.events if event["action"] == 1]
    this_year = [event for event in events if date(2026, 1, 1) <= event["day"] <= TODAY]
    ours = values(TODAY)

    assert ours["outsiders_served"] == sum(not event["ours"] for event in this_year)
    with read_connection() as conn:
        made = {row.id: row for row in conn.execute(select(visit.c.id, visit.c.day, visit.c.institution_id))}
    for year in (2024, 2025, 2026):
        of_year = [one for one in made.values() if one.day.year == year]
        served = {event["resident_id"] for event in events if event["visit_id"] in {one.id for one in of_year}}
        assert len(served) > 10
        assert ours[f"served_{year}"] == len(served)
        assert ours[f"institutions_{year}"] == len({one.institution_id for one in of_year})
    assert ours["visits"] == len(of_year)


def test_months_are_those_of_a_recount_and_the_running_month_ends_today(people: list[Life]):
    with read_connection() as conn:
        frame = queries.trend(conn, Scope(PASURUAN, TODAY), service.TREND).set_index("month")

    assert list(frame.index) == months_back(TODAY, 36)
    assert (frame.index[0], frame.index[-1]) == (202312, 202611)
    events = [event for life in people for event in life.events if event["ours"] and event["day"] <= TODAY]
    for action, column in ((1, "record"), (8, "print"), (11, "deliver")):
        counted = dict.fromkeys(frame.index, 0)
        for event in events:
            month = event["day"].year * 100 + event["day"].month
            if event["action"] == action and month in counted:
                counted[month] += 1
        assert frame[column].to_dict() == counted
    by_district = _trend_by_district()
    assert by_district == {flow.name.lower(): int(frame[flow.name.lower()].sum()) for flow in service.TREND[:3]}


def _trend_by_district() -> dict[str, int]:
    with read_connection() as conn:
        frame = queries.trend_by_district(conn, Scope(PASURUAN, TODAY), service.TREND[:3])
    return {Flow(int(flow)).name.lower(): int(n) for flow, n in frame.groupby("flow")["n"].sum().items()}


def test_the_line_of_a_card_is_the_figure_at_the_end_of_each_month(people: list[Life]):
    view = service.overview(SYSTEM, Scope(PASURUAN, TODAY), TODAY)
    ends = [date(2025, 12, 31), date(2026, 4, 30), date(2026, 10, 31)]
    months = months_back(TODAY, series.MONTHS)

    backlog = dict(zip(months, series.backlog(view.figures["backlog"].value, view.trend), strict=True))
    coverage = dict(
        zip(months, series.ratio(view.figures["coverage"], view.trend, "covered", "eligible"), strict=True)
    )
    for end in ends:
        counted = recount(people, end)
        month = end.year * 100 + end.month
        assert backlog[month] == counted["backlog"]
        assert coverage[month] == pytest.approx(counted["covered"] / counted["eligible"])


def test_states_by_district_count_everybody_once(people: list[Life]):
    with read_connection() as conn:
        frame = queries.states_by_district(conn, PASURUAN)
    counted: dict[tuple[str, int], int] = {}
    for life in people:
        if life.row["standing"] == 1:
            key = (life.row["district"], int(life.row["state"]))
            counted[key] = counted.get(key, 0) + 1

    assert {(row.district, row.state): row.n for row in frame.itertuples() if row.n} == counted
