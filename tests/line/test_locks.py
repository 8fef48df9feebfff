"""Two who need the same rows take them in one order: on PostgreSQL one of them waits, and neither is thrown out.

Each test stands at the point where the other is half way: it holds what the other began with, and asks for the rest.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update
from tests_support.card_people import AT, REGENCY
from tests_support.constants import NOW
from tests_support.parcel_office import parcel_office
from tests_support.print_room import TODAY, marks, on_list, print_room, visit_of, waiting

from ktp_core.batches import service as batches
from ktp_core.cards.bulk import cards_by_id
from ktp_core.cards.model import CardState
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import resident
from ktp_core.delivery import service as delivery
from ktp_core.errors import KtpError
from ktp_core.institutions import service as institutions
from ktp_core.institutions import store as schools
from ktp_core.visits import store as visits

MOMENT = 0.7
"""Seconds after which the other has gone as far as the locks let it."""


@contextmanager
def meanwhile(act: Callable[[], object]) -> Iterator[list[Any]]:
    """Runs `act` beside the block, which begins when `act` stands still or is done; what came of it, at the end."""
    said: list[Any] = []

    def run() -> None:
        try:
            said.append(act())
        except KtpError as refusal:
            said.append(refusal.code)
        except Exception as fault:  # a deadlock: PostgreSQL throws one of the two out
            said.append(fault)

    other = threading.Thread(target=run)
    other.start()
    time.sleep(MOMENT)
    yield said
    other.join(30)


@pytest.fixture
def room(database: str, actor_of: Any) -> Any:
    return print_room(actor_of)


@pytest.fixture
def office(database: str, actor_of: Any) -> Any:
    return parcel_office(actor_of)


def closing(visit_id: int, people: list[int], act: Callable[[], object]) -> list[Any]:
    """What comes of `act` while that visit is closed: the visit is locked first, everybody on its list afterwards."""
    with write_transaction() as conn:
        visits.visit(conn, visit_id, lock=True)
        with meanwhile(act) as said:
            cards_by_id(conn, REGENCY, people, lock=True)
            conn.commit()
    return said


def test_cards_are_printed_at_a_visit_that_is_being_closed(room):
    visit, keys = visit_of(room.school), [waiting(n, date(2026, 5, n)) for n in (1, 2, 3)]
    on_list(visit, *keys)
    batch = batches.make(room.clerk, room.printer, day=TODAY, asked=3, visit_id=visit, today=TODAY, at=NOW)

    said = closing(visit, keys, lambda: batches.printed(room.clerk, batch, [1, 2, 3], day=TODAY, at=NOW))

    assert said == [3] and marks(batch) == ["printed"] * 3


def test_a_batch_of_a_visit_is_made_while_it_is_being_closed(room):
    visit, keys = visit_of(room.school), [waiting(n, date(2026, 5, n)) for n in (1, 2, 3)]
    on_list(visit, *keys)

    said = closing(
        visit, keys,
        lambda: batches.make(room.clerk, room.printer, day=TODAY, asked=3, visit_id=visit, today=TODAY, at=NOW),
    )  # fmt: skip

    assert marks(said[0]) == ["waiting"] * 3


def test_cards_are_packed_for_a_visit_that_is_being_closed(office):
    visit, keys = office.visit(office.school, TODAY), office.people(3)

    said = closing(
        visit, keys, lambda: delivery.pack(office.clerk, office.to_school, keys, visit_id=visit, at=AT)
    )  # fmt: skip

    assert isinstance(said[0], int)


def test_a_school_is_merged_while_a_list_of_siak_moves_its_pupils(office, actor_of):
    keys = office.people(400, CardState.PRINT_READY, school=office.school)
    roster = actor_of("lembaga", "roster", regency=REGENCY)
    last_of_all(min(keys))
    with read_connection() as conn:
        gone, kept = (schools.get(conn, key) for key in (office.school, office.other))

    def merge() -> object:
        return institutions.merge(roster, (gone.id, gone.version), (kept.id, kept.version), at=AT)

    with write_transaction() as conn:
        low = conn.execute(select(resident.c.id).where(resident.c.id == min(keys)).with_for_update()).scalar_one()
        with meanwhile(merge) as said:
            cards_by_id(conn, REGENCY, [low, *keys], lock=True)
            conn.commit()

    assert isinstance(said[0], dict) and said[0]["residents"] == 400


def last_of_all(key: int) -> None:
    """Of the pupils of a school this one is found last: by when they were born, and by where they lie in the table."""
    with write_transaction() as conn:
        conn.execute(update(resident).where(resident.c.id == key).values(birth_date=date(2012, 1, 1)))
