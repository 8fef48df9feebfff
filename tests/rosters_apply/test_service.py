"""A roster from upload to residents, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from tests_support.offices import NOW, PASURUAN, TODAY, count, make_office, people, pupil, roster_csv

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import audit_log, membership, resident, roster_issue, roster_row, roster_upload
from ktp_core.errors import Conflict, NotAllowed, Refused
from ktp_core.rosters import service
from ktp_core.rosters.uploads import Choice


@pytest.fixture
def school(database):
    return make_office(("school", "SMK CONTOH KEJAYAN", "35.14.06"), ("school", "SMA LAIN", "35.14.06"))


@pytest.fixture
def rina(school, actor_of):
    return actor_of("rina", "roster", regency=PASURUAN)


def upload(by, institution, content, name="daftar.csv", year=2026):
    return service.stage(by, institution, name, content, year, at=NOW, today=TODAY)


def run(by, institution, content, name="daftar.csv", year=2026):
    return service.apply(by, upload(by, institution, content, name, year), at=NOW, today=TODAY)


def counts(outcome):
    return (outcome.new, outcome.changed, outcome.same, outcome.rejected, outcome.in_review)


ANI = pupil("ANI LESTARI", "3514064101100001", "01/01/2010", nisn="0101111111", sex="P")
BUDI = pupil("BUDI SANTOSO", "3514060202100002", "02/02/2010", nisn="0102222222")


def test_a_new_roster_makes_residents_memberships_and_one_audit_entry_per_use_case(school, rina):
    outcome = run(rina, school[0], roster_csv(ANI, BUDI))

    assert counts(outcome) == (2, 0, 0, 0, 0)
    ani = people()[1] if people()[0]["name"].startswith("BUDI") else people()[0]
    assert (ani["name"], ani["birth_date"], ani["card_age_on"]) == ("ANI LESTARI", date(2010, 1, 1), date(2027, 1, 1))
    assert (ani["district"], ani["village"][:8], ani["standing"], ani["state"]) == ("35.14.06", "35.14.06", 1, 10)
    assert (ani["institution_id"], ani["class_name"], ani["nisn"]) == (school[0], "X-1", "0101111111")
    with read_connection() as conn:
        kept = conn.execute(select(membership)).mappings().all()
        actions = conn.execute(select(audit_log.c.action).order_by(audit_log.c.seq)).scalars().all()
    assert {(row["institution_id"], row["school_year"], row["from_day"], row["until_day"]) for row in kept} == {
        (school[0], 2026, TODAY, None)
    }
    assert actions == ["roster.stage", "roster.apply"]


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("dapodik_daftar_pd_FAKE.xlsx", 60),
        ("emis_daftar_siswa_FAKE.xlsx", 45),
        ("pesantren_manual_messy_FAKE.xlsx", None),
        ("sma_manual_semicolon_FAKE.csv", None),
    ],
)
def test_a_reference_roster_applied_twice_changes_nothing_the_second_time(school, rina, reference, name, read):
    content = (reference / "rosters" / name).read_bytes()

    first = run(rina, school[0], content, name)
    after_first = people()
    second = run(rina, school[0], content, name)

    assert first.new > 0
    assert (second.new, second.changed) == (0, 0)
    assert (second.same, second.rejected, second.in_review) == (first.new, first.rejected, first.in_review)
    assert people() == after_first
    if read:
        assert first.new + first.rejected + first.in_review == read


def test_the_same_nik_in_another_spelling_of_the_name_is_the_same_resident(school, rina):
    run(rina, school[0], roster_csv(pupil("MUHAMMAD RIZAL EFENDI", "3514060302119304", "03/02/2011")))

    again = run(rina, school[0], roster_csv(pupil("Moh. Rizal E.", "3514060302119304", "03/02/2011")))

    assert counts(again) == (0, 0, 1, 0, 0)
    assert people()[0]["name"] == "MUHAMMAD RIZAL EFENDI"


def test_a_new_class_and_a_first_nisn_are_written_and_nothing_else(school, rina):
    run(rina, school[0], roster_csv(pupil("ANI LESTARI", "3514064101100001", "01/01/2010", sex="P")))
    before = people()[0]

    outcome = run(rina, school[0], roster_csv(pupil("ANI LESTARI", "3514064101100001", "01/01/2010", sex="P",
                                                    nisn="0101111111", class_name="XI-2")))  # fmt: skip

    after = people()[0]
    assert counts(outcome) == (0, 1, 0, 0, 0)
    assert {k for k in after if after[k] != before[k]} == {"class_name", "nisn", "version"}
    assert (after["class_name"], after["nisn"]) == ("XI-2", "0101111111")


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (pupil("ANI LESTARI", "3514064101100001", "02/01/2010", sex="P"), "birth_differs"),
        (pupil("WAHYU KURNIAWAN", "3514064101100001", "01/01/2010", sex="P"), "name_differs"),
        (pupil("ANI LESTARI", "3514064101100009", "01/01/2010", sex="P"), "other_nik"),
        (pupil("ANNI LESTARI", "3514064101100009", "01/01/2010", sex="P", nisn="0101111111"), "other_nik"),
        (pupil("WAHYU", "3514060303110003", "03/03/2011", nisn="0101111111"), "nisn_other"),
        (pupil("ANI LESTARY", "", "01/01/2010", sex="P", nisn="0101111111"), "nik_missing"),
        (pupil("ANI LESTARI", "3514064101100001", "01/01/2010", sex="P", district="Wonokromo", village=""),
         "standing_differs"),
    ],
)  # fmt: skip
def test_what_is_doubtful_waits_for_a_human_and_changes_nothing(school, rina, second, reason):
    run(rina, school[0], roster_csv(ANI, BUDI))
    before = people()

    outcome = run(rina, school[0], roster_csv(second))

    assert counts(outcome) == (0, 0, 0, 0, 1)
    assert people() == before
    with read_connection() as conn:
        assert conn.execute(select(roster_row.c.reason).where(roster_row.c.done == 0)).scalars().all() == [reason]


def test_twins_stay_two(school, rina):
    twins = roster_csv(
        pupil("HASAN BASRI", "3514061206090001", "12/06/2009"), pupil("HUSEN BASRI", "3514061206090002", "12/06/2009")
    )

    assert counts(run(rina, school[0], twins)) == (2, 0, 0, 0, 0)
    assert counts(run(rina, school[0], twins)) == (0, 0, 2, 0, 0)


def test_a_row_without_nik_is_recognised_by_nisn_name_and_birth_date(school, rina):
    run(rina, school[0], roster_csv(ANI))

    outcome = run(rina, school[0], roster_csv(pupil("ANI LESTARI", "", "01/01/2010", nisn="0101111111", sex="P",
                                                    class_name="XI-1")))  # fmt: skip

    assert counts(outcome) == (0, 1, 0, 0, 0)
    assert (people()[0]["nik"], people()[0]["class_name"]) == ("3514064101100001", "XI-1")


def test_a_row_without_nik_that_nobody_can_recognise_is_rejected_and_not_kept(school, rina):
    outcome = run(rina, school[0], roster_csv(pupil("SIAPA", "", "01/01/2010", nisn="0999999999"), BUDI))

    assert counts(outcome) == (1, 0, 0, 1, 0)
    assert count(roster_row) == 1


def test_people_of_another_regency_are_taken_and_marked_elsewhere(school, rina):
    outcome = run(rina, school[0], roster_csv(
        pupil("ORANG MALANG", "3507010101100001", "01/01/2010", village="", district=""),
        pupil("ORANG LUMBANG", "3513240101100002", "01/01/2010", village="", district="Lumbang"),
        pupil("ANAK LUMBANG", "3514040101100003", "01/01/2010", village="", district="Kec. Lumbang"),
        pupil("SALAH KETIK", "3514060101100004", "01/01/2010", village="", district="KEJAYEN"),
    ))  # fmt: skip

    assert outcome.new == 4
    assert [(row["name"], row["standing"], row["district"]) for row in people()] == [
        ("ORANG MALANG", 2, None), ("ORANG LUMBANG", 2, None), ("ANAK LUMBANG", 1, "35.14.04"),
        ("SALAH KETIK", 1, "35.14.06"),
    ]  # fmt: skip


def test_another_school_in_the_same_year_is_asked_about_a_pesantren_is_not(school, rina):
    run(rina, school[0], roster_csv(ANI))
    other = run(rina, school[1], roster_csv(ANI))
    pesantren = make_office(("pesantren", "PP CONTOH", "35.14.16"))[0]

    santri = run(rina, pesantren, roster_csv(pupil("ANI LESTARI", "3514064101100001", "01/01/2010", sex="P",
                                                   nisn="0101111111", class_name="ULA 2")))  # fmt: skip

    assert counts(other) == (0, 0, 0, 0, 1)
    assert counts(santri) == (0, 1, 0, 0, 0)
    assert (people()[0]["institution_id"], people()[0]["class_name"]) == (school[0], "X-1")  # the school leads
    assert count(membership) == 2


def test_an_older_school_year_adds_history_and_overwrites_nothing(school, rina):
    run(rina, school[0], roster_csv(ANI), year=2026)
    ani = pupil("ANI LESTARI", "3514064101100001", "01/01/2010", sex="P", nisn="0101111111", class_name="IX")
    old = roster_csv(ani)

    outcome = run(rina, school[1], old, year=2025)
    again = run(rina, school[1], old, year=2025)

    assert (counts(outcome), counts(again)) == ((0, 1, 0, 0, 0), (0, 0, 1, 0, 0))
    assert (people()[0]["institution_id"], people()[0]["class_name"]) == (school[0], "X-1")
    with read_connection() as conn:
        ends = conn.execute(select(membership.c.school_year, membership.c.until_day)).all()
    assert sorted(map(tuple, ends), key=str) == [(2025, date(2026, 6, 30)), (2026, None)]


def test_a_newer_school_year_closes_the_membership_before(school, rina):
    run(rina, school[1], roster_csv(ANI), year=2025)

    outcome = run(rina, school[0], roster_csv(ANI), year=2026)

    assert counts(outcome) == (0, 1, 0, 0, 0)
    assert people()[0]["institution_id"] == school[0]
    with read_connection() as conn:
        ends = dict(map(tuple, conn.execute(select(membership.c.school_year, membership.c.until_day))))
    assert ends == {2025: date(2026, 6, 30), 2026: None}


@pytest.mark.parametrize(("standing", "reason"), [(3, "moved"), (4, "deceased")])
def test_somebody_who_moved_away_or_died_is_asked_about(school, rina, standing, reason):
    run(rina, school[0], roster_csv(ANI))
    from ktp_core.db.engine import write_transaction

    with write_transaction() as conn:
        conn.execute(resident.update().values(standing=standing))

    outcome = run(rina, school[0], roster_csv(ANI))

    assert outcome.in_review == 1
    with read_connection() as conn:
        assert conn.scalar(select(roster_row.c.reason).where(roster_row.c.done == 0)) == reason


def test_what_changed_between_preview_and_apply_goes_to_review(school, rina):
    staged = upload(rina, school[0], roster_csv(ANI, BUDI))
    run(rina, school[1], roster_csv(ANI))  # somebody else was quicker

    outcome = service.apply(rina, staged, at=NOW, today=TODAY)

    assert counts(outcome) == (1, 0, 0, 0, 1)  # BUDI as shown, ANI not silently
    assert {row["name"]: row["institution_id"] for row in people()} == {
        "ANI LESTARI": school[1], "BUDI SANTOSO": school[0],
    }  # fmt: skip


def test_two_staged_copies_of_one_file_write_once(school, rina):
    first, second = (upload(rina, school[0], roster_csv(ANI, BUDI)) for _ in range(2))

    one = service.apply(rina, first, at=NOW, today=TODAY)
    two = service.apply(rina, second, at=NOW, today=TODAY)

    assert (counts(one), counts(two)) == ((2, 0, 0, 0, 0), (0, 0, 2, 0, 0))


def test_nothing_is_staged_or_applied_as_of_a_day_that_is_not_yet(school, rina):
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(Refused, match="date_future"):
        service.stage(rina, school[0], "daftar.csv", roster_csv(ANI), 2026, at=NOW, today=tomorrow)
    staged = upload(rina, school[0], roster_csv(ANI))

    with pytest.raises(Refused, match="date_future"):
        service.apply(rina, staged, at=NOW, today=tomorrow)

    assert (people(), count(roster_upload)) == ([], 1)
    assert service.apply(rina, staged, at=NOW, today=TODAY).new == 1


def test_discarding_writes_nothing_and_ends_the_upload(school, rina):
    staged = upload(rina, school[0], roster_csv(ANI))

    service.discard(rina, staged, at=NOW)

    assert people() == []
    with pytest.raises(Conflict, match="roster_discarded"):
        service.apply(rina, staged, at=NOW, today=TODAY)


def test_a_refused_file_leaves_nothing_behind(school, rina):
    with pytest.raises(Refused):
        upload(rina, school[0], b"\x00\x01 not a list", "daftar.xlsx")

    assert (count(roster_upload), count(roster_row), count(audit_log)) == (0, 0, 0)


def test_staged_rows_are_forgotten_after_thirty_days_and_counts_are_kept(school, rina):
    done = run(rina, school[0], roster_csv(ANI, pupil("SIAPA", "12", "01/01/2010")))
    open_one = upload(rina, school[0], roster_csv(BUDI))

    assert service.regencies_to_tidy(SYSTEM, at=NOW + timedelta(days=29)) == []
    assert service.regencies_to_tidy(SYSTEM, at=NOW + timedelta(days=31)) == [PASURUAN]
    early = service.forget_old(SYSTEM, PASURUAN, at=NOW + timedelta(days=29))
    late = service.forget_old(SYSTEM, PASURUAN, at=NOW + timedelta(days=31))

    assert (early, late) == (0, 2)
    assert service.regencies_to_tidy(SYSTEM, at=NOW + timedelta(days=31)) == []
    assert (count(roster_row), count(roster_issue)) == (0, 0)
    with read_connection() as conn:
        uploads = {row.id: row for row in conn.execute(select(roster_upload))}
    assert uploads[done.upload].facts["applied"] == {"new": 1, "changed": 0, "same": 0}
    assert uploads[open_one].state == "discarded"


@pytest.mark.parametrize("ending", ["apply", "discard", "decide"])
def test_the_names_of_a_finished_upload_are_kept_for_thirty_days_after_its_end(school, rina, ending):
    end = NOW + timedelta(days=20)
    if ending == "decide":
        run(rina, school[1], roster_csv(ANI))
    done = upload(rina, school[0], roster_csv(ANI))
    if ending == "discard":
        service.discard(rina, done, at=end)
    else:
        service.apply(rina, done, at=NOW if ending == "decide" else end, today=TODAY)
    if ending == "decide":
        service.decide(rina, done, 1, Choice.LEAVE_OUT, at=end)

    def left(days):
        service.forget_old(SYSTEM, PASURUAN, at=NOW + timedelta(days=days))
        with read_connection() as conn:
            return len(conn.execute(select(roster_row).where(roster_row.c.upload_id == done)).all())

    assert (left(31), left(49), left(51)) == (1, 1, 0)
    assert service.regencies_to_tidy(SYSTEM, at=NOW + timedelta(days=51)) == []


@pytest.mark.parametrize("role", ["head", "scheduler", "visit", "print", "delivery", "admin", "auditor"])
def test_only_roster_staff_may_write_rosters(school, rina, actor_of, role):
    staged = upload(rina, school[0], roster_csv(ANI))
    other = actor_of(role + "1", role, regency=PASURUAN)

    for attempt in (
        lambda: upload(other, school[0], roster_csv(BUDI)),
        lambda: service.apply(other, staged, at=NOW, today=TODAY),
        lambda: service.decide(other, staged, 1, Choice.LEAVE_OUT, at=NOW),
        lambda: service.recheck(other, staged, at=NOW),
        lambda: service.discard(other, staged, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert people() == []


def test_an_account_of_another_regency_or_district_may_not_touch_it(school, actor_of):
    tosari = {"regency": PASURUAN, "districts": ("35.14.24",)}
    for name, where in (("balangan", {"regency": "63.11"}), ("tosari", tosari)):
        with pytest.raises(NotAllowed):
            upload(actor_of(name, "roster", **where), school[0], roster_csv(ANI))


def test_no_nik_and_no_name_reaches_the_audit_log(school, rina):
    run(rina, school[0], roster_csv(ANI, BUDI))

    with read_connection() as conn:
        log = " ".join(f"{row.subject} {row.details}" for row in conn.execute(select(audit_log)))
    assert "ANI" not in log
    assert "351406410110" not in log


def test_the_summaries_are_those_of_the_rows(school, rina):
    run(rina, school[1], roster_csv(ANI, BUDI), year=2025)
    run(rina, school[0], roster_csv(pupil("ANI LESTARI", "3514064101100001", "01/01/2010", sex="P", district="Tosari",
                                          village="")))  # fmt: skip

    from ktp_core.summaries import rebuild

    with read_connection() as conn:
        assert list(rebuild.differences(conn)) == []
