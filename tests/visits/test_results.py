"""What came of visits: years beside reported totals, the list of visits, institutions reached and never visited."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, update
from tests_support.constants import BALANGAN, NOW, PASURUAN
from tests_support.head_people import lives, store
from tests_support.offices import make_office, plan_of

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.ids import next_id
from ktp_core.db.schema import card_event, institution, membership, resident, team, visit, visit_outcome
from ktp_core.eligibility.model import AgeRules
from ktp_core.errors import NotAllowed
from ktp_core.figures import service as figures
from ktp_core.figures.model import BasisKind, Measure, Reported
from ktp_core.institutions.model import Kind
from ktp_core.summaries.rebuild import rebuild
from ktp_core.visits import reach, results
from ktp_core.visits.asked import PUPILS, Asked, Reached, months_before, months_since
from ktp_core.visits.model import Outcome, VisitState
from ktp_core.visits.store import insert_visit
from ktp_core.visits.years import beside_reported

AS_OF = date(2026, 11, 22)
KEJAYAN, KRATON, PURWOSARI = "35.14.06", "35.14.15", "35.14.02"
RULES = AgeRules()


@pytest.fixture
def places(database: str) -> dict[str, int]:
    """The three of March 2019, a school nobody has visited, a village, and one far away in time."""
    keys = make_office(
        ("school", "SMA Kejayan", KEJAYAN), ("school", "SMKN 1 Purwosari", PURWOSARI),
        ("pesantren", "PP Kraton", KRATON), ("school", "SMK Baru", KEJAYAN), ("village", "Desa Kejayan", KEJAYAN),
    )  # fmt: skip
    return dict(zip(("kejayan", "purwosari", "kraton", "new", "village"), keys, strict=True))


def made(place: int, day: date, **values: object) -> int:
    source = values.pop("source", None)
    state = values.pop("state", VisitState.DONE)
    with write_transaction() as conn:
        key = insert_visit(conn, PASURUAN, place, day, at=NOW, source=source, state=state)  # type: ignore[arg-type]
        if values:
            conn.execute(update(visit).where(visit.c.id == key).values(**values))
    return key


def people(count: int) -> list[int]:
    """So many residents of 16 and more whom nobody has recorded."""
    with write_transaction() as conn:
        found = lives(PASURUAN, [KEJAYAN], 600, seed=3, today=AS_OF)
        kept = [one for one in found if not one.events and one.row["standing"] == 1 and _of_age(one.row)][:count]
        assert len(kept) == count
        store(conn, PASURUAN, kept)
        return [one.row["id"] for one in kept]


def _of_age(row: dict) -> bool:
    return row["birth_date"] < AS_OF - timedelta(days=16 * 366)


def met(visit_id: int, residents: list[int], outcome: Outcome, reason: str | None = None) -> None:
    with write_transaction() as conn:
        conn.execute(insert(visit_outcome), [
            {"visit_id": visit_id, "resident_id": one, "outcome": int(outcome), "reason": reason} for one in residents
        ])  # fmt: skip
        for one in residents if outcome is Outcome.RECORDED else []:
            conn.execute(insert(card_event).values(
                id=next_id(conn, PASURUAN, "card_event"), regency=PASURUAN, resident_id=one, serial=1, action=1,
                from_state=10, to_state=20, day=AS_OF, at=NOW, by="system", source=1, channel=1, district=KEJAYAN,
                ours=1, visit_id=visit_id,
            ))  # fmt: skip
        rebuild(conn, PASURUAN)


def rows(frame) -> list[tuple]:
    return [tuple(row) for row in frame.itertuples(index=False)]


def visits(asked: Asked, limit: int = 50, offset: int = 0) -> list[dict]:
    with read_connection() as conn:
        assert results.count(conn, asked) >= len(results.page(conn, asked, limit=limit, offset=offset))
        return results.page(conn, asked, limit=limit, offset=offset).to_dict("records")


def test_the_visits_of_march_2019_come_with_their_source(places):
    for name, day in (("kejayan", 12), ("purwosari", 14), ("kraton", 15)):
        made(places[name], date(2019, 3, day), source="WartaBromo, 15 Maret 2019", origin="reported")
    made(places["new"], date(2026, 2, 3))

    found = visits(Asked(PASURUAN, AS_OF, year=2019))

    assert [(one["day"].day, one["institution"], one["source"]) for one in found] == [
        (15, "PP Kraton", "WartaBromo, 15 Maret 2019"), (14, "SMKN 1 Purwosari", "WartaBromo, 15 Maret 2019"),
        (12, "SMA Kejayan", "WartaBromo, 15 Maret 2019"),
    ]  # fmt: skip
    assert all(one["listed"] is None and one["recorded"] is None for one in found)


def test_a_year_shows_reported_totals_beside_our_own_and_never_adds_them_up(places):
    make_office(("school", "SMAN Paringin", "63.11.01"), regency=BALANGAN)
    for year, schools, served in ((2023, 20, 513), (2024, 19, 541)):
        for measure, value in ((Measure.INSTITUTIONS_SERVED, schools), (Measure.PEOPLE_SERVED, served)):
            told = Reported(BALANGAN, measure, value, date(year, 12, 31), "Banua Tv, 3 Juli 2025", BasisKind.PERIOD)
            figures.add_figure(SYSTEM, BALANGAN, told, at=NOW)
    made(places["kejayan"], date(2024, 5, 5))

    with read_connection() as conn:
        balangan = rows(beside_reported(conn, Asked(BALANGAN, AS_OF)))
        before = rows(beside_reported(conn, Asked(BALANGAN, date(2024, 6, 30))))
        part = rows(beside_reported(conn, Asked(BALANGAN, AS_OF, districts=("63.11.01",))))
        pasuruan = rows(beside_reported(conn, Asked(PASURUAN, AS_OF)))

    assert balangan == [
        (2024, 0, 0, 0, 0, 19, 541, "Banua Tv, 3 Juli 2025"), (2023, 0, 0, 0, 0, 20, 513, "Banua Tv, 3 Juli 2025"),
    ]  # fmt: skip
    assert before == balangan[1:]
    assert part == []
    assert pasuruan == [(2024, 1, 0, 1, 0, None, None, None)]


def test_who_was_recorded_at_visits_that_were_only_read_of_is_unknown_and_not_nought(places):
    made(places["kejayan"], date(2019, 3, 12), source="WartaBromo, 2019")
    made(places["kraton"], date(2018, 3, 12))

    with read_connection() as conn:
        found = rows(beside_reported(conn, Asked(PASURUAN, AS_OF)))

    assert found == [(2019, 1, 1, 1, None, None, None, None), (2018, 1, 0, 1, 0, None, None, None)]


def test_a_year_of_some_kinds_counts_those_alone(places):
    first, other = made(places["kejayan"], date(2026, 2, 1)), made(places["village"], date(2026, 3, 1))
    found = people(3)
    met(first, found[:2], Outcome.RECORDED)
    met(other, found[2:], Outcome.RECORDED)

    with read_connection() as conn:
        schools = rows(beside_reported(conn, Asked(PASURUAN, AS_OF, kinds=PUPILS)))
        everything = rows(beside_reported(conn, Asked(PASURUAN, AS_OF)))

    assert schools == [(2026, 1, 0, 1, 2, None, None, None)]
    assert everything == [(2026, 2, 0, 2, 3, None, None, None)]


def test_the_list_counts_outcomes_of_each_visit_and_leaves_out_what_was_not_done(places):
    with write_transaction() as conn:
        crew = next_id(conn, PASURUAN, "team")
        conn.execute(insert(team).values(id=crew, regency=PASURUAN, name="Tim 1", updated_at=NOW))
    first = made(places["kejayan"], date(2026, 2, 1), minutes=240, kits=2, team_id=crew)
    made(places["kejayan"], date(2026, 3, 1), state=VisitState.CANCELLED)
    made(places["kejayan"], date(2026, 12, 1))  # not yet
    second = made(places["kraton"], date(2026, 2, 1))
    found = people(7)
    met(first, found[:3], Outcome.RECORDED)
    met(first, found[3:5], Outcome.ABSENT, "internship")
    met(first, found[5:6], Outcome.UNDER_AGE)
    met(second, found[6:], Outcome.FAILED, "network")

    listed = visits(Asked(PASURUAN, AS_OF))

    assert [one["id"] for one in listed] == [second, first]
    assert listed[1] == {
        "id": first, "day": date(2026, 2, 1), "institution_id": places["kejayan"], "institution": "SMA Kejayan",
        "kind": "school", "district": "Kejayan", "origin": "own", "source": None, "team": "Tim 1", "minutes": 240,
        "kits": 2, "listed": 6, "recorded": 3, "missed": 2, "others": 1,
    }  # fmt: skip
    assert visits(Asked(PASURUAN, AS_OF), limit=1, offset=1) == listed[1:]
    with read_connection() as conn:
        assert results.served(conn, first) == 3
        assert rows(results.outcomes(conn, first)) == [(1, None, 3), (3, None, 1), (4, "internship", 2)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"year": 2026}, {"kejayan", "kraton"}), ({"year": 2025}, {"village"}), ({"kinds": (Kind.PESANTREN,)},
        {"kraton"}), ({"districts": (KRATON,)}, {"kraton"}), ({"search": "kejayan"}, {"kejayan", "village"}),
        ({"search": "kejayan sma"}, {"kejayan"}), ({"search": "nothing"}, set()),
    ],
)  # fmt: skip
def test_the_list_of_visits_can_be_narrowed(places, asked, expected):
    for name, day in (("kejayan", date(2026, 2, 1)), ("kraton", date(2026, 1, 5)), ("village", date(2025, 12, 31))):
        made(places[name], day)
    names = {key: name for name, key in places.items()}

    found = visits(Asked(PASURUAN, AS_OF, **asked))

    assert {names[one["institution_id"]] for one in found} == expected


def institutions(asked: Asked, limit: int = 50, offset: int = 0) -> list[dict]:
    with read_connection() as conn:
        found = reach.page(conn, asked, RULES, limit=limit, offset=offset).to_dict("records")
        assert offset or limit < 50 or reach.count(conn, asked) == len(found)
        return found


def test_institutions_never_visited_come_first_then_the_longest_ago(places):
    made(places["kejayan"], date(2019, 3, 12), source="WartaBromo")
    made(places["kejayan"], date(2026, 9, 23))
    made(places["kraton"], date(2025, 11, 22))
    made(places["purwosari"], date(2026, 12, 3), state=VisitState.PLANNED)

    found = institutions(Asked(PASURUAN, AS_OF, kinds=PUPILS))

    assert [(one["institution"], one["visits"], one["last_on"], one["months"], one["reported"]) for one in found] == [
        ("SMK Baru", 0, None, None, 0), ("SMKN 1 Purwosari", 0, None, None, 0),
        ("PP Kraton", 1, date(2025, 11, 22), 12, 0), ("SMA Kejayan", 2, date(2026, 9, 23), 1, 1),
    ]  # fmt: skip
    assert institutions(Asked(PASURUAN, AS_OF, kinds=PUPILS), limit=2, offset=1) == found[1:3]
    with read_connection() as conn:
        whole = reach.reach(conn, Asked(PASURUAN, AS_OF, kinds=PUPILS))
    assert (whole.institutions, whole.visited, whole.never, whole.long_ago) == (4, 2, 2, 1)


def test_institutions_by_how_long_ago(places):
    made(places["kejayan"], date(2026, 9, 23))
    made(places["kraton"], date(2025, 11, 23))
    asked = Asked(PASURUAN, AS_OF, kinds=PUPILS)

    def names(**more: object) -> list[str]:
        found = institutions(Asked(PASURUAN, AS_OF, kinds=PUPILS, **more))  # type: ignore[arg-type]
        return [one["institution"] for one in found]

    assert names(reached=Reached.NEVER) == ["SMK Baru", "SMKN 1 Purwosari"]
    assert names(reached=Reached.BEFORE) == ["PP Kraton", "SMA Kejayan"]
    assert names(months=1) == ["PP Kraton", "SMA Kejayan"]
    assert names(months=11) == ["PP Kraton"]
    assert names(months=12) == []
    assert len(institutions(asked)) == 4


def test_a_merged_institution_hands_its_visits_on_and_an_ended_one_is_not_waited_for(places):
    made(places["purwosari"], date(2026, 5, 1))
    with write_transaction() as conn:
        conn.execute(
            update(institution).where(institution.c.id == places["purwosari"]).values(merged_into=places["new"])
        )
        conn.execute(
            update(institution).where(institution.c.id == places["kejayan"]).values(active_until=date(2026, 1, 1))
        )

    found = institutions(Asked(PASURUAN, AS_OF, kinds=PUPILS))

    assert [(one["institution"], one["visits"]) for one in found] == [("PP Kraton", 0), ("SMK Baru", 1)]


def test_who_waits_at_an_institution_is_ours_of_age_unrecorded_and_there_now(places):
    chosen = people(6)
    changes = {1: {"standing": 2}, 2: {"state": 20}, 3: {"birth_date": AS_OF - timedelta(days=15 * 365)}}
    with write_transaction() as conn:
        for at, one in enumerate(chosen):
            until = date(2026, 6, 30) if at == 4 else None
            conn.execute(insert(membership).values(
                institution_id=places["new"], school_year=2026, resident_id=one, from_day=date(2025, 7, 14),
                until_day=until,
            ))  # fmt: skip
            if at in changes:
                conn.execute(update(resident).where(resident.c.id == one).values(**changes[at]))

    found = {one["institution"]: one["waiting"] for one in institutions(Asked(PASURUAN, AS_OF, kinds=PUPILS))}

    assert found == {"SMK Baru": 2, "SMA Kejayan": 0, "SMKN 1 Purwosari": 0, "PP Kraton": 0}


def test_whole_months_and_the_day_that_long_before_agree():
    for as_of in (date(2026, 11, 22), date(2024, 3, 31), date(2024, 2, 29), date(2026, 1, 1)):
        for months in (0, 1, 2, 11, 12, 13, 36):
            edge = months_before(as_of, months)
            assert months_since(edge, as_of) >= months > months_since(edge + timedelta(days=1), as_of) - (months == 0)


def test_an_account_of_some_districts_asks_about_those_alone(places, actor_of):
    here = actor_of("tono", "visit", regency=PASURUAN, districts=(KRATON,))

    assert Asked(PASURUAN, AS_OF).within(here).districts == (KRATON,)
    with pytest.raises(NotAllowed):
        Asked(PASURUAN, AS_OF, districts=(KEJAYAN,)).within(here)
    with pytest.raises(NotAllowed):
        Asked(BALANGAN, AS_OF).within(here)


def test_no_list_reads_every_resident_every_visit_or_every_event(sqlite_database):
    """What a page costs must follow the page: plans that scan a big table would show here."""
    make_office(("school", "SMA Kejayan", KEJAYAN))
    steps = []
    with read_connection() as conn:
        from sqlalchemy import event

        def note(_conn, cursor, statement, parameters, _context, _many):
            if statement.lstrip().upper().startswith("SELECT"):
                seen.append((statement, parameters))

        seen: list = []
        event.listen(conn.engine, "before_cursor_execute", note)
        asked = Asked(PASURUAN, AS_OF, kinds=PUPILS)
        reach.page(conn, asked, RULES, limit=50)
        results.page(conn, asked, limit=50)
        beside_reported(conn, asked)
        event.remove(conn.engine, "before_cursor_execute", note)
        steps = [plan_of(conn, statement, parameters) for statement, parameters in seen]

    assert len(steps) >= 5
    big = ("resident", "card_event", "membership", "visit_outcome", "visit")
    assert [step for step in steps for name in big if f"SCAN {name} " in f"{step} "] == []
