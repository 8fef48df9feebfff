"""A service that is planned anew while one of its days is moved: one waits for the other, never both."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from tests_support.constants import PASURUAN
from tests_support.rounds_office import AT, TODAY, an_office, stored, visits

from ktp_core.cards.model import Channel
from ktp_core.db.engine import write_transaction
from ktp_core.rounds import service
from ktp_core.rounds import store as rounds
from ktp_core.rounds.model import RoundDraft
from ktp_core.visits import store


@pytest.mark.postgres
def test_planning_a_service_anew_and_moving_one_of_its_visits_wait_in_one_order(postgres_database, actor_of):
    place = an_office(actor_of)
    key = place.set_up()
    service.generate(place.scheduler, PASURUAN, TODAY + timedelta(days=20), at=AT)
    one = stored(key)
    draft = RoundDraft(**{name: getattr(one, name) for name in RoundDraft.__dataclass_fields__})
    said: list[str] = []

    def edit() -> None:
        try:
            service.edit(place.scheduler, key, one.version, replace(draft, start=540), replan=True, at=AT)
            said.append("planned anew")
        except Exception as fault:
            said.append(type(fault).__name__)

    other = threading.Thread(target=edit)
    with write_transaction() as conn:  # as moving a visit does it: the turn of booking first, then the visit
        store.book(conn, PASURUAN)
        other.start()
        other.join(1.5)
        store.visit(conn, visits()[-1].id, lock=True)
    other.join(30)

    assert said == ["planned anew"]
    assert {each.start for each in visits() if each.day > TODAY} == {540}


@pytest.mark.postgres
def test_changing_one_service_and_generating_all_lock_them_in_one_order(postgres_database, actor_of):
    place = an_office(actor_of)
    first = place.set_up()
    second = place.set_up(channel=Channel.DISTRICT_OFFICE, districts=("35.14.01",))
    one = stored(second)
    draft = RoundDraft(**{name: getattr(one, name) for name in RoundDraft.__dataclass_fields__})
    said: list[str] = []

    def edit() -> None:
        try:
            service.edit(place.scheduler, second, one.version, replace(draft, start=540), replan=False, at=AT)
            said.append("changed")
        except Exception as fault:
            said.append(type(fault).__name__)

    other = threading.Thread(target=edit)
    with write_transaction() as conn:  # as generating locks them, one after the other
        rounds.get(conn, first, lock=True)
        other.start()
        other.join(1.5)
        rounds.get(conn, second, lock=True)
    other.join(30)

    assert said == ["changed"]
