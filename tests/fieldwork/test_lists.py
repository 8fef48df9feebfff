"""Who is put on the list of a visit, under which number, and what a second preparing adds; on both databases."""

from datetime import date

import pytest
from sqlalchemy import update
from tests_support.card_people import add_people, bring_to, newcomer
from tests_support.field_day import (
    AT,
    KEJAYAN,
    REGENCY,
    TODAY,
    WORK,
    everybody,
    join,
    make_school,
    missed,
    plan,
    say,
    sheet_of,
)  # fmt: skip

from ktp_core.cards.model import CardState
from ktp_core.db.engine import write_transaction
from ktp_core.db.schema import membership, resident, visit
from ktp_core.errors import NotAllowed, NotFound, Refused
from ktp_core.fieldwork import service
from ktp_core.fieldwork.model import PersonOrigin
from ktp_core.residents.model import Standing
from ktp_core.visits.model import Outcome, Reason


@pytest.fixture
def team(database, actor_of):
    return actor_of("tim", "visit", regency=REGENCY)


def listed(visit_id):
    return [(line.number, line.name, line.person.class_name) for line in sheet_of(visit_id).lines]


def test_the_list_goes_by_class_and_name_and_has_nobody_who_needs_not_come(team):
    school = make_school(4)
    with write_transaction() as conn:
        others = add_people(
            conn,
            newcomer(11, born=date(2010, 11, 20), name="GENAP 16 HARI INI"),
            newcomer(12, born=date(2010, 11, 21), name="BESOK 16"),
            newcomer(13, born=date(2009, 1, 1), name="SUDAH DIREKAM"),
            newcomer(14, born=date(2009, 1, 1), name="GAGAL DI PUSAT"),
            newcomer(15, born=date(2009, 1, 1), name="MENINGGAL", standing=Standing.DECEASED),
            newcomer(16, born=date(2009, 1, 1), name="PINDAH", standing=Standing.MOVED),
            newcomer(17, born=date(2009, 1, 1), name="LUAR DAERAH", standing=Standing.ELSEWHERE, district=None),
            newcomer(18, born=date(2009, 1, 1), name="SUDAH KELUAR"),
            newcomer(19, born=date(2012, 1, 1), name="MENIKAH"),
        )
        join(conn, school.id, others, "XI-1")
        bring_to(conn, others[2], CardState.RECORDED, date(2026, 3, 1))
        bring_to(conn, others[3], CardState.ENROLMENT_FAILED, date(2026, 3, 1))
        gone = (membership.c.resident_id == others[7],)
        conn.execute(update(membership).where(*gone).values(until_day=date(2026, 10, 1)))
        conn.execute(update(resident).where(resident.c.id == others[8]).values(married_on=date(2026, 10, 1)))
        join(conn, school.places["other"], add_people(conn, newcomer(30)))

    prepared = service.prepare(team, school.visit_id, at=AT)

    assert listed(school.visit_id) == [
        (1, "GAGAL DI PUSAT", "XI-1"), (2, "GENAP 16 HARI INI", "XI-1"), (3, "LUAR DAERAH", "XI-1"),
        (4, "MENIKAH", "XI-1"), (5, "SISWA 001", "XII-1"), (6, "SISWA 003", "XII-1"), (7, "SISWA 002", "XII-2"),
        (8, "SISWA 004", "XII-2"),
    ]  # fmt: skip
    assert [one.number for one in prepared.added] == list(range(1, 9))


def test_preparing_again_adds_at_the_end_and_takes_nobody_off(team):
    school = make_school(3)
    service.prepare(team, school.visit_id, at=AT)
    before = listed(school.visit_id)
    with write_transaction() as conn:
        join(conn, school.id, add_people(conn, newcomer(50, name="AAA BARU DATANG")))
        conn.execute(update(membership).where(membership.c.resident_id == school.pupils[2]).values(until_day=TODAY))

    again = service.prepare(team, school.visit_id, at=AT)
    nothing = service.prepare(team, school.visit_id, at=AT)

    assert listed(school.visit_id) == [*before, (4, "AAA BARU DATANG", "XII-1")]
    assert (len(again.added), len(nothing.added)) == (1, 0)


def test_a_member_of_two_years_stands_there_once(team):
    school = make_school(1)
    with write_transaction() as conn:
        row = {"institution_id": school.id, "school_year": 2025, "resident_id": school.pupils[1]}
        conn.execute(membership.insert().values(**row, class_name="XI-9", from_day=date(2025, 7, 1)))

    service.prepare(team, school.visit_id, at=AT)

    assert listed(school.visit_id) == [(1, "SISWA 001", "XII-1")]


def test_the_missed_are_on_the_next_list_and_nowhere_twice(team):
    school = make_school(3)
    service.prepare(team, school.visit_id, at=AT)
    say(team, school.visit_id, {1: Outcome.RECORDED, 2: (Outcome.ABSENT, Reason.ILL), 3: Outcome.REFUSED})
    service.close(team, school.visit_id, WORK, at=AT)
    second, third = plan(school.id, TODAY), plan(school.id, TODAY)

    prepared = service.prepare(team, second, at=AT)
    service.prepare(team, third, at=AT)

    assert {line.person.origin for line in sheet_of(second).lines} == {PersonOrigin.MISSED}
    assert (prepared.missed, len(sheet_of(second).lines)) == (2, 2)
    assert {place for _, place in missed(school.visit_id).values()} == {second}
    # They are pupils still, so that the third list has them too, as anybody who is not recorded.
    assert {line.person.origin for line in sheet_of(third).lines} == {PersonOrigin.LIST}


def test_a_service_point_expects_who_was_sent_there_and_nobody_else(team):
    school = make_school(4)
    service.prepare(team, school.visit_id, at=AT)
    gone = (Outcome.ABSENT, Reason.LEFT_SCHOOL)
    say(team, school.visit_id, {1: gone, 2: gone, 3: (Outcome.ABSENT, Reason.ILL), 4: Outcome.RECORDED})
    service.close(team, school.visit_id, WORK, at=AT)
    with write_transaction() as conn:
        bring_to(conn, school.pupils[3], CardState.RECORDED, TODAY)  # number 2 of the list: recorded elsewhere
    office = plan(school.places["office"], TODAY)

    service.prepare(team, office, at=AT)

    assert listed(office) == [(1, "SISWA 001", None)]


def test_a_cancelled_visit_lets_go_of_the_missed(team, actor_of):
    from ktp_core.visits import service as visits

    school = make_school(1)
    service.prepare(team, school.visit_id, at=AT)
    say(team, school.visit_id, {1: (Outcome.ABSENT, Reason.ILL)})
    service.close(team, school.visit_id, WORK, at=AT)
    second = plan(school.id, TODAY)
    service.prepare(team, second, at=AT)
    visits.cancel(actor_of("jadwal", "scheduler", regency=REGENCY), second, reason="hujan", version=1, at=AT)
    third = plan(school.id, TODAY)

    prepared = service.prepare(team, third, at=AT)

    assert prepared.missed == 1
    assert [place for _, place in missed(school.visit_id).values()] == [third]


def test_lists_are_for_the_team_in_its_districts(team, actor_of):
    school = make_school(1)
    elsewhere = actor_of("purwosari", "visit", regency=REGENCY, districts=("35.14.02",))
    here = actor_of("kejayan", "visit", regency=REGENCY, districts=(KEJAYAN,))

    for who in (
        elsewhere,
        actor_of("kepala", "head"),
        actor_of("jadwal", "scheduler"),
        actor_of("bjm", "visit", regency="63.11"),
    ):
        with pytest.raises(NotAllowed):
            service.prepare(who, school.visit_id, at=AT)
    with pytest.raises(NotAllowed):
        service.looked(elsewhere, school.visit_id, at=AT)
    service.looked(here, school.visit_id, at=AT)
    assert len(service.prepare(here, school.visit_id, at=AT).added) == 1
    with pytest.raises(NotFound):
        service.prepare(team, school.visit_id + 99, at=AT)


def test_a_list_may_be_made_before_the_day_and_not_after_the_end(team):
    school = make_school(2, day=date(2026, 12, 1))
    assert len(service.prepare(team, school.visit_id, at=AT).added) == 2
    with pytest.raises(Refused, match="field_day_future"):
        everybody(team, school.visit_id)

    with write_transaction() as conn:
        conn.execute(update(visit).where(visit.c.id == school.visit_id).values(state="done"))
    with pytest.raises(Refused, match="field_closed"):
        service.prepare(team, school.visit_id, at=AT)
    with write_transaction() as conn:
        conn.execute(update(visit).where(visit.c.id == school.visit_id).values(state="cancelled"))
    with pytest.raises(Refused, match="field_cancelled"):
        service.prepare(team, school.visit_id, at=AT)
