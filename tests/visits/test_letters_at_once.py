"""A letter and its visits stay in step: whoever comes first, and whatever is done to either of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests_support.constants import NOW, PASURUAN
from tests_support.field_office import FieldOffice, after, field_office

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import writing
from ktp_core.db.engine import read_connection
from ktp_core.errors import KtpError, NotFound
from ktp_core.requests import service as letters
from ktp_core.requests import store as requests
from ktp_core.requests.model import RequestDraft, RequestState, Sender
from ktp_core.visits import moves, service
from ktp_core.visits.model import Origin, VisitDraft

DAY = date(2026, 11, 22)
EVERYTHING = list(service.WarningKind)


@pytest.fixture
def there(database: str) -> FieldOffice:
    return field_office()


@pytest.fixture
def by(there: FieldOffice, actor_of) -> Actor:
    return actor_of("jadwal", "scheduler", regency=PASURUAN)


def letter(by: Actor, place: int, number: str = "421/1") -> int:
    """One that was verified (version 2)."""
    draft = RequestDraft(institution_id=place, sender=Sender.SCHOOL, received_on=DAY, letter_number=number)
    key = letters.receive(by, PASURUAN, draft, today=DAY, at=NOW)
    letters.verify(by, key, 1, today=DAY, at=NOW)
    return key


def book(by: Actor, place: int, request_id: int | None, days: int = 0) -> int:
    draft = VisitDraft(
        institution_id=place, day=after(days), start=480, end=600, origin=Origin.REQUEST, request_id=request_id
    )
    return service.schedule(by, draft, today=DAY, accepted=EVERYTHING, at=NOW)


def state(request_id: int) -> RequestState:
    with read_connection() as conn:
        return requests.get(conn, request_id).state


def move(by: Actor, act: Callable[[Any], object]) -> None:
    with writing(by, Permission.VISIT_PLAN, PASURUAN, at=NOW) as tx:
        act(tx)
        tx.audit("test")


def test_a_letter_is_answered_only_by_a_visit_to_who_wrote_it(there: FieldOffice, by: Actor, actor_of):
    """Else somebody of one district could move the letters of all the others by their numbers."""
    wanted = letter(by, there.other)
    of_kejayan = actor_of("kejayan", "scheduler", regency=PASURUAN, districts=("35.14.06",))

    with pytest.raises(NotFound, match="request_unknown"):
        book(of_kejayan, there.school, wanted)

    assert state(wanted) is RequestState.VERIFIED


@pytest.mark.postgres
def test_a_letter_scheduled_again_while_its_visit_is_cancelled_is_scheduled(postgres_database: str, actor_of):
    there = field_office()
    by = actor_of("jadwal", "scheduler", regency=PASURUAN)
    wanted = letter(by, there.school)
    first = book(by, there.school, wanted)
    made: list[int] = []
    second = threading.Thread(target=lambda: made.append(book(by, there.school, wanted, 1)))

    with writing(by, Permission.VISIT_PLAN, PASURUAN, at=NOW) as tx:
        moves.cancel(tx, first, reason="ujian")
        second.start()
        second.join(1.5)  # it waits for us
        tx.audit("test")
    second.join(30)

    assert made
    assert state(wanted) is RequestState.SCHEDULED
    move(by, lambda tx: moves.start(tx, made[0]))
    move(by, lambda tx: moves.close(tx, made[0], minutes=None, kits=None))
    assert state(wanted) is RequestState.DONE


def test_a_closed_visit_is_opened_again_although_its_letter_was_withdrawn(there: FieldOffice, by: Actor):
    """Its outcomes may be wrong all the same; what became of the letter stays as it is."""
    wanted = letter(by, there.school)
    held, planned = book(by, there.school, wanted), book(by, there.school, wanted, 1)
    move(by, lambda tx: moves.start(tx, held))
    move(by, lambda tx: moves.close(tx, held, minutes=60, kits=1))
    with read_connection() as conn:
        version = requests.get(conn, wanted).version
    assert letters.withdraw(by, wanted, version, "batal", today=DAY, at=NOW) == 1, planned

    move(by, lambda tx: moves.reopen(tx, held, reason="salah catat"))
    move(by, lambda tx: moves.close(tx, held, minutes=60, kits=1))

    assert state(wanted) is RequestState.WITHDRAWN


@pytest.mark.postgres
def test_two_letters_planned_at_once_and_one_of_them_declined_do_not_wait_for_each_other(
    postgres_database: str, actor_of
):
    """Accepting a plan moves many letters in one transaction; a clerk decides on one of them."""
    there = field_office()
    by = actor_of("jadwal", "scheduler", regency=PASURUAN)
    one, two = letter(by, there.school), letter(by, there.other)
    begun, said = threading.Event(), []

    def decline() -> None:
        begun.wait(10)
        try:
            letters.decline(by, two, 2, "penuh", today=DAY, at=NOW)
            said.append("declined")
        except KtpError as refusal:
            said.append(refusal.code)
        except Exception as fault:
            said.append(type(fault).__name__)

    clerk = threading.Thread(target=decline)
    clerk.start()
    with writing(by, Permission.VISIT_PLAN, PASURUAN, at=NOW) as tx:
        moves.schedule(tx, VisitDraft(institution_id=there.school, day=after(0), request_id=one))
        begun.set()
        clerk.join(1.5)
        moves.schedule(tx, VisitDraft(institution_id=there.other, day=after(0), request_id=two))
        tx.audit("test")
    clerk.join(30)

    assert said == ["request_no_way"]
    assert state(one) is state(two) is RequestState.SCHEDULED
