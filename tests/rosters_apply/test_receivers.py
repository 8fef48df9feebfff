"""Whom a roster lands on: after a merger the institution that stayed; nobody that is no longer served."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select
from tests_support.offices import NOW, PASURUAN, TODAY, make_office, people, pupil, roster_csv

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, institution, membership, roster_upload
from ktp_core.errors import Refused
from ktp_core.institutions import service as institutions
from ktp_core.rosters import service, store
from ktp_core.upkeep import verify

ANI = pupil("ANI LESTARI", "3514064101100001", "01/01/2010", nisn="0101111111", sex="P")


@pytest.fixture
def school(database):
    return make_office(("school", "SMK CONTOH KEJAYAN", "35.14.06"), ("school", "SMK CONTOH LAMA", "35.14.06"))


@pytest.fixture
def rina(school, actor_of):
    return actor_of("rina", "roster", regency=PASURUAN)


def stage(by, institution_id):
    return service.stage(by, institution_id, "daftar.csv", roster_csv(ANI), 2026, at=NOW, today=TODAY)


def merge(by, gone, kept):
    institutions.merge(by, (gone, 1), (kept, 1), at=NOW)


def landed():
    with read_connection() as conn:
        members = conn.execute(select(membership.c.institution_id)).scalars().all()
        uploads = conn.execute(select(roster_upload.c.institution_id)).scalars().all()
    return [row["institution_id"] for row in people()], members, uploads


def test_a_roster_for_a_merged_institution_lands_on_the_one_that_stayed(school, rina):
    kept, gone = school
    merge(rina, gone, kept)

    outcome = service.apply(rina, stage(rina, gone), at=NOW, today=TODAY)

    assert (outcome.new, outcome.institution) == (1, "SMK CONTOH KEJAYAN")
    assert landed() == ([kept], [kept], [kept])
    assert verify.verify(SYSTEM, today=TODAY).differences == []
    with read_connection() as conn:
        details = conn.scalar(select(audit_log.c.details).where(audit_log.c.action == "roster.stage"))
    assert json.loads(details)["institution"] == kept


@pytest.mark.parametrize("moved", [True, False])
def test_an_upload_staged_before_the_merger_lands_on_the_one_that_stayed(school, rina, moved):
    kept, gone = school
    staged = stage(rina, gone)
    merge(rina, gone, kept)
    if not moved:  # staged in the moment of the merger, which therefore did not see it
        with write_transaction() as conn:
            conn.execute(roster_upload.update().values(institution_id=gone))

    with read_connection() as conn:
        assert store.get(conn, staged).institution == "SMK CONTOH KEJAYAN"
    outcome = service.apply(rina, staged, at=NOW, today=TODAY)

    assert outcome.new == 1
    assert landed()[:2] == ([kept], [kept])


def end(institution_id, day):
    with write_transaction() as conn:
        where = institution.c.id == institution_id
        conn.execute(institution.update().where(where).values(active_until=day, inactive_reason="tutup"))


def test_an_institution_that_ended_gets_no_roster_until_it_is_reactivated(school, rina):
    staged = stage(rina, school[0])
    end(school[0], TODAY)

    for attempt in (lambda: stage(rina, school[0]), lambda: service.apply(rina, staged, at=NOW, today=TODAY)):
        with pytest.raises(Refused, match="institution_ended"):
            attempt()
    assert people() == []

    institutions.reactivate(rina, school[0], 1, at=NOW)
    assert service.apply(rina, staged, at=NOW, today=TODAY).new == 1


def test_an_institution_that_ends_tomorrow_still_gets_rosters(school, rina):
    end(school[0], TODAY + timedelta(days=1))

    assert service.apply(rina, stage(rina, school[0]), at=NOW, today=TODAY).new == 1
