"""What a human decides of a row in review, and that nothing but a decision writes it."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select, update
from tests_support.offices import NOW, PASURUAN, TODAY, make_office, people, pupil, roster_csv

from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, card_event, membership, resident, roster_upload
from ktp_core.errors import Conflict, KtpError, Refused
from ktp_core.rosters import service
from ktp_core.rosters.uploads import Choice

ANI = pupil("ANI LESTARI", "3514064101100001", "01/01/2010", nisn="0101111111", sex="P")


@pytest.fixture
def school(database):
    return make_office(("school", "SMK CONTOH KEJAYAN", "35.14.06"), ("school", "SMA LAIN", "35.14.06"))


@pytest.fixture
def rina(school, actor_of):
    return actor_of("rina", "roster", regency=PASURUAN)


def stage(by, institution, *rows, year=2026):
    return service.stage(by, institution, "daftar.csv", roster_csv(*rows), year, at=NOW, today=TODAY)


def apply(by, upload):
    outcome = service.apply(by, upload, at=NOW, today=TODAY)
    return (outcome.new, outcome.changed, outcome.same, outcome.in_review)


def test_the_same_person_after_all_moves_school_and_keeps_the_identity(school, rina):
    apply(rina, stage(rina, school[0], ANI))
    moved = stage(rina, school[1], pupil("ANI LESTARI", "3514064101100001", "01/01/2010", sex="P", class_name="XI-3"))

    service.decide(rina, moved, 1, Choice.KNOWN, at=NOW)
    outcome = apply(rina, moved)

    ani = people()[0]
    assert outcome == (0, 1, 0, 0)
    assert (ani["institution_id"], ani["class_name"], ani["name"]) == (school[1], "XI-3", "ANI LESTARI")
    with read_connection() as conn:
        still_open = select(membership.c.institution_id).where(membership.c.until_day.is_(None))
        assert conn.execute(still_open).scalars().all() == [school[1]]


def test_another_name_under_the_same_nik_never_becomes_the_name(school, rina):
    apply(rina, stage(rina, school[0], ANI))
    typo = stage(rina, school[0], pupil("WAHYU KURNIAWAN", "3514064101100001", "01/01/2010", class_name="XI-9"))

    service.decide(rina, typo, 1, Choice.KNOWN, at=NOW)
    apply(rina, typo)

    assert (people()[0]["name"], people()[0]["sex"], people()[0]["class_name"]) == ("ANI LESTARI", "P", "XI-9")


def test_a_namesake_born_the_same_day_becomes_somebody_new(school, rina):
    apply(rina, stage(rina, school[0], ANI))
    namesake = stage(rina, school[0], pupil("ANI LESTARI", "3514064101100002", "01/01/2010", sex="P"))

    service.decide(rina, namesake, 1, Choice.NEW, at=NOW)

    assert apply(rina, namesake) == (1, 0, 0, 0)
    assert [row["nik"] for row in people()] == ["3514064101100001", "3514064101100002"]
    assert apply(rina, stage(rina, school[0], pupil("ANI LESTARI", "3514064101100002", "01/01/2010", sex="P"))) == (
        0, 0, 1, 0,
    )  # fmt: skip


def test_an_owner_of_the_nik_cannot_be_made_a_second_time(school, rina):
    apply(rina, stage(rina, school[0], ANI))
    upload = stage(rina, school[0], pupil("ANI LESTARI", "3514064101100001", "02/02/2010", sex="P"))

    with pytest.raises(Refused, match="roster_choice_new"):
        service.decide(rina, upload, 1, Choice.NEW, at=NOW)


def test_leaving_the_last_row_out_ends_the_upload(school, rina):
    apply(rina, stage(rina, school[0], ANI))
    upload = stage(rina, school[1], ANI)
    with pytest.raises(Conflict, match="roster_nothing_to_apply"):
        apply(rina, upload)
        apply(rina, upload)

    service.decide(rina, upload, 1, Choice.LEAVE_OUT, at=NOW)

    with read_connection() as conn:
        assert conn.scalar(select(roster_upload.c.state).where(roster_upload.c.id == upload)) == "applied"
    with pytest.raises(Conflict):
        service.decide(rina, upload, 1, Choice.KNOWN, at=NOW)


def test_a_decision_about_somebody_who_changed_meanwhile_is_asked_again(school, rina):
    apply(rina, stage(rina, school[0], ANI))
    upload = stage(rina, school[1], ANI)
    service.decide(rina, upload, 1, Choice.KNOWN, at=NOW)
    with write_transaction() as conn:
        conn.execute(update(resident).values(class_name="DIUBAH", version=resident.c.version + 1))

    assert apply(rina, upload) == (0, 0, 0, 1)
    assert people()[0]["institution_id"] == school[0]


def test_rechecking_shows_what_is_true_now(school, rina):
    upload = stage(rina, school[0], ANI)
    apply(rina, stage(rina, school[1], ANI))

    assert service.recheck(rina, upload, at=NOW) == 1
    assert service.recheck(rina, upload, at=NOW) == 0
    assert apply(rina, upload) == (0, 0, 0, 1)


def test_a_roster_never_touches_a_card(school, rina):
    apply(rina, stage(rina, school[0], ANI))
    line = {"state": 50, "recorded_on": TODAY, "ready_on": TODAY, "printed_on": TODAY, "state_on": TODAY}
    with write_transaction() as conn:
        conn.execute(update(resident).values(**line))
    before = people()[0]

    apply(rina, stage(rina, school[0], pupil("ANI LESTARI", "3514064101100001", "01/01/2010", sex="P", class_name="XII",
                                             nisn="0102223333", village="Linggo")))  # fmt: skip

    after = people()[0]
    assert after["class_name"] == "XII"
    card = ("state", "serial", "state_on", "recorded_on", "ready_on", "printed_on", "delivered_on", "due_on")
    assert {name: after[name] for name in card} == {name: before[name] for name in card}
    with read_connection() as conn:
        assert conn.execute(select(card_event)).all() == []


def test_of_two_who_apply_at_once_one_wins_and_the_other_is_told(school, rina):
    rows = [pupil(f"ANAK {'ABCDEFGHIJ'[n]} BARU", f"351406010110{n + 1:04d}", "01/01/2010") for n in range(10)]
    upload = stage(rina, school[0], *rows)
    barrier, results = threading.Barrier(2), []

    def press():
        barrier.wait()
        try:
            results.append(service.apply(rina, upload, at=NOW, today=TODAY).new)
        except KtpError as refusal:
            results.append(refusal.code)

    threads = [threading.Thread(target=press) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(results, key=str) == [10, "roster_applied"]
    assert len(people()) == 10
    with read_connection() as conn:
        applied = conn.execute(select(audit_log).where(audit_log.c.action == "roster.apply")).all()
    assert len(applied) == 1


def test_two_rosters_with_the_same_new_people_at_once_make_them_once(school, rina):
    rows = [pupil(f"ANAK {'ABCDEFGHIJ'[n]} BARU", f"351406010110{n + 1:04d}", "01/01/2010") for n in range(10)]
    uploads = [stage(rina, school[n], *rows) for n in range(2)]
    barrier, results = threading.Barrier(2), []

    def press(upload):
        barrier.wait()
        outcome = service.apply(rina, upload, at=NOW, today=TODAY)
        results.append((outcome.new, outcome.in_review))

    threads = [threading.Thread(target=press, args=(upload,)) for upload in uploads]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(results) == [(0, 10), (10, 0)]
    assert len(people()) == 10
