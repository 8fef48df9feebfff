"""Ways round the line that are closed: one person alone, a day that cannot be, somebody else's district."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from tests_support.card_people import AT, KEJAYAN, PURWOSARI, REGENCY, TODAY
from tests_support.constants import NOW
from tests_support.print_room import (
    PrintRoom,
    marks,
    on_list,
    print_room,
    residents,
    stock,
    visit_of,
    waiting,
)

from ktp_core.batches import service as batches
from ktp_core.blanks.model import EntryKind
from ktp_core.cards import service, store
from ktp_core.cards.lists import decisions
from ktp_core.cards.lists import service as lists
from ktp_core.cards.model import CardAction, CardState
from ktp_core.cards.queries import Disputes, disputes
from ktp_core.cards.states import ActionNotAllowed
from ktp_core.db.engine import read_connection
from ktp_core.db.schema import blank_entry, resident
from ktp_core.delivery import service as delivery
from ktp_core.delivery.finished import Loss
from ktp_core.errors import Conflict, NotAllowed, Refused
from ktp_core.upkeep import batches as batch_check
from ktp_core.upkeep.model import Report

A, S = CardAction, CardState


@pytest.fixture
def there(database: str, actor_of: Any) -> PrintRoom:
    return print_room(actor_of)


@pytest.fixture
def admin(actor_of: Any) -> Any:
    return actor_of("adm", "admin", regency=REGENCY)


def state(key: int) -> CardState:
    with read_connection() as conn:
        return store.card(conn, key).state


def printed_in_a_batch(there: PrintRoom, number: int = 1, *, day: date = TODAY) -> int:
    key = waiting(number, date(2026, 5, number))
    batch = batches.make(there.clerk, there.printer, day=TODAY, asked=1, today=TODAY, at=NOW)
    batches.printed(there.clerk, batch, [1], day=day, at=NOW)
    return key


def correct(by: Any, key: int, seen: CardState, *, day: date = TODAY, reason: str = "salah") -> CardState:
    return service.act(by, key, A.CORRECT, day=day, at=AT, expected_state=seen, reason=reason).state


def siak_says(by: Any, key: int, word: str, day: date) -> int:
    """A list that contradicts ours; the disagreement."""
    with read_connection() as conn:
        number = conn.execute(select(resident.c.nik).where(resident.c.id == key)).scalar_one()
    rows = f"NIK;STATUS;TANGGAL\n{number};{word};{day:%d/%m/%Y}\n".encode()
    sheets, roles = lists.understand(by, REGENCY, rows, "siak.csv", today=TODAY)
    lists.apply(by, REGENCY, sheets, roles, listed_on=TODAY, today=TODAY, at=AT)
    with read_connection() as conn:
        return int(disputes(conn, Disputes(REGENCY), limit=5)["id"].iloc[0])


def test_nobody_makes_a_finished_card_vanish_with_a_list_of_their_own(there):
    key = printed_in_a_batch(there)
    asked = siak_says(there.clerk, key, "PRR", TODAY)

    with pytest.raises(NotAllowed, match="disagreement_own_list"):
        decisions.take(there.clerk, asked, reason="hilang", expected_state=S.PRINTED, at=AT)
    assert state(key) is S.PRINTED

    decisions.take(there.second, asked, reason="surat pusat", expected_state=S.PRINTED, at=AT)
    assert state(key) is S.PRINT_READY


def test_who_brought_in_that_siak_printed_a_card_does_not_take_it_back_alone(there, actor_of):
    key = waiting(1, date(2026, 5, 1))
    both = actor_of("dua.peran", "admin", "print", regency=REGENCY)
    other = actor_of("adm", "admin", regency=REGENCY)
    with pytest.raises(IndexError):  # nothing contradicts: the list is applied
        siak_says(both, key, "CARD_PRINTED", TODAY)
    assert state(key) is S.PRINTED

    with pytest.raises(Refused, match="blank_second_person"):
        correct(both, key, S.PRINTED)
    assert correct(other, key, S.PRINTED) is S.PRINT_READY


def test_an_act_is_not_taken_back_on_a_day_before_it(there, admin):
    key = printed_in_a_batch(there, day=TODAY - timedelta(days=2))
    before = stock(there.printer)

    with pytest.raises(ActionNotAllowed, match="card_day_before"):
        correct(admin, key, S.PRINTED, day=TODAY - timedelta(days=40))
    assert (state(key), stock(there.printer)) == (S.PRINTED, before)

    assert correct(admin, key, S.PRINTED, day=TODAY - timedelta(days=2)) is S.PRINT_READY
    with read_connection() as conn:
        e = blank_entry.c
        days = dict(conn.execute(select(e.kind, e.day).where(e.resident_id == key)).all())
    assert days[EntryKind.UNDONE] >= days[EntryKind.USED]


def test_the_batch_that_took_the_blank_gives_the_card_back_and_no_other(there, admin, actor_of):
    visit = visit_of(there.school)
    key = waiting(1, date(2026, 5, 1))
    on_list(visit, key)
    old = batches.make(there.clerk, there.printer, day=TODAY, asked=1, visit_id=visit, today=TODAY, at=NOW)
    batches.skip(there.clerk, old, [1], reason="buram", at=NOW)
    new = batches.make(there.clerk, there.printer, day=TODAY, asked=1, today=TODAY, at=NOW)
    batches.printed(there.clerk, new, [1], day=TODAY, at=NOW)
    destroy(there, key)
    batches.unskip(there.clerk, old, [1], at=NOW)
    batches.printed(there.clerk, old, [1], day=TODAY, at=NOW)

    assert correct(admin, key, S.PRINTED) is S.PRINT_READY

    assert (marks(old), marks(new)) == (["released"], ["printed"])
    report = Report()
    with read_connection() as conn:
        batch_check.check(conn, report)
    assert report.differences == []


def destroy(there: PrintRoom, key: int) -> None:
    made = delivery.propose_destruction(there.clerk, key, Loss.DAMAGED, "sobek", day=TODAY, at=AT)
    delivery.decide_destruction(there.second, made, True, day=TODAY, at=AT)


def test_people_of_other_districts_never_come_into_the_batch_of_a_district(there):
    visit = visit_of(there.school)
    mine = waiting(1, date(2026, 5, 1))
    on_list(visit, mine)
    batch = batches.make(there.kejayan, there.printer, day=TODAY, asked=5, visit_id=visit, today=TODAY, at=NOW)
    theirs, late = waiting(2, date(2026, 5, 2), district=PURWOSARI), waiting(3, date(2026, 5, 3), district=KEJAYAN)
    on_list(visit, theirs, late)

    assert batches.add_from_visit(there.clerk, batch, today=TODAY, at=NOW) == 1
    assert residents(batch) == [mine, late]


def test_a_destruction_is_not_decided_before_it_was_proposed(there):
    key = printed_in_a_batch(there, day=TODAY - timedelta(days=9))
    made = delivery.propose_destruction(there.clerk, key, Loss.DAMAGED, "sobek", day=TODAY, at=AT)

    with pytest.raises(Refused, match="parcel_day_before"):
        delivery.decide_destruction(there.second, made, True, day=TODAY - timedelta(days=3), at=AT)
    assert state(key) is S.PRINTED


def test_a_card_printed_again_is_not_destroyed_for_the_one_before_it(there):
    day = TODAY - timedelta(days=2)
    key = printed_in_a_batch(there, day=day)
    made = delivery.propose_destruction(there.clerk, key, Loss.DAMAGED, "sobek", day=day, at=AT)
    decisions.take(
        there.second, siak_says(there.clerk, key, "PRR", day), reason="surat", expected_state=S.PRINTED, at=AT
    )
    batch = batches.make(there.clerk, there.printer, day=TODAY, asked=1, today=TODAY, at=NOW)
    batches.printed(there.clerk, batch, [1], day=TODAY, at=NOW)

    with pytest.raises(Conflict, match="destroy_card_moved"):
        delivery.decide_destruction(there.second, made, True, day=TODAY, at=AT)
    assert state(key) is S.PRINTED
    delivery.decide_destruction(there.second, made, False, day=TODAY, at=AT)


@pytest.mark.parametrize("typed", ["x" * 10_000, "nol\0bita", "dua\nbaris", "<b>tebal</b>"])
def test_any_reason_is_kept_on_one_line_and_never_without_end(there, admin, typed):
    key = printed_in_a_batch(there)

    assert correct(admin, key, S.PRINTED, reason=typed) is S.PRINT_READY

    with read_connection() as conn:
        kept = store.history(conn, key)[-1].reason
    assert kept and len(kept) <= 500 and kept.isprintable()


@pytest.mark.parametrize("end", [batches.finish, batches.cancel])
def test_a_batch_does_not_end_under_the_hands_of_who_is_printing(there, end):
    waiting(1, date(2026, 5, 1)), waiting(2, date(2026, 5, 2))
    batch = batches.make(there.clerk, there.printer, day=TODAY, asked=2, today=TODAY, at=NOW)
    batches.take(there.second, batch, [2], at=NOW)

    with pytest.raises(Conflict, match="batch_taken") as told:
        end(there.clerk, batch, 1, reason="habis jam", at=NOW)
    assert told.value.params["numbers"] == "2" and marks(batch) == ["waiting"] * 2

    batches.give_back(there.clerk, batch, [2], at=NOW)
    assert end(there.clerk, batch, 1, reason="habis jam", at=NOW) == 2
