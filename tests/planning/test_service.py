"""From the database to a proposal, and from a proposal to visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, insert, select
from tests_support.plan_office import NOW, PASURUAN, TODAY, Office

from ktp_core.access.transactions import SYSTEM
from ktp_core.cards.model import Channel
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.ids import next_id
from ktp_core.db.schema import audit_log, blocked_period, request, visit, visit_outcome
from ktp_core.errors import NotAllowed, Refused
from ktp_core.planning import edits, service
from ktp_core.planning.cost import Why
from ktp_core.planning.edits import Fault
from ktp_core.planning.model import Choices, Question, TeamTime
from ktp_core.planning.yields import Basis
from ktp_core.requests import store as requests
from ktp_core.visits import store as visits
from ktp_core.visits.model import Origin, VisitState

MONDAY, FRIDAY = date(2026, 1, 19), date(2026, 1, 23)


def block(institution: int | None, first: date, last: date) -> None:
    with write_transaction() as conn:
        key = next_id(conn, PASURUAN, "blocked_period")
        conn.execute(
            insert(blocked_period).values(
                id=key, regency=PASURUAN, institution_id=institution, from_day=first, until_day=last, cause="exam",
                updated_at=NOW, by="x",
            )
        )  # fmt: skip


def question(office: Office, **choices) -> Question:
    teams = (TeamTime(office.teams[0], "Tim 1", 2, 5.0), TeamTime(office.teams[1], "Tim 2", 1, 5.0))
    return Question(PASURUAN, MONDAY, FRIDAY, teams, Choices(**choices))


def propose(office: Office, by=SYSTEM, **choices):
    return service.propose(by, question(office, **choices), today=TODAY)


def planned() -> list:
    with read_connection() as conn:
        return visits.between(conn, PASURUAN, date(2026, 1, 1), date(2026, 12, 31))


def audit(action: str) -> int:
    with read_connection() as conn:
        counted = select(func.count()).select_from(audit_log).where(audit_log.c.action == action)
        return conn.execute(counted).scalar_one()


def test_everybody_who_is_16_and_not_recorded_counts_once_and_where_they_are_now(office: Office):
    for _ in range(12):
        office.pupil(office.school, date(2009, 3, 1))
    office.pupil(office.school, date(2010, 1, 21))  # turns 16 on Wednesday of that week
    office.pupil(office.school, date(2010, 2, 1))  # after it
    office.pupil(office.school, date(2009, 3, 1), state=30)  # recorded
    office.pupil(office.school, date(2009, 3, 1), standing=3)  # moved
    both = office.pupil(office.school, date(2009, 3, 1))
    with write_transaction() as conn:
        office.enrol(conn, both, office.pesantren, date(2025, 12, 1))

    known = service.known(SYSTEM, PASURUAN, MONDAY, FRIDAY, today=TODAY)
    found = propose(office)

    assert (known.institutions, known.people, known.letters, known.workdays) == (2, 14, 0, 5)
    people = {one.id: one.people.fixed for one in found.ground.candidates}
    assert people == {office.school: 13, office.pesantren: 1}
    school = next(item for item in found.items if item.candidate.id == office.school)
    assert school.listed == 13 and school.day >= date(2026, 1, 21)
    assert school.recordings == pytest.approx(13 * 0.8 * 0.95)
    assert [team.kits for team in known.teams] == [2, 1]


def test_a_letter_is_kept_to_its_days_and_one_not_verified_waits(office: Office):
    for _ in range(30):
        office.pupil(office.school, date(2009, 3, 1))
        office.pupil(office.other, date(2009, 3, 1))
    wanted = office.letter(
        office.school, date(2025, 12, 1), wished_from=date(2026, 1, 21), wished_until=date(2026, 1, 21)
    )
    office.letter(office.other, date(2025, 11, 1), state="received")
    office.letter(office.village, date(2026, 1, 2), expected=25)

    found = propose(office)

    by_place = {item.candidate.id: item for item in found.items}
    assert by_place[office.school].day == date(2026, 1, 21) and by_place[office.school].wished
    assert by_place[office.village].candidate.people.basis is Basis.LETTER
    assert office.other not in by_place
    assert {(one.candidate.id, one.why) for one in found.postponed} >= {(office.other, Why.UNVERIFIED)}
    assert (found.letters, found.solution.score.letters) == (2, 2)
    assert edits.accepted(found, [by_place[office.school]])[0].request_id == wanted


def test_wished_days_that_are_impossible_give_way_and_that_is_said(office: Office):
    office.letter(office.school, date(2025, 12, 1), expected=20, wished_from=MONDAY, wished_until=MONDAY)
    block(office.school, MONDAY, MONDAY)

    found = propose(office)

    assert [one.id for one in found.unkept] == [office.school]
    assert found.items[0].day > MONDAY and found.items[0].wished is False


def test_blocked_days_days_off_and_planned_visits_are_respected(office: Office):
    for place in (office.school, office.other, office.pesantren):
        for _ in range(20):
            office.pupil(place, date(2009, 1, 24))  # 17 on the Saturday after that week
    block(office.school, MONDAY, date(2026, 1, 22))
    block(office.pesantren, MONDAY, FRIDAY)
    with write_transaction() as conn:
        key = visits.insert_visit(conn, PASURUAN, office.other, MONDAY, at=NOW, state=VisitState.PLANNED)

    found = propose(office)

    assert [(item.candidate.id, item.day) for item in found.items] == [(office.school, FRIDAY)]
    assert found.ground.booked == {office.other} and key
    left = next(one for one in found.postponed if one.candidate.id == office.pesantren)
    assert (left.why, left.next_day, left.turning) == (Why.BLOCKED, date(2026, 1, 26), 20)
    assert left.recordings == pytest.approx(20 * 0.8 * 0.95)
    assert found.unreached == ("Kraton",)


def test_rates_are_learned_from_closed_visits(office: Office):
    with write_transaction() as conn:
        key = visits.insert_visit(conn, PASURUAN, office.school, date(2025, 10, 1), at=NOW)
        conn.execute(visit.update().where(visit.c.id == key).values(minutes=120, kits=2))
    people = [office.pupil(office.school, date(2009, 3, 1)) for _ in range(40)]
    with write_transaction() as conn:
        outcomes = [1] * 24 + [7] * 6 + [4] * 10
        rows = [
            {"visit_id": key, "resident_id": one, "outcome": n} for one, n in zip(people, outcomes, strict=True)
        ]  # fmt: skip
        conn.execute(insert(visit_outcome), rows)

    rates = service.known(SYSTEM, PASURUAN, MONDAY, FRIDAY, today=TODAY).rates

    assert (rates.minutes.n, rates.minutes.own) == (30, 8.0)
    assert (rates.presence.n, rates.presence.own) == (40, 0.75)
    assert (rates.success.n, rates.success.own) == (30, 0.8)


def test_accepting_makes_the_visits_books_the_kits_and_schedules_the_letters(office: Office, actor_of):
    jadwal = actor_of("jadwal", "scheduler", regency=PASURUAN)
    for _ in range(30):
        office.pupil(office.school, date(2009, 3, 1))
    letter = office.letter(office.school, date(2025, 12, 1))
    found = propose(office, jadwal)

    made = service.accept(jadwal, PASURUAN, edits.accepted(found, found.items), today=TODAY, at=NOW)

    one = planned()[0]
    assert [one.id] == made and one.origin is Origin.PROPOSAL and one.channel is Channel.VISIT
    assert (one.institution_id, one.request_id, one.expected) == (office.school, letter, 24)
    kits = office.kits[:2] if one.team_id == office.teams[0] else office.kits[2:]
    assert one.resources == kits
    assert one.start is not None and one.end is not None and one.start >= 8 * 60 + 45
    with read_connection() as conn:
        assert str(requests.get(conn, letter).state) == "scheduled"
    assert audit("plan.accept") == 1


def test_accepting_twice_is_refused_and_changes_nothing(office: Office, actor_of):
    jadwal = actor_of("jadwal", "scheduler", regency=PASURUAN)
    for place in (office.school, office.other, office.pesantren):
        for _ in range(30):
            office.pupil(place, date(2009, 3, 1))
    found = propose(office, jadwal)
    chosen = edits.accepted(found, found.items)
    service.accept(jadwal, PASURUAN, chosen[1:], today=TODAY, at=NOW)

    with pytest.raises(Refused) as refused:
        service.accept(jadwal, PASURUAN, chosen, today=TODAY, at=NOW)

    assert refused.value.code == "plan_clash"
    assert len(planned()) == len(chosen) - 1


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2026, 1, 11), "plan_past"), (date(2026, 1, 24), "plan_day_off"), (date(2026, 1, 20), "plan_blocked")],
)
def test_a_visit_moved_to_an_impossible_day_is_refused(office: Office, actor_of, day: date, code: str):
    jadwal = actor_of("jadwal", "scheduler", regency=PASURUAN)
    office.pupil(office.school, date(2009, 3, 1))
    found = propose(office, jadwal)
    block(office.school, date(2026, 1, 20), date(2026, 1, 20))

    with pytest.raises(Refused) as refused:
        moved = [replace(one, day=day) for one in edits.accepted(found, found.items)]
        service.accept(jadwal, PASURUAN, moved, today=TODAY, at=NOW)

    assert refused.value.code == code
    assert planned() == []


def test_nobody_plans_outside_their_districts(office: Office, actor_of):
    kejayan = actor_of("kejayan", "scheduler", regency=PASURUAN, districts=("35.14.06",))
    for place in (office.school, office.other):
        for _ in range(30):
            office.pupil(place, date(2009, 3, 1))

    found = propose(office, kejayan)
    everywhere = propose(office)

    assert {one.id for one in found.ground.candidates} == {office.school}
    with pytest.raises(NotAllowed):
        service.propose(kejayan, replace(question(office), districts=("35.14.02",)), today=TODAY)
    with pytest.raises(NotAllowed):
        service.accept(
            kejayan, PASURUAN, edits.accepted(everywhere, everywhere.items), today=TODAY, at=NOW
        )
    assert planned() == []


@pytest.mark.parametrize("role", ["head", "roster", "visit", "print", "delivery", "admin", "auditor"])
def test_only_the_scheduler_accepts(office: Office, actor_of, role: str):
    office.pupil(office.school, date(2009, 3, 1))
    found = propose(office)

    with pytest.raises(NotAllowed):
        someone = actor_of("orang", role, regency=PASURUAN)
        service.accept(someone, PASURUAN, edits.accepted(found, found.items), today=TODAY, at=NOW)

    assert planned() == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"teams": ()}, "plan_no_team"),
        ({"teams": (TeamTime(1, "Tim 1", 0, 5.0),)}, "plan_no_team"),
        ({"first": date(2026, 1, 24), "last": date(2026, 1, 25)}, "plan_no_days"),
        ({"first": date(2026, 2, 1), "last": date(2026, 1, 31)}, "plan_period"),
        ({"last": date(2026, 12, 31)}, "plan_period"),
        ({"first": date(2025, 12, 1), "last": date(2025, 12, 31)}, "plan_period"),
        ({"choices": Choices(per_day=0)}, "plan_values"),
        ({"choices": Choices(minutes=0.0)}, "plan_values"),
        ({}, "plan_no_institutions"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_a_reason(office: Office, change: dict, code: str):
    with pytest.raises(Refused) as refused:
        service.propose(SYSTEM, replace(question(office), **change), today=TODAY)

    assert refused.value.code == code


def test_dropping_and_moving_visits_shows_what_breaks(office: Office):
    for place in (office.school, office.other, office.pesantren):
        for _ in range(90):
            office.pupil(place, date(2009, 3, 1))
    found = propose(office, per_day=1)
    first = found.items[0]
    others = [(at, first.day, first.team_id) for at in range(1, len(found.items))]

    everything = edits.edit(found, [(at, one.day, one.team_id) for at, one in enumerate(found.items)])
    crowded = edits.edit(found, [(0, first.day, first.team_id), *others])
    off = edits.edit(found, [(0, date(2026, 1, 24), first.team_id)])

    assert everything.items == found.items and everything.faults == () and everything.possible
    assert {one.fault for one in crowded.faults} >= {Fault.MANY, Fault.TIME}
    many = next(one for one in crowded.faults if one.fault is Fault.MANY)
    assert many.amount > found.question.choices.per_day  # with those booked before, as the sentence says
    assert [one.fault for one in off.faults] == [Fault.OFF] and not off.possible
    assert not edits.edit(found, []).possible


def test_visits_of_a_day_follow_one_another(office: Office):
    for place in (office.school, office.other, office.pesantren):
        for _ in range(20):
            office.pupil(place, date(2009, 3, 1))
    one_team = replace(question(office), last=MONDAY, teams=(TeamTime(office.teams[0], "Tim 1", 2, 8.0),))
    found = service.propose(SYSTEM, replace(one_team, choices=Choices(per_day=3)), today=TODAY)

    assert len(found.items) == 3
    for before, after in zip(found.items, found.items[1:], strict=False):
        assert before.start < before.end <= after.start
    kept = edits.edit(found, [(at, one.day, one.team_id) for at, one in enumerate(found.items)][1:])
    assert edits.changed(found, found.items) == []
    assert [one.candidate.id for one in edits.changed(found, kept.items)] == [
        one.candidate.id for one in found.items[1:]
    ]  # without the first, all others begin earlier
    with read_connection() as conn:
        assert conn.execute(select(func.count()).select_from(request)).scalar_one() == 0
