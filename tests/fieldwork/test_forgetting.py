"""What was written down of walk-ins goes a month after their visit was closed, and nothing else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from tests_support.field_day import (
    AT,
    BORN,
    REGENCY,
    WORK,
    card_states,
    events,
    everybody,
    make_school,
    nik,
    outcomes,
    sheet_of,
    walk_in,
)  # fmt: skip

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import audit_log, visit_person
from ktp_core.fieldwork import service
from ktp_core.web import daily

LATER = AT + timedelta(days=31)


@pytest.fixture
def team(database, actor_of):
    return actor_of("tim", "visit", regency=REGENCY)


@pytest.fixture
def school(team):
    """Two pupils and a walk-in, all recorded; the visit is still open."""
    made = make_school(2)
    service.prepare(team, made.visit_id, at=AT)
    everybody(team, made.visit_id)
    service.add_walk_in(team, made.visit_id, walk_in(77, "BUDI SANTOSO"), at=AT)
    return made


def written_down() -> list[str]:
    with read_connection() as conn:
        return [str(facts) for facts in conn.execute(select(visit_person.c.walk_in)).scalars() if facts]


def test_a_visit_that_is_open_keeps_what_it_needs_to_be_closed(school):
    daily.tidy(LATER)

    assert len(written_down()) == 1


def test_a_month_after_closing_it_is_gone_and_an_empty_day_writes_nothing(team, school):
    service.close(team, school.visit_id, WORK, at=AT)
    daily.tidy(AT + timedelta(days=29))
    assert len(written_down()) == 1

    daily.tidy(LATER)
    daily.tidy(LATER)

    assert written_down() == []
    with read_connection() as conn:
        where = audit_log.c.action == "visit.forget"
        entries = conn.execute(select(audit_log.c.subject, audit_log.c.details).where(where)).all()
    assert [tuple(one) for one in entries] == [(REGENCY, '{"people":1}')]


def test_opened_again_afterwards_everything_holds_as_before(team, school, actor_of):
    boss = actor_of("jadwal", "scheduler", regency=REGENCY)
    service.close(team, school.visit_id, WORK, at=AT)
    before, cards = outcomes(school.visit_id), card_states()
    daily.tidy(LATER)

    service.reopen(boss, school.visit_id, "salah menit", at=LATER)
    line = sheet_of(school.visit_id).lines[-1]
    closed = service.close(team, school.visit_id, WORK, at=LATER)

    assert (line.nik, line.name, line.birth_date, line.doubt) == (nik(77), "BUDI SANTOSO", BORN, False)
    assert (closed.recorded, closed.taken_back, closed.newcomers) == (0, 0, 0)
    assert (outcomes(school.visit_id), card_states()) == (before, cards)
    assert len(events(school.visit_id)) == 3


def test_only_the_installation_forgets(team, school, actor_of):
    assert service.regencies_to_tidy(SYSTEM, at=LATER) == []
    service.close(team, school.visit_id, WORK, at=AT)

    assert service.regencies_to_tidy(SYSTEM, at=LATER) == [REGENCY]
    assert service.forget_old(SYSTEM, REGENCY, at=LATER) == 1
