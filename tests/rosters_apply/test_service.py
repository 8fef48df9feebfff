"""A roster from upload to residents, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from tests_support.offices import NOW, PASURUAN, TODAY, count, make_office, people, pupil, roster_csv

from ktp_core.db.engine import read_connection
from ktp_core.db.schema import audit_log, membership, resident, roster_issue, roster_row, roster_upload
from ktp_core.rosters import service


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
        actions = conn.execute(select(audit_log.c.action)).scalars().all()
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
