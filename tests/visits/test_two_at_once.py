"""Two schedulers at once: of two bookings of one thing at one hour, one wins and the other is told."""

from __future__ import annotations

import pytest
from tests_support.at_once import told
from tests_support.constants import NOW, PASURUAN
from tests_support.field_office import MONDAY, TODAY, FieldOffice, after, field_office

from ktp_core.access.model import Actor
from ktp_core.db.engine import read_connection
from ktp_core.visits import service, store
from ktp_core.visits.model import VisitDraft

ROUNDS = 12
EVERYTHING = list(service.WarningKind)


@pytest.fixture
def there(database: str) -> FieldOffice:
    return field_office()


@pytest.fixture
def two(there: FieldOffice, actor_of) -> list[Actor]:
    return [actor_of(name, "scheduler", regency=PASURUAN) for name in ("jadwal1", "jadwal2")]


def test_one_kit_is_booked_by_one_of_two(there: FieldOffice, two: list[Actor]):
    for n in range(ROUNDS):
        drafts = [
            VisitDraft(institution_id=place, day=after(n), start=480, end=600, resources=(there.kit,))
            for place in (there.school, there.other)
        ]
        said = told(*(
            lambda by=by, draft=draft: service.schedule(by, draft, today=TODAY, accepted=EVERYTHING, at=NOW)
            for by, draft in zip(two, drafts, strict=True)
        ))  # fmt: skip

        assert sorted(said) == ["", "visit_clash"]
    with read_connection() as conn:
        assert len(store.between(conn, PASURUAN, MONDAY, after(ROUNDS))) == ROUNDS


def test_of_a_booking_and_a_move_to_the_same_hour_one_wins(there: FieldOffice, two: list[Actor]):
    everything = list(service.WarningKind)
    for n in range(ROUNDS):
        first = VisitDraft(institution_id=there.school, day=after(7 * n), start=480, end=600, team_id=there.team)
        key = service.schedule(two[0], first, today=TODAY, accepted=everything, at=NOW)
        other = VisitDraft(institution_id=there.other, day=after(7 * n + 1), start=480, end=600, team_id=there.team)

        said = told(
            lambda key=key, day=other.day: service.reschedule(
                two[0], key, 1, day=day, start=540, end=660, reason="ujian", today=TODAY, accepted=everything, at=NOW
            ),
            lambda other=other: service.schedule(two[1], other, today=TODAY, accepted=everything, at=NOW),
        )

        assert sorted(said) == ["", "visit_clash"]


def test_of_two_who_move_one_visit_the_second_is_told_that_it_changed(there: FieldOffice, two: list[Actor]):
    everything = list(service.WarningKind)
    for n in range(ROUNDS):
        draft = VisitDraft(institution_id=there.school, day=after(7 * n), team_id=there.team)
        key = service.schedule(two[0], draft, today=TODAY, accepted=everything, at=NOW)

        said = told(*(
            lambda by=by, key=key, day=after(7 * n + step): service.reschedule(
                by, key, 1, day=day, start=None, end=None, reason="ujian", today=TODAY, accepted=everything, at=NOW
            )
            for step, by in enumerate(two, start=2)
        ))  # fmt: skip

        assert sorted(said) == ["", "visit_changed"]
        with read_connection() as conn:
            assert store.visit(conn, key).version == 2
