"""Young people whom no list holds, against a recount in plain Python over residents, figures, visits and letters."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select, update
from tests_support.card_people import add_people, newcomer
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import Life, lives, store
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import institution, request, visit
from ktp_core.errors import NotAllowed
from ktp_core.figures import service as official
from ktp_core.figures.model import BasisKind, Measure, Reported
from ktp_core.institutions import queries as institutions
from ktp_core.institutions.model import Chosen, Kind
from ktp_core.kpi import service, unseen, unseen_view
from ktp_core.kpi.model import Origin, Scope
from ktp_core.kpi.unseen_view import UnseenView
from ktp_core.visits.marks import MarkState
from ktp_core.visits.model import VisitState
from ktp_core.visits.store import insert_visit

TODAY = date(2026, 11, 22)
KEJAYAN, WINONGAN, KRATON, BEJI = "35.14.06", "35.14.15", "35.14.16", "35.14.22"
DISTRICTS = (KEJAYAN, WINONGAN, KRATON)


@pytest.fixture(params=[1, 2])
def people(request: pytest.FixtureRequest, database: str) -> list[Life]:
    """Many of them young; some of no known district."""
    make_office()
    chance = random.Random(request.param)
    made = lives(PASURUAN, DISTRICTS, 900, seed=request.param, today=TODAY)
    for life in made:
        if chance.random() < 0.6:
            life.row["birth_date"] = TODAY - timedelta(days=chance.randint(14 * 365, 20 * 365))
            life.row["card_age_on"] = _birthday(life.row["birth_date"], 17)
        if life.row["standing"] == 1 and chance.random() < 0.05:
            life.row["district"] = None
    with write_transaction() as conn:
        store(conn, PASURUAN, made)
    return made


def _birthday(born: date, years: int) -> date:
    return date(born.year + years, born.month, min(born.day, 28))


def say(
    area: str, n: int, day: date, measure: Measure = Measure.POPULATION_16_17, known_on: date | None = None
) -> None:
    new = Reported(area, measure, n, day, "DKB", BasisKind.DAY, known_on=known_on)
    official.add_figure(SYSTEM, PASURUAN, new, at=NOW)


def aged(people: list[Life], day: date, place: str | None) -> int:
    """Of ours living there, 16 or 17 at the end of that month: counted by birthdays, one after the other."""
    end = (day.replace(day=28) + timedelta(days=5)).replace(day=1) - timedelta(days=1)
    count = 0
    for life in people:
        born, ours = life.row["birth_date"], life.row["standing"] == 1
        age = end.year - born.year - ((end.month, end.day) < (born.month, born.day))
        count += ours and age in (16, 17) and life.row["district"] == place
    return count


def seen(day: date = TODAY, *districts: str, known_on: date | None = None) -> UnseenView:
    return unseen_view.view(SYSTEM, Scope(PASURUAN, day, districts, known_on), TODAY)


def by_area(view: UnseenView) -> dict[str, unseen.Youth]:
    return {one.area: one for one in view.rows}


def test_a_district_lacks_its_population_less_those_of_the_same_months_of_birth(people: list[Life]):
    june, january, december = date(2026, 6, 30), date(2026, 1, 15), date(2025, 12, 31)
    for area, n, day in ((KEJAYAN, 300, june), (WINONGAN, 200, january), (KRATON, 10, december)):
        say(area, n, day)

    rows = by_area(seen())

    for area, n, day in ((KEJAYAN, 300, june), (WINONGAN, 200, january), (KRATON, 10, december)):
        known = aged(people, day, area)
        assert known > 20
        assert (rows[area].population, rows[area].known, rows[area].unseen) == (n, known, n - known)
        assert rows[area].share == (n - known) / n
    assert rows[KRATON].over and not rows[KEJAYAN].over  # more than were counted: shown as it is
    assert (rows[BEJI].figure, rows[BEJI].unseen, rows[BEJI].share) == (None, None, None)
    assert len(rows) == 24


def test_the_whole_is_the_sum_of_counts_of_those_that_have_a_figure(people: list[Life]):
    day = date(2026, 6, 30)
    say(KEJAYAN, 300, day)
    say(KRATON, 10, day)
    known = aged(people, day, KEJAYAN) + aged(people, day, KRATON)

    found = seen().total

    assert (found.population, found.known, found.unseen, found.n, found.of) == (310, known, 310 - known, 2, 24)
    assert found.share == (310 - known) / 310
    assert seen().nowhere == aged(people, day, None) > 0
    assert seen(TODAY, KEJAYAN).total.unseen == 300 - aged(people, day, KEJAYAN)
    assert seen(TODAY, KEJAYAN).nowhere == 0


def test_the_figure_of_the_overview_is_that_of_the_screen(people: list[Life]):
    day = date(2026, 6, 30)
    figure = service.figures(SYSTEM, Scope(PASURUAN, TODAY), TODAY)["unseen_youth"]
    assert (figure.value, figure.origin, figure.note) == (None, Origin.NONE, "no_population")

    say(PASURUAN, 5000, day)
    everybody = sum(aged(people, day, place) for place in (*DISTRICTS, None))
    figure = service.figures(SYSTEM, Scope(PASURUAN, TODAY), TODAY)["unseen_youth"]
    assert (figure.value, figure.denominator, figure.origin) == (5000 - everybody, 5000, Origin.COMPARED)
    assert seen().whole.unseen == figure.value and not seen().empty

    say(KEJAYAN, 300, day)
    figure = service.figures(SYSTEM, Scope(PASURUAN, TODAY), TODAY)["unseen_youth"]
    assert (figure.value, figure.denominator) == (seen().total.unseen, 300)
    assert figure.note == "some_districts"
    figure = service.figures(SYSTEM, Scope(PASURUAN, TODAY, (KEJAYAN,)), TODAY)["unseen_youth"]
    assert (figure.value, figure.note) == (300 - aged(people, day, KEJAYAN), None)


def test_ages_of_one_day_are_added_and_the_newest_day_counts(people: list[Life]):
    old, new = date(2025, 12, 31), date(2026, 6, 30)
    say(KEJAYAN, 500, old)
    say(KEJAYAN, 130, new, Measure.POPULATION_16)
    say(KEJAYAN, 120, new, Measure.POPULATION_17)

    assert by_area(seen())[KEJAYAN].unseen == 250 - aged(people, new, KEJAYAN)
    assert by_area(seen(date(2026, 5, 1)))[KEJAYAN].unseen == 500 - aged(people, old, KEJAYAN)


def test_known_then_leaves_out_figures_and_people_that_came_later(people: list[Life]):
    past, day = TODAY - timedelta(days=20), date(2026, 6, 30)
    say(KEJAYAN, 500, date(2025, 12, 31))
    say(KEJAYAN, 300, day, known_on=TODAY - timedelta(days=5))
    # A first load tells nothing of the days before it.
    assert not seen(past, known_on=past).told and by_area(seen(past, known_on=past))[KEJAYAN].unseen is None
    figure = service.figures(SYSTEM, Scope(PASURUAN, past, (), past), TODAY)["unseen_youth"]
    assert (figure.value, figure.note) == (None, "only_then")

    born = date(2009, 3, 3)
    with write_transaction() as conn:
        add_people(conn, newcomer(1, district=KEJAYAN, born=born), known_on=past)
        add_people(conn, newcomer(2, district=KEJAYAN, born=born), known_on=TODAY)

    then, now = seen(past, known_on=past), seen()
    assert by_area(then)[KEJAYAN].unseen == 500 - aged(people, date(2025, 12, 31), KEJAYAN) - 1
    assert by_area(now)[KEJAYAN].unseen == 300 - aged(people, day, KEJAYAN) - 2


def test_births_that_are_one_group_are_not_compared(people: list[Life]):
    say(KEJAYAN, 500, date(2023, 6, 30))

    row = by_area(seen())[KEJAYAN]
    assert (row.population, row.known, row.unseen) == (500, None, None)
    assert service.figures(SYSTEM, Scope(PASURUAN, TODAY), TODAY)["unseen_youth"].note == "population_old"


def test_the_months_of_birth_are_those_of_two_ages_and_of_nobody_else():
    for day in (date(2024, 2, 29), date(2024, 12, 31), date(2025, 1, 31), date(2026, 6, 30), date(2031, 12, 1)):
        span = unseen.cohort(day)
        assert span is not None
        end = (day.replace(day=28) + timedelta(days=5)).replace(day=1) - timedelta(days=1)
        inside = [
            (year * 100 + month) for year in range(day.year - 20, day.year - 13) for month in range(1, 13)
            if end.year - year - (end.month < month) in (16, 17)
        ]  # fmt: skip
        assert span == (min(inside), max(inside)) and len(inside) == 24
    assert unseen.cohort(date(2024, 1, 31)) == (200602, 200801)
    assert unseen.cohort(date(2023, 12, 31)) is None


def test_who_has_one_district_sees_no_other(people: list[Life], actor_of):
    say(KEJAYAN, 300, date(2026, 6, 30))
    actor = actor_of("kejayan", "head", regency=PASURUAN, districts=(KEJAYAN,))

    view = unseen_view.view(actor, Scope(PASURUAN, TODAY), TODAY)
    assert list(view.names) == [KEJAYAN] and {code[:8] for code in view.villages} == {KEJAYAN}
    assert view.whole is None and view.nowhere == 0
    with pytest.raises(NotAllowed):
        unseen_view.view(actor, Scope(PASURUAN, TODAY, (KRATON,)), TODAY)
    with pytest.raises(NotAllowed):
        unseen_view.view(actor_of("lain", "head", regency="63.11"), Scope(PASURUAN, TODAY), TODAY)


KINDS = (("school", "SMA"), ("school", "SMK"), ("school", None), ("pesantren", "PESANTREN"), ("village", "DESA"))


@pytest.fixture
def places(database: str) -> list[int]:
    """Sixty institutions of every kind; some asked, planned, visited this year or before, closed."""
    chance = random.Random(9)
    made = make_office(*((KINDS[n % 5][0], f"L{n}", DISTRICTS[n % 3]) for n in range(60)))
    with write_transaction() as conn:
        for n, key in enumerate(made):
            village = f"{DISTRICTS[n % 3]}.{2001 + n // 15}" if n % 5 == 4 else None
            values = {"type": KINDS[n % 5][1], "village": village}
            conn.execute(update(institution).where(institution.c.id == key).values(**values))
            for _ in range(chance.randint(0, 2)):
                state = chance.choice((VisitState.DONE, VisitState.DONE, VisitState.CANCELLED, VisitState.PLANNED))
                ahead = state is VisitState.PLANNED
                day = TODAY + timedelta(days=chance.randint(1, 20) if ahead else -chance.randint(1, 700))
                insert_visit(conn, PASURUAN, key, day, at=NOW, state=state)
            if chance.random() < 0.3:
                conn.execute(insert(request).values(
                    id=3514000000900 + n, regency=PASURUAN, institution_id=key, sender="school",
                    received_on=TODAY - timedelta(days=3), state=chance.choice(("received", "declined")),
                    state_on=TODAY, updated_at=NOW,
                ))  # fmt: skip
        gone = update(institution).where(institution.c.id.in_(made[:6])).values(active_until=TODAY)
        conn.execute(gone)
    return made


def test_every_count_of_institutions_is_the_list_that_it_opens(places: list[int]):
    for district in (None, *DISTRICTS):
        counted = seen().places(district)
        assert seen(TODAY, *([district] if district else [])).places() == counted
        inside = (district,) if district else ()
        told = 0
        with read_connection() as conn:
            for (kind, type_), states in counted.items():
                for state in MarkState:
                    listed = institutions.page(
                        conn, Chosen(PASURUAN, Kind(kind), type_, districts=inside, stands=str(state)), today=TODAY,
                        limit=100,
                    )  # fmt: skip
                    if kind == "school" and type_ is None:  # a filter of types has no word for those without
                        listed = listed[listed["type"].isna()]
                    assert states[state] == len(listed), (kind, type_, state)
                    told += states[state]
            assert told == institutions.count(conn, Chosen(PASURUAN, districts=inside), today=TODAY)
    assert all(sum(n[state] for n in seen().places().values()) > 0 for state in MarkState)


def test_where_nobody_has_been_asked_or_planned_is_a_recount(places: list[int]):
    view = seen()
    for kind in (Kind.SCHOOL, Kind.PESANTREN, Kind.VILLAGE):
        rows = [row for row in view.marks.itertuples() if row.kind == kind]
        assert view.never(kind) == (sum(row.state == "never" for row in rows), len(rows))
        assert view.never(kind, KRATON)[1] == sum(row.district == KRATON for row in rows)


def test_a_village_was_reached_when_the_village_itself_was_visited(places: list[int]):
    view = seen()
    with read_connection() as conn:
        known = conn.execute(select(institution.c.id, institution.c.village).where(institution.c.kind == "village"))
        village = {row.id: row.village for row in known}
        done = conn.execute(select(visit.c.institution_id).where(visit.c.state == str(VisitState.DONE)))
        reached = {village[row[0]] for row in done if row[0] in village}

    assert view.visited == reached and 3 < len(reached) < 12
    left = view.never_villages()
    assert len(left) == len(view.villages) - len(reached) and not set(left) & reached
    assert [view.villages[code] for code in left] == sorted(view.villages[code] for code in left)
    assert {code[:8] for code in view.never_villages(KRATON)} == {KRATON}


def test_a_stop_of_the_travelling_service_reaches_its_village_and_an_office_does_not(database: str):
    kinds = (("KELILING", "2001", VisitState.DONE), ("KELILING", "2002", VisitState.PLANNED),
             ("KECAMATAN", "2003", VisitState.DONE), ("KELILING", None, VisitState.DONE))  # fmt: skip
    made = make_office(*(("service_point", f"T{n}", KEJAYAN) for n in range(4)))
    with write_transaction() as conn:
        for key, (type_, village, state) in zip(made, kinds, strict=True):
            values = {"type": type_, "village": f"{KEJAYAN}.{village}" if village else None}
            conn.execute(update(institution).where(institution.c.id == key).values(**values))
            ahead = timedelta(days=9 if state is VisitState.PLANNED else -40)
            insert_visit(conn, PASURUAN, key, TODAY + ahead, at=NOW, state=state)

    assert seen().visited == {f"{KEJAYAN}.2001"}
    assert f"{KEJAYAN}.2001" not in seen().never_villages() and f"{KEJAYAN}.2003" in seen().never_villages()
    assert seen(TODAY - timedelta(days=41)).visited == frozenset()
