"""People recorded at visits out of the summaries, against the events counted one by one.

Made up: people recorded, taken back, failed, reset and recorded again, at several visits of several years, entered
late, near midnight, and with clocks that go back; institutions that became one.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from tests_support.card_people import add_people, newcomer
from tests_support.constants import NOW
from tests_support.offices import make_office

from ktp_core import clock
from ktp_core.cards import history, store
from ktp_core.cards.model import CardAction, CardEvent, CardState, Channel
from ktp_core.cards.states import act
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import card_event, institution, summary_visit, summary_visit_again, visit
from ktp_core.figures.model import Measure
from ktp_core.kpi import team_months
from ktp_core.kpi.model import Scope
from ktp_core.months import month_of, months_back
from ktp_core.projection import tallies
from ktp_core.summaries.rebuild import Uncounted, differences, rebuild
from ktp_core.summaries.store import Deltas, add
from ktp_core.visits import queries, results
from ktp_core.visits.queries import Made
from ktp_core.visits.store import insert_visit

A = CardAction
TODAY = date(2026, 11, 22)
FIRST = date(2024, 1, 1)
_NEXT = {
    CardState.UNRECORDED: A.RECORD, CardState.RECORDED: A.FAIL, CardState.ENROLMENT_FAILED: A.RESET,
}  # fmt: skip


@dataclass
class World:
    """An office, what was written, and who remembers it."""

    regency: str
    districts: tuple[str, ...]
    visits: list[int]
    people: list[int]


def a_world(regency: str, dice: random.Random) -> World:
    districts = ("35.14.06", "35.14.15") if regency == "35.14" else ("63.11.01", "63.11.02")
    kinds = ("school", "pesantren", "village")
    places = make_office(
        *((dice.choice(kinds), f"L {at}", dice.choice(districts)) for at in range(6)), regency=regency
    )  # fmt: skip
    with write_transaction() as conn:
        visits = [
            insert_visit(conn, regency, dice.choice(places), FIRST + timedelta(days=dice.randrange(1050)), at=NOW)
            for _ in range(14)
        ]
        for one in visits:
            channel = dice.choice((Channel.VISIT, Channel.KENDUREN_MAS))
            conn.execute(update(visit).where(visit.c.id == one).values(channel=int(channel)))
        conn.execute(update(visit).where(visit.c.id == visits[0]).values(state="planned"))
        conn.execute(update(institution).where(institution.c.id == places[0]).values(merged_into=places[1]))
        start = 1 if regency == "35.14" else 500
        people = add_people(
            conn, *(newcomer(start + n, district=districts[n % 2], born=date(2005, 1, 1)) for n in range(25)),
            regency=regency,
        )  # fmt: skip
    return World(regency, districts, visits, people)


def moment(dice: random.Random, regency: str) -> datetime:
    """Any time of three years, as often as not within a minute of the office's midnight."""
    day = FIRST + timedelta(days=dice.randrange(1050))
    if dice.random() < 0.5:
        return clock.end_of(day, regency) + timedelta(microseconds=dice.choice((-1, 0, 1, -30_000_000)))
    return datetime(day.year, day.month, day.day, dice.randrange(24), 7, 5, 3, tzinfo=UTC)


def live(world: World, dice: random.Random, acts: int, *, deltas_of: type[Deltas] = Deltas) -> None:
    """Acts and corrections, a few to a transaction."""
    for _ in range(acts // 5):
        with write_transaction() as conn:
            deltas = deltas_of(world.regency, TODAY)
            for _ in range(5):
                card = store.card(conn, dice.choice(world.people), lock=True)
                store.write(conn, card, an_event(conn, card, dice, world), deltas)
            add(conn, deltas)


def an_event(conn: Any, card: Any, dice: random.Random, world: World) -> CardEvent:
    at, past = moment(dice, world.regency), store.history(conn, card.resident_id)
    if history.standing(past) and dice.random() < 0.35:
        return history.undo(card, past, day=TODAY, at=at, by="uji", reason="uji")
    action = _NEXT.get(card.state, A.RESET)
    where = dice.choice((*world.visits, None)) if action is A.RECORD else None
    return act(
        card, action, day=TODAY, at=at, by="uji", reason="uji", channel=Channel.VISIT, visit_id=where
    )  # fmt: skip


def standing(world: World, known_on: date | None) -> list[tuple[int, Any]]:
    """(resident, visit's row) of every recording at a closed visit that stands, as it was known."""
    with read_connection() as conn:
        events = conn.execute(select(card_event).where(card_event.c.regency == world.regency)).all()
        rows = conn.execute(
            select(visit, institution.c.kind, institution.c.district)
            .join(institution, institution.c.id == visit.c.institution_id).where(visit.c.state == "done")
        ).all()  # fmt: skip
    closed = {row.id: row for row in rows}
    until = clock.end_of(known_on, world.regency) if known_on else datetime.max.replace(tzinfo=UTC)
    undone = {event.undoes for event in events if event.at < until}
    return [
        (event.resident_id, closed[event.visit_id]) for event in events
        if event.action == A.RECORD and event.visit_id in closed and event.at < until and event.id not in undone
    ]  # fmt: skip


def inside(made: Made, row: Any) -> bool:
    return (
        made.first <= row.day <= made.last
        and (not made.districts or row.district in made.districts)
        and (not made.kinds or row.kind in made.kinds)
        and (made.channel is None or row.channel == made.channel)
    )


def questions(world: World, dice: random.Random) -> list[Made]:
    asked = []
    for _ in range(25):
        first, last = sorted(FIRST + timedelta(days=dice.randrange(1060)) for _ in range(2))
        asked.append(Made(
            world.regency, first, last, dice.choice(((), world.districts[:1], world.districts)),
            dice.choice(((), ("school",), ("pesantren", "village"))), dice.choice((None, 1, 4)),
            dice.choice((None, FIRST + timedelta(days=dice.randrange(1060)))),
        ))  # fmt: skip
    return [Made(world.regency, FIRST, TODAY), *asked]


def distinct(found: list[tuple[int, Any]], made: Made, key: Any) -> dict[Any, int]:
    people: dict[Any, set[int]] = defaultdict(set)
    for who, row in found:
        if inside(made, row):
            people[key(row)].add(who)
    return {one: len(whose) for one, whose in people.items()}


@pytest.fixture(params=[("35.14", 1), ("63.11", 2), ("35.14", 3)], ids=str)
def world(request: pytest.FixtureRequest, database: str) -> World:
    regency, seed = request.param
    made = a_world(regency, random.Random(seed))
    live(made, random.Random(seed + 100), 250)
    return made


def test_people_are_counted_as_the_events_count_them(world: World):
    some = 0
    for made in questions(world, random.Random(9)):
        found = standing(world, made.known_on)
        with read_connection() as conn:
            whole = queries.in_span(conn, made)[3]
            places = {code: n[3] for code, n in queries.span_by_district(conn, made).items() if n[3]}
            kinds = {tuple(row[:3]): row[5] for row in queries.by_kind(conn, made).itertuples(index=False) if row[5]}
            years = queries.by_year(
                conn, made.regency, range(2024, 2027), made.last, made.districts, made.kinds,
                made.known_on, made.channel,
            )  # fmt: skip
        assert whole == distinct(found, made, lambda row: 0).get(0, 0), made
        assert places == distinct(found, made, lambda row: row.district), made
        assert kinds == distinct(found, made, lambda row: (row.day.year, row.kind, row.channel)), made
        by_year = distinct(found, replace(made, first=FIRST), lambda row: row.day.year)
        assert {int(row.year): row.served for row in years.itertuples() if row.served} == by_year, made
        some += whole
    assert some > 50
    assert len({who for who, _ in standing(world, None)}) < len(standing(world, None))  # somebody more than once


def test_months_and_visits_count_the_same(world: World):
    months, dice = months_back(TODAY, 36), random.Random(4)
    for day in (None, *(FIRST + timedelta(days=dice.randrange(1060)) for _ in range(8))):
        for districts in ((), world.districts[:1]):
            scope = Scope(world.regency, day or TODAY, districts, day)
            made = Made(world.regency, FIRST, scope.as_of, districts)
            here = [(who, row) for who, row in standing(world, day) if inside(made, row)]
            with read_connection() as conn:
                teams = team_months.recorded(conn, scope, FIRST)
                yearly = tallies.by_month(conn, scope, Measure.PEOPLE_SERVED, months)
                once = tallies.by_month(conn, scope, Measure.PEOPLE_SERVED, months, since=FIRST)
            assert +teams == Counter((None, month_of(row.day)) for _, row in here)
            assert yearly.tolist() == firsts(here, months, yearly=True)
            assert once.tolist() == firsts(here, months, yearly=False)
    with read_connection() as conn:
        for one in world.visits[1:]:
            assert results.served(conn, one) == len({who for who, row in standing(world, None) if row.id == one})


def firsts(found: list[tuple[int, Any]], months: list[int], *, yearly: bool) -> list[int]:
    first: dict[tuple[int, int], date] = {}
    for who, row in sorted(found, key=lambda one: one[1].day):
        first.setdefault((who, row.day.year if yearly else 0), row.day)
    counted = Counter(map(month_of, first.values()))
    return [counted[month] for month in months]


def test_what_is_kept_is_what_the_events_say(world: World):
    with write_transaction() as conn:
        assert differences(conn) == []
        kept = [stored(conn, table) for table in (summary_visit, summary_visit_again)]
        rebuild(conn, world.regency)
        assert [stored(conn, table) for table in (summary_visit, summary_visit_again)] == kept
        assert kept[1], "somebody was recorded at visits more than once"


def test_a_first_load_counts_nothing_until_it_is_rebuilt(database: str):
    world = a_world("35.14", random.Random(5))
    live(world, random.Random(6), 60, deltas_of=Uncounted)

    with write_transaction() as conn:
        assert not stored(conn, summary_visit)
        assert {row["table"] for row in differences(conn)} > {"summary_visit"}
        rebuild(conn, world.regency)
        assert differences(conn) == []


def stored(conn: Any, table: Any) -> dict[tuple[Any, ...], int]:
    return {tuple(row)[:-1]: row.n for row in conn.execute(select(table)) if row.n}
