"""What stands beneath the head's figures, against a recount in plain Python over residents, events and visits."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from tests_support.card_people import add_people, newcomer
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import Life, lives, recount, store
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.cards.model import CardState, Channel
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import visit
from ktp_core.figures import service as official
from ktp_core.figures.model import BasisKind, Measure, Reported, Target
from ktp_core.kpi import ages, programmes, series, service
from ktp_core.kpi.details import Details, details
from ktp_core.kpi.goals import UNITS, Goal
from ktp_core.kpi.model import Origin, Scope
from ktp_core.visits.store import insert_visit
from ktp_core.workdays.store import calendar

TODAY = date(2026, 11, 22)
DISTRICTS = ("35.14.06", "35.14.15", "35.14.16")
KINDS = ("school", "pesantren", "school")
PLACES = {
    "unrecorded": {CardState.UNRECORDED}, "processing": {CardState.RECORDED, CardState.SUBMITTED},
    "problem": {CardState.ENROLMENT_FAILED, CardState.ADJUDICATE, CardState.DUPLICATE},
    "ready": {CardState.PRINT_READY}, "printed": {CardState.PRINTED, CardState.DISPATCHED},
    "delivered": {CardState.DELIVERED},
}  # fmt: skip


@pytest.fixture(params=[1, 2])
def people(request: pytest.FixtureRequest, database: str) -> list[Life]:
    offices = [(kind, f"L {code}", code) for kind, code in zip(KINDS, DISTRICTS, strict=True)]
    places = make_office(*offices)
    with write_transaction() as conn:
        days = [TODAY - timedelta(days=50 * back) for back in range(24)]
        visits = [insert_visit(conn, PASURUAN, places[n % 3], day, at=NOW) for n, day in enumerate(days)]
        made = lives(PASURUAN, DISTRICTS, 900, seed=request.param, today=TODAY, visits=visits)
        store(conn, PASURUAN, made)
    return made


def below(scope: Scope, kinds: tuple[str, ...] = (), channel: Channel | None = None) -> Details:
    return details(SYSTEM, service.overview(SYSTEM, scope, TODAY), TODAY, kinds, channel)


def ours(people: list[Life], districts: tuple[str, ...] = ()) -> list[Life]:
    at_home = [life for life in people if life.row["standing"] == 1]
    return [life for life in at_home if not districts or life.row["district"] in districts]


def age_at_the_end_of(day: date, born: date) -> int:
    age = 0
    while (born.year + age + 1, born.month) <= (day.year, day.month):
        age += 1
    return age


def test_who_stands_where_by_age_is_a_recount(people: list[Life]):
    for districts in ((), DISTRICTS[:1]):
        found = below(Scope(PASURUAN, TODAY, districts)).leaks
        assert found is not None
        groups = {(16, 16), (17, 17), (18, 19), (20, None)}
        assert {(band.first, band.last) for band, _ in found} == groups
        for (band, place), n in found.items():
            counted = [
                life for life in ours(people, districts) if life.row["state"] in PLACES[str(place)]
                and band.first <= age_at_the_end_of(TODAY, life.row["birth_date"]) <= (band.last or 200)
            ]  # fmt: skip
            assert n == len(counted), (band, place)


def test_ages_that_cannot_be_told_apart_are_one_group_and_no_group_overlaps():
    for day in (date(2022, 5, 1), date(2024, 2, 29), date(2026, 12, 31), date(2027, 2, 1), date(2031, 7, 9)):
        groups = ages.bands(day)
        assert groups[0].first == 16 and groups[-1].last is None and groups[-1].first <= 21
        for younger, older in zip(groups, groups[1:], strict=False):
            assert younger.last == older.first - 1
            after = older.born_until + (89 if older.born_until % 100 == 12 else 1)
            assert after == younger.born_from
    assert ages.bands(date(2021, 12, 31)) == ()


def test_where_cards_stood_on_a_past_day_is_told_only_as_it_was_known_then(people: list[Life]):
    past, before = TODAY - timedelta(days=100), TODAY - timedelta(days=101)
    assert below(Scope(PASURUAN, past, (), past)).leaks is None  # a first load tells nothing of the days before it

    with write_transaction() as conn:
        add_people(conn, newcomer(1), known_on=past)

    assert below(Scope(PASURUAN, past)).leaks is None
    assert below(Scope(PASURUAN, past, (), past)).leaks is not None
    assert below(Scope(PASURUAN, before, (), before)).leaks is None


def test_gaps_are_the_people_of_a_recount_and_add_up_to_those_without_a_card(people: list[Life]):
    stages = ("eligible", "covered", "ready", "printed", "owned")
    names = ("gap_unrecorded", "gap_processing", "gap_ready", "gap_printed")
    for day in (TODAY, date(2025, 12, 31)):
        for districts in ((), DISTRICTS[1:]):
            counted = recount(people, day, districts)
            found = service.figures(SYSTEM, Scope(PASURUAN, day, districts), TODAY)
            gaps = [found[name].value for name in names]
            assert gaps == [counted[a] - counted[b] for a, b in zip(stages, stages[1:], strict=False)]
            assert sum(gaps) == counted["eligible"] - counted["owned"]


def of_visits(people: list[Life], first: date, last: date, kinds: set[str] | None = None) -> tuple[int, int, int]:
    """Visits, institutions and people of a span, one visit after the other."""
    with read_connection() as conn:
        made = conn.execute(select(visit.c.id, visit.c.day, visit.c.institution_id)).all()
    order = sorted({row.institution_id for row in made})
    kept = [
        row for row in made
        if first <= row.day <= last and (kinds is None or KINDS[order.index(row.institution_id)] in kinds)
    ]  # fmt: skip
    ids = {row.id for row in kept}
    served = {event["resident_id"] for life in people for event in life.events
              if event["action"] == 1 and event["visit_id"] in ids}  # fmt: skip
    return len(kept), len({row.institution_id for row in kept}), len(served)


def test_years_months_and_kinds_of_visits_are_a_recount(people: list[Life]):
    whole = below(Scope(PASURUAN, TODAY))
    some = below(Scope(PASURUAN, TODAY), ("pesantren",))
    none = below(Scope(PASURUAN, TODAY), (), Channel.KENDUREN_MAS)

    for year in (2024, 2025, 2026):
        span = date(year, 1, 1), min(TODAY, date(year, 12, 31))
        for found, kinds in ((whole, None), (some, {"pesantren"})):
            one = found.years[year]
            assert (one.visits, one.institutions, one.served) == of_visits(people, *span, kinds)
        assert none.years[year].visits == 0
    for found, span in (
        (whole.month_ago, (date(2026, 1, 1), date(2026, 10, 31))),
        (whole.year_ago, (date(2025, 1, 1), date(2025, 11, 22))),
    ):
        assert found is not None and (found.visits, found.institutions, found.served) == of_visits(people, *span)
    rows = {(row.year, row.kind): (row.visits, row.institutions, row.served) for row in whole.kinds.itertuples()}
    for year in (2025, 2026):
        for kind in ("school", "pesantren"):
            span = date(year, 1, 1), min(TODAY, date(year, 12, 31))
            assert rows[year, kind] == of_visits(people, *span, {kind})
    assert set(whole.kinds["channel"]) == {1}


def test_in_january_there_is_no_month_before_in_the_year(people: list[Life]):
    assert below(Scope(PASURUAN, date(2026, 1, 20))).month_ago is None
    assert below(Scope(PASURUAN, date(2024, 2, 29))).year_ago is not None


def test_recordings_of_a_programme_are_a_recount_by_month(people: list[Life]):
    events = [event for life in people for event in life.events if event["action"] == 1 and event["ours"]]
    for districts in ((), DISTRICTS[:2]):
        for channel in (Channel.VISIT, Channel.OFFICE):
            kept = [
                event for event in events if event["channel"] == channel and event["day"] <= TODAY
                and (not districts or event["district"] in districts)
            ]  # fmt: skip
            with read_connection() as conn:
                found = programmes.recorded(conn, Scope(PASURUAN, TODAY, districts), channel, 24)
            months = [(2024 + (11 + at) // 12, (11 + at) % 12 + 1) for at in range(24)]
            assert found == [sum((e["day"].year, e["day"].month) == month for e in kept) for month in months]
            assert sum(found) > 10


def test_changes_are_differences_of_recounts_at_the_ends_of_months(people: list[Life]):
    view = service.overview(SYSTEM, Scope(PASURUAN, TODAY), TODAY)
    points = series.backlog(view.figures["backlog"].value, view.trend)
    month_ago, year_ago = series.changes(points, view.trend)

    now = recount(people, TODAY)["backlog"]
    assert month_ago == series.Change(now - recount(people, date(2026, 10, 31))["backlog"], 202610)
    assert year_ago == series.Change(now - recount(people, date(2025, 11, 30))["backlog"], 202511)
    assert series.changes(points[-1:], view.trend) == (None, None)
    assert series.changes(points[-5:], view.trend)[1] is None
    assert series.changes([], view.trend) == (None, None)


def aim(measure: Measure, value: int, first: date, last: date | None = None, area: str = PASURUAN) -> None:
    official.add_target(SYSTEM, PASURUAN, Target(area, measure, value, first, "Renja", last), at=NOW)


def goals(day: date = TODAY, *districts: str) -> dict[tuple[str, str], Goal]:
    found = below(Scope(PASURUAN, day, districts)).goals
    return {(one.target.area, str(one.target.measure)): one for one in found}


def test_each_target_counts_what_it_names_in_its_own_unit(people: list[Life]):
    new_year, december = date(2026, 1, 1), date(2026, 12, 31)
    aim(Measure.HOLDERS, 700, date(2019, 1, 1))
    aim(Measure.INSTITUTIONS_SERVED, 5, new_year, december)
    aim(Measure.PEOPLE_SERVED, 50, date(2025, 7, 1), december)
    aim(Measure.INSTITUTIONS_SERVED, 2, new_year, december, DISTRICTS[0])
    aim(Measure.HOLDERS, 300, new_year, december, DISTRICTS[0])

    found, counted = goals(), recount(people, TODAY)

    visits = of_visits(people, new_year, TODAY)
    assert found[PASURUAN, "holders"].n == counted["owned"]
    assert found[PASURUAN, "institutions_served"].n == visits[1]
    assert found[PASURUAN, "people_served"].n == of_visits(people, date(2025, 7, 1), TODAY)[2]
    assert found[DISTRICTS[0], "institutions_served"].n == 1
    assert found[DISTRICTS[0], "holders"].n == recount(people, TODAY, DISTRICTS[:1])["owned"]
    assert list(found)[:3] == [(PASURUAN, name) for name in ("holders", "institutions_served", "people_served")]
    assert set(goals(TODAY, DISTRICTS[0])) == {key for key in found if key[0] == DISTRICTS[0]}


def test_targets_of_visits_and_of_cards_count_since_they_began(people: list[Life]):
    first, events = date(2025, 4, 10), [event for life in people for event in life.events if event["ours"]]
    for measure in (Measure.VISITS, Measure.PRINTED, Measure.DELIVERED):
        aim(measure, 500, first, date(2027, 6, 30))
        aim(measure, 50, first, date(2027, 6, 30), DISTRICTS[0])

    found = goals()

    assert found[PASURUAN, "visits"].n == of_visits(people, first, TODAY)[0]
    for measure, action in (("printed", 8), ("delivered", 11)):
        made = [event for event in events if event["action"] == action and first <= event["day"] <= TODAY]
        assert found[PASURUAN, measure].n == len(made) > 5
        assert found[DISTRICTS[0], measure].n == sum(event["district"] == DISTRICTS[0] for event in made)


def test_what_is_left_is_spread_over_the_working_days_that_are_left(people: list[Life]):
    aim(Measure.INSTITUTIONS_SERVED, 25, date(2026, 1, 1), date(2026, 11, 30))
    (one,) = below(Scope(PASURUAN, TODAY)).goals

    assert (one.days_left, one.workdays_left) == (8, 6)  # from Monday 23 to Monday 30 November
    assert one.missing == 25 - one.n and one.needed == one.missing / 6
    assert one.share == one.n / 25


def test_a_reported_year_counts_for_the_target_of_that_year(people: list[Life]):
    aim(Measure.INSTITUTIONS_SERVED, 25, date(2026, 1, 1), date(2026, 12, 31))
    reported = Reported(PASURUAN, Measure.INSTITUTIONS_SERVED, 19, TODAY, "Media", BasisKind.PERIOD)
    official.add_figure(SYSTEM, PASURUAN, reported, at=NOW)

    one = goals()[PASURUAN, "institutions_served"]
    assert (one.n, one.origin) == (19, Origin.REPORTED)


def test_targets_of_districts_count_the_same_seen_from_the_regency_and_from_the_district(people: list[Life]):
    day, end = date(2026, 3, 31), date(2026, 12, 31)
    for at, place in enumerate(DISTRICTS):
        for measure in (Measure.HOLDERS, Measure.RECORDED, Measure.INSTITUTIONS_SERVED, Measure.VISITS):
            aim(measure, 5_000 + at, date(2026, 1, 1), end, place)
    for place, measure, value in (
        (DISTRICTS[0], Measure.HOLDERS, 40_000), (DISTRICTS[0], Measure.WAJIB_KTP, 50_000),
        (DISTRICTS[1], Measure.WAJIB_KTP, 60_000), (PASURUAN, Measure.HOLDERS, 99_000),
    ):  # fmt: skip
        official.add_figure(SYSTEM, PASURUAN, Reported(place, measure, value, day, "DKB"), at=NOW)
    told = Reported(DISTRICTS[0], Measure.INSTITUTIONS_SERVED, 4, TODAY, "Camat", BasisKind.PERIOD)
    official.add_figure(SYSTEM, PASURUAN, told, at=NOW)

    seen = goals()
    for place in DISTRICTS:
        own = goals(TODAY, place)
        for measure in ("holders", "recorded", "institutions_served", "visits"):
            one, other = seen[place, measure], own[place, measure]
            assert (one.n, one.origin, one.note) == (other.n, other.origin, other.note), (place, measure)
    since = recount(people, TODAY, DISTRICTS[:1])["owned"] - recount(people, day, DISTRICTS[:1])["owned"]
    first = seen[DISTRICTS[0], "holders"]
    assert (first.n, first.origin) == (40_000 + since, Origin.COMBINED)
    assert seen[DISTRICTS[0], "institutions_served"].n == 4
    assert (seen[DISTRICTS[1], "holders"].n, seen[DISTRICTS[1], "holders"].note) == (None, "partial")
    assert seen[DISTRICTS[2], "holders"].n == recount(people, TODAY, DISTRICTS[2:])["owned"]


def test_a_target_above_what_is_possible_and_one_that_ended_are_told_as_they_are(people: list[Life]):
    aim(Measure.RECORDED, 1, date(2025, 1, 1))
    aim(Measure.INSTITUTIONS_SERVED, 9, date(2025, 1, 1), date(2025, 12, 31))
    aim(Measure.HOLDERS, 9, date(2026, 12, 1))

    found = goals()

    assert set(found) == {(PASURUAN, "recorded")}
    assert found[PASURUAN, "recorded"].share > 1 and found[PASURUAN, "recorded"].missing == 0
    assert goals(date(2025, 12, 31))[PASURUAN, "institutions_served"].last


def test_of_two_versions_of_one_target_the_newer_counts_and_a_district_account_sees_its_own(
    people: list[Life], actor_of
):
    aim(Measure.HOLDERS, 100, date(2026, 1, 1))
    aim(Measure.HOLDERS, 200, date(2026, 1, 1))
    aim(Measure.HOLDERS, 300, date(2026, 1, 1), None, DISTRICTS[1])
    actor = actor_of("kraton", "head", regency=PASURUAN, districts=DISTRICTS[1:2])

    assert [goal.target.value for goal in below(Scope(PASURUAN, TODAY)).goals] == [200, 300]
    view = service.overview(actor, Scope(PASURUAN, TODAY), TODAY)
    assert [goal.target.value for goal in details(actor, view, TODAY).goals] == [300]


def test_the_pace_of_people_is_that_of_twelve_months_in_working_days(people: list[Life]):
    aim(Measure.HOLDERS, 5000, date(2019, 1, 1))
    (one,) = below(Scope(PASURUAN, TODAY)).goals
    gained = recount(people, date(2026, 10, 31))["owned"] - recount(people, date(2025, 10, 31))["owned"]

    assert one.pace is not None
    workdays = gained / one.pace
    assert workdays == pytest.approx(round(workdays)) and 225 < workdays < 250
    assert one.workdays_left is None and one.needed is None


@pytest.mark.parametrize("measure", [m for m in Measure if str(m) in UNITS])
def test_a_target_of_a_village_counts_nothing_rather_than_the_whole_regency(people: list[Life], measure: Measure):
    aim(measure, 10, date(2026, 1, 1), date(2026, 12, 31), area="35.14.06.2001")
    (one,) = below(Scope(PASURUAN, TODAY)).goals

    assert (one.n, one.share, one.missing, one.pace) == (None, None, None, None)
    assert below(Scope(PASURUAN, TODAY, ("35.14.06",))).goals == ()


@pytest.mark.parametrize("day, begin, end", [
    (date(2026, 10, 30), date(2025, 9, 30), date(2026, 9, 30)),
    (date(2026, 10, 31), date(2025, 10, 31), date(2026, 10, 31)),  # October is over with its last day
    (date(2026, 2, 28), date(2025, 2, 28), date(2026, 2, 28)),
    (date(2026, 1, 1), date(2024, 12, 31), date(2025, 12, 31)),
])  # fmt: skip
def test_the_pace_is_that_of_the_twelve_months_that_are_over(people: list[Life], day: date, begin: date, end: date):
    aim(Measure.HOLDERS, 5000, date(2019, 1, 1))
    (one,) = below(Scope(PASURUAN, day)).goals
    with read_connection() as conn:
        days = calendar(conn, PASURUAN, begin, end).workdays(begin + timedelta(days=1), end)

    assert one.pace == (recount(people, end)["owned"] - recount(people, begin)["owned"]) / len(days)


def test_the_recount_is_not_of_one_kind_alone(people: list[Life]):
    chance = random.Random(3)
    assert {life.row["state"] for life in chance.sample(people, 300)} >= {
        CardState.UNRECORDED, CardState.RECORDED, CardState.PRINT_READY, CardState.DELIVERED,
    }  # fmt: skip


def test_a_target_of_beginners_counts_those_recorded_who_turn_17_in_its_year(people: list[Life]):
    aim(Measure.BEGINNERS_RECORDED, 400, date(2026, 1, 1), date(2026, 12, 31))
    aim(Measure.BEGINNERS_RECORDED, 90, date(2026, 1, 1), date(2026, 12, 31), DISTRICTS[0])

    found = goals()

    for place, inside in ((PASURUAN, ()), (DISTRICTS[0], DISTRICTS[:1])):
        born = [life for life in ours(people, inside) if life.row["birth_date"].year == 2009]
        taken = [life for life in born if CardState(life.row["state"]) is not CardState.UNRECORDED]
        assert found[place, "beginners_recorded"].n == len(taken) > 0
        assert len(taken) < len(born)
    assert (
        goals(TODAY, DISTRICTS[0])[DISTRICTS[0], "beginners_recorded"].n == found[DISTRICTS[0], "beginners_recorded"].n
    )
    before = goals(date(2026, 10, 31))[PASURUAN, "beginners_recorded"]
    assert (before.n, before.note) == (None, "only_then")


def test_beginners_of_an_old_year_of_a_partial_registry_or_reported_are_told_as_they_are(people: list[Life]):
    year = date(2026, 1, 1), date(2026, 12, 31)
    aim(Measure.BEGINNERS_RECORDED, 400, *year)
    aim(Measure.BEGINNERS_RECORDED, 300, date(2020, 1, 1), date(2099, 12, 31), DISTRICTS[1])
    assert goals()[DISTRICTS[1], "beginners_recorded"].n == 0  # nobody of them is on a list yet

    every = Reported(PASURUAN, Measure.BEGINNERS, 90_000, date(2026, 6, 30), "DKB", BasisKind.YEAR)
    official.add_figure(SYSTEM, PASURUAN, every, at=NOW)
    one = goals()[PASURUAN, "beginners_recorded"]
    assert (one.n, one.note) == (None, "partial")

    told = Reported(PASURUAN, Measure.BEGINNERS_RECORDED, 515, date(2026, 10, 31), "Media", BasisKind.PERIOD)
    official.add_figure(SYSTEM, PASURUAN, told, at=NOW)
    one = goals()[PASURUAN, "beginners_recorded"]
    assert (one.n, one.origin, one.missing) == (515, Origin.REPORTED, 0)
