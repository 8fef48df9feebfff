"""The numbers of what needs somebody, against plain counts and against the lists that they open."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import lives, recount, store
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.attention import queries, service
from ktp_core.attention.model import Matter
from ktp_core.attention.rules import LETTER_DAYS, QUARTER, VISIT_DAYS
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.errors import NotAllowed
from ktp_core.kpi.model import Scope
from ktp_core.requests import queries as requests
from ktp_core.requests import store as letters
from ktp_core.requests.model import OPEN as WAITING
from ktp_core.requests.model import Chosen, RequestDraft, Sender
from ktp_core.visits import calendar
from ktp_core.visits.agenda import Chosen as OnCalendar
from ktp_core.visits.agenda import View, span
from ktp_core.visits.model import VisitState
from ktp_core.visits.states import OPEN
from ktp_core.visits.store import insert_visit

TODAY = date(2026, 11, 22)
DISTRICTS = ("35.14.06", "35.14.15")


@pytest.fixture
def places(database: str) -> list[int]:
    return make_office(*(("school", f"SMA {code}", code) for code in DISTRICTS))


def test_letters_are_those_of_the_list_and_late_ones_have_waited_longer_than_two_weeks(places: list[int]):
    chance = random.Random(4)
    waited = [chance.randrange(60) for _ in range(40)] + [LETTER_DAYS, LETTER_DAYS + 1]
    with write_transaction() as conn:
        for at, days in enumerate(waited):
            draft = RequestDraft(
                institution_id=places[at % 2], sender=Sender.SCHOOL, received_on=TODAY - timedelta(days=days)
            )
            letters.add(conn, PASURUAN, draft, NOW)

    for districts, mine in (((), waited), (DISTRICTS[:1], waited[::2])):
        with read_connection() as conn:
            found = queries.work(conn, Scope(PASURUAN, TODAY, districts), TODAY, blanks=False)
            listed = requests.count(conn, Chosen(PASURUAN, states=WAITING, districts=districts))
        assert (found.letters, found.letters_late) == (len(mine), sum(days > LETTER_DAYS for days in mine))
        assert listed == found.letters


def test_visits_without_an_end_are_those_of_the_agenda_that_opens_and_older_ones_beside_them(places: list[int]):
    chance = random.Random(6)
    made: list[tuple[date, VisitState, int]] = []
    with write_transaction() as conn:
        for at in range(120):
            day = TODAY + timedelta(days=chance.randint(-60, 10))
            state = chance.choice(list(VisitState))
            insert_visit(conn, PASURUAN, places[at % 2], day, at=NOW, state=state)
            made.append((day, state, at % 2))

    for districts, kept in (((), made), (DISTRICTS[1:], [one for one in made if one[2] == 1])):
        left = [day for day, state, _ in kept if state in OPEN and day < TODAY]
        recent = [day for day in left if (TODAY - day).days <= VISIT_DAYS]
        with read_connection() as conn:
            found = queries.work(conn, Scope(PASURUAN, TODAY, districts), TODAY, blanks=False)
            first, last = span(View.AGENDA, found.visits_since)
            asked = OnCalendar(PASURUAN, districts=districts, states=tuple(OPEN))
            listed = calendar.listed(conn, asked, first, last)
        assert (found.visits_open, found.visits_older) == (len(recent), len(left) - len(recent))
        assert len(listed) == len(recent) > 3
        assert last == TODAY - timedelta(days=1)


def test_a_district_over_a_quarter_is_a_recount_of_its_people(places: list[int]):
    with write_transaction() as conn:
        made = lives(PASURUAN, DISTRICTS, 600, seed=8, today=TODAY)
        store(conn, PASURUAN, made)

    day = date(2018, 6, 30)  # most of them were young then
    with read_connection() as conn:
        found = queries.districts(conn, Scope(PASURUAN, day))

    assert [one.district for one in found] == list(DISTRICTS)
    for one in found:
        now = recount(made, day, (one.district,))
        before = recount(made, day - timedelta(days=QUARTER), (one.district,))
        assert (one.eligible, one.covered) == (now["eligible"], now["covered"])
        assert one.recorded == now["covered"] - before["covered"] > 0
        assert one.open == now["eligible"] - before["covered"]


def test_only_who_may_see_the_heads_numbers_is_told(places: list[int], actor_of):
    part = actor_of("kejayan", "head", regency=PASURUAN, districts=DISTRICTS[:1])
    with write_transaction() as conn:
        insert_visit(conn, PASURUAN, places[1], TODAY - timedelta(days=3), at=NOW, state=VisitState.PLANNED)

    assert [point.matter for point in service.points(SYSTEM, Scope(PASURUAN, TODAY), TODAY)] == [Matter.VISITS]
    assert service.points(part, Scope(PASURUAN, TODAY), TODAY) == ()
    with pytest.raises(NotAllowed):
        service.points(part, Scope(PASURUAN, TODAY, DISTRICTS[1:]), TODAY)
    with pytest.raises(NotAllowed):
        service.points(actor_of("lain", "head", regency="63.11"), Scope(PASURUAN, TODAY), TODAY)
