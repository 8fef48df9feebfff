"""Visits closed and opened again out of their order: who was missed last is still expected somewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests_support.field_day import (
    AT,
    REGENCY,
    TODAY,
    WORK,
    card_states,
    everybody,
    later,
    make_school,
    missed,
    plan,
    say,
)  # fmt: skip

from ktp_core.fieldwork import service
from ktp_core.visits.model import Outcome, Reason

ILL = (Outcome.ABSENT, Reason.ILL)


@pytest.fixture
def team(database, actor_of):
    return actor_of("tim", "visit", regency=REGENCY)


@pytest.fixture
def boss(database, actor_of):
    return actor_of("jadwal", "scheduler", regency=REGENCY)


@pytest.fixture
def twice(team):
    """A week ago the first pupil was missed, and today again; both visits are closed."""
    school = make_school(2, day=TODAY - timedelta(days=7))
    service.prepare(team, school.visit_id, at=AT)
    say(team, school.visit_id, {1: ILL, 2: Outcome.RECORDED})
    service.close(team, school.visit_id, WORK, at=AT)
    second = plan(school.id, TODAY)
    service.prepare(team, second, at=AT)
    everybody(team, second, ILL)
    service.close(team, second, WORK, at=later(1))
    return school, second


def test_an_earlier_visit_closed_again_leaves_open_where_a_later_one_expects_somebody(team, boss, twice):
    school, second = twice
    pupil = school.pupils[1]
    assert missed(second) == {pupil: (school.id, None)}

    service.reopen(boss, school.visit_id, "menit salah", at=later(2))
    service.close(team, school.visit_id, WORK, at=later(3))

    assert missed(second) == {pupil: (school.id, None)}
    assert missed(school.visit_id) == {pupil: (school.id, second)}


def test_who_was_recorded_at_the_earlier_visit_after_all_is_expected_nowhere(team, boss, twice):
    school, second = twice
    pupil = school.pupils[1]

    service.reopen(boss, school.visit_id, "ternyata direkam", at=later(2))
    say(team, school.visit_id, {1: Outcome.RECORDED}, at=later(3))
    service.close(team, school.visit_id, WORK, at=later(4))

    assert missed(second)[pupil][1] == school.visit_id
    assert missed(school.visit_id) == {}
    assert sum(card_states().values()) == 2
