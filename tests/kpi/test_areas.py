"""Counts and rates of districts and villages, recounted one resident and one visit after the other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests_support.constants import NOW, PASURUAN, ROOT
from tests_support.head_people import Life, lives, recount, store
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import write_transaction
from ktp_core.errors import NotAllowed
from ktp_core.kpi import areas, service
from ktp_core.kpi.area_rates import MEASURES, AreaCount, AreaMeasure, rate, together
from ktp_core.kpi.model import Scope
from ktp_core.regions.model import Level
from ktp_core.visits.store import insert_visit

TODAY = date(2026, 11, 22)
KEJAYAN, KRATON = "35.14.06", "35.14.15"


@pytest.fixture
def people(sqlite_database: str) -> list[Life]:
    first, second, _ = make_office(
        ("school", "SMA Kejayan", KEJAYAN), ("pesantren", "PP Kejayan", KEJAYAN), ("school", "SMK Kraton", KRATON)
    )
    made = lives(PASURUAN, (KEJAYAN, KRATON), 400, seed=9, today=TODAY)
    for number, life in enumerate(made):
        if number % 17 == 3:  # an address of nowhere
            life.row["district"] = None
            for event in life.events:
                event["district"] = None
        if life.row["district"] and number % 5:
            life.row["village"] = f"{life.row['district']}.{2001 + number % 3}"
    with write_transaction() as conn:
        store(conn, PASURUAN, made)
        insert_visit(conn, PASURUAN, first, date(2026, 3, 12), at=NOW)
        insert_visit(conn, PASURUAN, second, date(2025, 3, 12), at=NOW)
    return made


def ask(day: date, level: Level, districts: tuple[str, ...] = ()) -> areas.AreaView:
    return areas.view(SYSTEM, Scope(PASURUAN, day, districts), level, TODAY)


@pytest.mark.parametrize("day", [TODAY, date(2025, 6, 30), date(2023, 2, 14)])
def test_districts_are_counted_like_a_clerk_would(people: list[Life], day: date):
    found = {one.code: one for one in ask(day, Level.DISTRICT).counts}

    assert len(found) == 24
    for code in (KEJAYAN, KRATON):
        counted = recount(people, day, (code,))
        one = found[code]
        assert (one.eligible, one.covered, one.owned, one.backlog) == (
            counted["eligible"], counted["covered"], counted["owned"], counted["backlog"]
        )  # fmt: skip
        assert one.unrecorded == counted["eligible"] - counted["covered"] > 0


@pytest.mark.parametrize("day", [TODAY, date(2025, 6, 30)])
def test_villages_and_those_of_no_known_village_add_up_to_the_district(people: list[Life], day: date):
    view = ask(day, Level.VILLAGE, (KEJAYAN,))
    assert view.basis == (date(2026, 10, 31) if day == TODAY else day)

    counted = recount(people, view.basis, (KEJAYAN,))
    whole = together([*view.counts, *view.unknown], "Kejayan")
    assert (whole.eligible, whole.covered, whole.owned) == (counted["eligible"], counted["covered"], counted["owned"])
    assert whole.backlog == counted["ready"] - counted["printed"]
    one = next(count for count in view.counts if count.code == f"{KEJAYAN}.2002")
    there = [life for life in people if life.row.get("village") == f"{KEJAYAN}.2002"]
    assert one.eligible == recount(there, view.basis)["eligible"] > 0
    assert [count.code for count in view.unknown] == [KEJAYAN]
    assert view.unknown[0].eligible > 0


def test_institutions_are_reached_in_the_year_of_the_day(people: list[Life]):
    now = {one.code: (one.reached, one.institutions) for one in ask(TODAY, Level.DISTRICT).counts}
    assert (now[KEJAYAN], now[KRATON]) == ((1, 2), (0, 1))
    before = {one.code: (one.reached, one.institutions) for one in ask(date(2025, 12, 31), Level.DISTRICT).counts}
    assert before[KEJAYAN] == (1, 2)
    states = dict(zip(*ask(TODAY, Level.DISTRICT).marks[["institution", "state"]].to_numpy().T, strict=True))
    assert states == {"SMA Kejayan": "served", "PP Kejayan": "before", "SMK Kraton": "never"}


def test_a_district_that_is_not_the_actors_is_not_shown(people: list[Life], actor_of):
    actor = actor_of("kejayan", "head", regency=PASURUAN, districts=(KEJAYAN,))

    with pytest.raises(NotAllowed):
        areas.view(actor, Scope(PASURUAN, TODAY, (KRATON,)), Level.DISTRICT, TODAY)
    mine = areas.view(actor, Scope(PASURUAN, TODAY), Level.DISTRICT, TODAY)
    assert [one.code for one in mine.counts] == [KEJAYAN]
    assert set(mine.marks["district"]) == {KEJAYAN}


def test_nothing_divided_by_nothing_is_no_rate_and_few_are_marked():
    empty, few = AreaCount("a", "A"), AreaCount("b", "B", eligible=19, covered=20, owned=0, backlog=2)

    assert rate(empty, AreaMeasure.COVERAGE).value is None
    found = rate(few, AreaMeasure.COVERAGE)
    assert (found.n, found.of, found.value, found.small) == (20, 19, 20 / 19, True)
    assert rate(few, AreaMeasure.COVERAGE, 19).small is False
    assert rate(few, AreaMeasure.BACKLOG).value == pytest.approx(2 / 19 * 1000)
    counted = rate(few, AreaMeasure.UNRECORDED)
    assert (counted.value, counted.small) == (-1.0, False)


def test_every_measure_stands_in_the_documentation_with_its_formula():
    text = (ROOT / "docs/kpi.md").read_text()
    section = text[text.index("## Map") : text.index("## Known limits")]

    rows = [line.split("|")[1:3] for line in section.splitlines() if line.startswith("| `")]
    assert {name.strip(" `"): formula.strip() for name, formula in rows} == {
        str(measure): by.formula for measure, by in MEASURES.items()
    }
    assert set(MEASURES) == set(AreaMeasure)


def test_a_visit_planned_or_a_letter_of_a_past_day_is_that_of_then(people: list[Life]):
    view = ask(TODAY - timedelta(days=300), Level.DISTRICT)

    assert set(view.marks["state"]) <= {"before", "never", "served"}


@pytest.mark.parametrize("day", [TODAY, date(2025, 6, 30)])
@pytest.mark.parametrize("level", [Level.DISTRICT, Level.VILLAGE])
def test_a_map_of_the_regency_adds_up_to_the_numbers_of_the_first_page(people: list[Life], day: date, level: Level):
    view = ask(day, level)
    whole, figures = together([*view.counts, *view.unknown], ""), service.overview(
        SYSTEM, Scope(PASURUAN, view.basis), TODAY
    ).figures  # fmt: skip

    assert areas.NOWHERE in [one.code for one in view.unknown]
    assert (whole.eligible, whole.covered, whole.owned) == tuple(
        figures[name].value for name in ("funnel_eligible", "funnel_covered", "funnel_owned")
    )
    assert areas.NOWHERE not in [one.code for one in ask(day, level, (KEJAYAN,)).unknown]
