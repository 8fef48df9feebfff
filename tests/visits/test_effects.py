"""The effect of a visit, against a second count in plain Python that knows no SQL."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import lives, store
from tests_support.offices import make_office

from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.ids import next_id
from ktp_core.db.schema import card_event, institution, membership, resident, visit
from ktp_core.eligibility.model import AgeRules
from ktp_core.visits.effects import Effect, effect
from ktp_core.visits.store import insert_visit

TODAY = date(2026, 11, 22)
KEJAYAN = "35.14.06"
RULES = AgeRules()


@pytest.fixture
def places(database: str) -> list[int]:
    return make_office(("school", "SMA Kejayan", KEJAYAN), ("school", "SMK Lain", KEJAYAN))


def make_visit(place: int, day: date) -> int:
    with write_transaction() as conn:
        return insert_visit(conn, PASURUAN, place, day, at=NOW)


def naive(visit_id: int) -> tuple[int, int, int, int, int]:
    """members, recordable, before, after, outside: one resident and one event after the other."""
    with read_connection() as conn:
        the_visit = conn.execute(select(visit).where(visit.c.id == visit_id)).one()
        people = {row.id: row for row in conn.execute(select(resident))}
        events: dict[int, list[Any]] = {key: [] for key in people}
        for row in conn.execute(select(card_event).order_by(card_event.c.id)):
            events[row.resident_id].append(row)
        lists = conn.execute(select(membership).where(membership.c.institution_id == the_visit.institution_id)).all()
    day = the_visit.day
    members = {
        one.resident_id for one in lists if one.from_day <= day and (one.until_day is None or day <= one.until_day)
    }

    def recorded(key: int, until: date) -> bool:
        taken_back = {event.undoes for event in events[key] if event.undoes}
        stand = [one for one in events[key] if one.action not in (14, 15) and one.id not in taken_back]
        past = [one for one in stand if one.day <= until]
        return bool(past) and past[-1].to_state != 10

    def ours(key: int) -> bool:
        return people[key].standing == 1 or any(one.ours and one.day >= day for one in events[key])

    def of_age(key: int) -> bool:
        born = people[key].birth_date
        at_16 = date(born.year + 16, 3, 1) if (born.month, born.day) == (2, 29) and (born.year + 16) % 4 else (
            born.replace(year=born.year + 16)
        )  # fmt: skip
        married = people[key].married_on
        return day >= at_16 or (married is not None and married <= day)

    able = {key for key in members if ours(key) and of_age(key)}
    there = {
        key for key in people for one in events[key]
        if one.visit_id == visit_id and one.action == 1 and one.id not in {other.undoes for other in events[key]}
    }  # fmt: skip
    yesterday = day - timedelta(days=1)
    return (
        len(members), len(able), sum(recorded(key, yesterday) for key in able), sum(recorded(key, day) for key in able),
        len(there - able),
    )  # fmt: skip


def found(visit_id: int) -> tuple[int, int, int, int, int]:
    with read_connection() as conn:
        one = effect(conn, visit_id, RULES)
    assert one is not None
    return one.members, one.recordable, one.before, one.after, one.outside


def random_school(place: int, other: int, seed: int) -> list[int]:
    """Three visits; people with histories, some recorded at a visit, some undone, reset, moved, married, gone."""
    chance = random.Random(seed)
    visits = [make_visit(place, TODAY - timedelta(days=days)) for days in (30, 400, 800)]
    days = {key: TODAY - timedelta(days=days) for key, days in zip(visits, (30, 400, 800), strict=True)}
    with write_transaction() as conn:
        made = lives(PASURUAN, [KEJAYAN], 250, seed=seed, today=TODAY, visits=visits)
        for life in made:
            for event in life.events:
                if event["visit_id"]:
                    event["day"] = days[event["visit_id"]]
        store(conn, PASURUAN, made)
        for life in made:
            key, last = life.row["id"], life.events[-1] if life.events else None
            start = TODAY - timedelta(days=chance.randint(0, 1100))
            until = None if chance.random() < 0.6 else start + timedelta(days=chance.randint(0, 500))
            if life.events and life.events[0]["visit_id"] and chance.random() < 0.7:
                start, until = life.events[0]["day"] - timedelta(days=chance.randint(0, 90)), None
            conn.execute(insert(membership).values(
                institution_id=place if chance.random() < 0.8 else other, school_year=2026, resident_id=key,
                from_day=start, until_day=until,
            ))  # fmt: skip
            if chance.random() < 0.05:
                wed = TODAY - timedelta(days=chance.randint(0, 900))
                conn.execute(update(resident).where(resident.c.id == key).values(married_on=wed))
            if last and chance.random() < 0.2:
                action, to, undoes = chance.choice(
                    ((14, last["from_state"], last["id"]), (7, 10, None), (15, 10, None))
                )
                day = last["day"] + timedelta(days=chance.randint(0, 60))
                conn.execute(insert(card_event).values(**{
                    **last, "id": next_id(conn, PASURUAN, "card_event"), "action": action, "to_state": to,
                    "undoes": undoes, "visit_id": None, "day": day,
                }))  # fmt: skip
    return visits


@pytest.mark.parametrize("seed", range(4))
def test_every_number_is_that_of_a_count_by_hand(places: list[int], seed: int):
    visits = random_school(*places, seed)

    counted = [naive(one) for one in visits]

    assert [found(one) for one in visits] == counted
    assert counted[0][1] > 50 and any(after > before for _, _, before, after, _ in counted)
    assert any(outside for *_, outside in counted)


def test_a_visit_whose_lists_are_not_known_has_no_coverage(places: list[int]):
    long_ago = make_visit(places[0], date(2019, 3, 12))
    random_school(*places, seed=1)

    with read_connection() as conn:
        one = effect(conn, long_ago, RULES)

    assert one == Effect(0, 0, 0, 0, 0) and not one.known


def test_an_institution_that_was_merged_keeps_the_effect_of_its_visits(places: list[int]):
    visits = random_school(*places, seed=2)
    before = found(visits[0])
    new, old = places[1], places[0]
    with write_transaction() as conn:
        there = select(membership.c.resident_id).where(membership.c.institution_id == new).scalar_subquery()
        conn.execute(membership.delete().where(membership.c.resident_id.in_(there)))
        conn.execute(update(membership).where(membership.c.institution_id == old).values(institution_id=new))
        conn.execute(update(institution).where(institution.c.id == old).values(merged_into=new))

    assert found(visits[0]) == before


def test_a_visit_that_is_not_there_has_no_effect(sqlite_database: str):
    with read_connection() as conn:
        assert effect(conn, 1, RULES) is None
