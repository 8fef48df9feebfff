"""Taking an act back takes back what went along with it, blank, batch, hand-over; or it says where that is done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from tests_support.card_people import AT, KEJAYAN, REGENCY, TODAY, walk
from tests_support.print_room import PrintRoom, marks, print_room, stock, waiting
from tests_support.print_room import walk as as_siak_says

from ktp_core.batches import service as batches
from ktp_core.cards import service, store
from ktp_core.cards.model import CardAction, CardState, Channel
from ktp_core.cards.states import ActionNotAllowed
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, blank_entry
from ktp_core.delivery import queries
from ktp_core.delivery import service as delivery
from ktp_core.delivery.finished import Loss, Proof, Receipt, Receiver, Spot
from ktp_core.delivery.model import Destination, Keeper, Place
from ktp_core.errors import NotFound, Refused
from ktp_core.upkeep import batches as batch_check
from ktp_core.upkeep import delivery as delivery_check
from ktp_core.upkeep.model import Report

A, S = CardAction, CardState
DAY = TODAY - timedelta(days=20)
TO_KEJAYAN = Destination(Place.DISTRICT, district=KEJAYAN)
OWNER = Receipt(Receiver.OWNER, Proof.CARD)


@pytest.fixture
def there(database: str, actor_of) -> PrintRoom:
    return print_room(actor_of)


@pytest.fixture
def admin(actor_of):
    return actor_of("adm", "admin", regency=REGENCY)


@pytest.fixture
def giver(actor_of):
    return actor_of("antar", "delivery", regency=REGENCY)


def state(key: int) -> CardState:
    with read_connection() as conn:
        return store.card(conn, key).state


def take_back(by, key: int, seen: CardState) -> CardState:
    return service.act(
        by, key, A.CORRECT, day=TODAY, at=AT, expected_state=seen, reason="salah", channel=Channel.OFFICE
    ).state


def print_one(by, key: int, holder_id: int | None, **how: object) -> CardState:
    asked = {"day": TODAY, "at": AT, "expected_state": S.PRINT_READY, "holder_id": holder_id} | how
    return service.act(by, key, A.PRINT, **asked).state


def whereabouts(key: int):
    with read_connection() as conn:
        return queries.where_is(conn, key)


def nothing_differs() -> bool:
    report = Report()
    with read_connection() as conn:
        batch_check.check(conn, report)
        delivery_check.check(conn, report)
    return report.differences == []


def entries() -> list[tuple[str, int | None]]:
    with read_connection() as conn:
        rows = conn.execute(select(blank_entry.c.kind, blank_entry.c.resident_id).order_by(blank_entry.c.id)).all()
    return [tuple(row) for row in rows if row.kind != "received"]


def finished(there: PrintRoom, number: int = 1) -> int:
    """Printed here with a blank, by the first clerk."""
    key = waiting(number, DAY)
    print_one(there.clerk, key, there.printer)
    return key


def sent(giver, *keys: int) -> int:
    parcel_id = delivery.pack(giver, TO_KEJAYAN, keys, at=AT)
    delivery.send(giver, parcel_id, Keeper.DISTRICT, "Budi", "Antar", day=TODAY, at=AT)
    return parcel_id


# -- printing at the card


def test_a_card_is_printed_with_one_blank_and_one_audit_entry(there):
    key = waiting(1, DAY)
    with read_connection() as conn:
        before = conn.execute(select(func.count()).select_from(audit_log)).scalar_one()

    assert print_one(there.clerk, key, there.printer) is S.PRINTED

    assert entries() == [("used", key)]
    assert (stock(there.printer), stock(there.other)) == (99, 100)
    with read_connection() as conn:
        assert conn.execute(select(func.count()).select_from(audit_log)).scalar_one() == before + 1


def test_without_a_blank_nothing_is_printed(there, actor_of):
    key = waiting(1, DAY)
    foreign = actor_of("balangan", "print", regency=None)
    refused = [
        (ActionNotAllowed, "card_blank", {"holder_id": None}),
        (NotFound, "blank_holder_unknown", {"holder_id": there.printer + 50}),
        (NotFound, "blank_holder_unknown", {"holder_id": 6311 * 10**9 + 1}),
        (Refused, "blank_none_then", {"holder_id": there.printer, "day": TODAY - timedelta(days=29)}),
        (Refused, "blank_day_old", {"holder_id": there.printer, "day": TODAY - timedelta(days=32)}),
    ]
    early = waiting(2, TODAY - timedelta(days=300))  # so that of a day of long ago the day alone is wrong
    for kind, code, how in refused:
        with pytest.raises(kind, match=code):
            print_one(foreign, early if "day" in how else key, **how)

    assert (state(key), state(early), entries()) == (S.PRINT_READY, S.PRINT_READY, [])


def test_what_happens_to_finished_cards_has_no_button_at_the_card(there, giver):
    key = finished(there)
    for action in (A.DISPATCH, A.DELIVER, A.SPOIL):
        with pytest.raises(Refused, match="card_by_delivery"):
            service.act(giver, key, action, day=TODAY, at=AT, expected_state=S.PRINTED, reason="uji")

    assert state(key) is S.PRINTED


# -- taking a print back


def test_a_print_is_taken_back_by_somebody_else_and_its_blank_returns(there, admin, actor_of):
    both = actor_of("dua", "print", "admin", regency=REGENCY)
    key = waiting(1, DAY)
    print_one(both, key, there.printer)
    with pytest.raises(Refused, match="blank_second_person"):
        take_back(both, key, S.PRINTED)
    assert (state(key), stock(there.printer)) == (S.PRINTED, 99)

    assert take_back(admin, key, S.PRINTED) is S.PRINT_READY
    assert entries() == [("used", key), ("undone", key)]
    assert stock(there.printer) == 100
    assert nothing_differs()


def test_a_print_that_siak_told_of_is_taken_back_without_a_blank(there, admin):
    key = waiting(1, DAY)
    with write_transaction() as conn:
        as_siak_says(conn, key, S.PRINTED, DAY)

    assert take_back(admin, key, S.PRINTED) is S.PRINT_READY
    assert (entries(), stock(there.printer)) == ([], 100)


def test_a_card_that_a_batch_printed_is_released_by_it(there, admin):
    keys = [waiting(number, DAY) for number in (1, 2)]
    batch = batches.make(there.clerk, there.printer, day=TODAY, asked=2, today=TODAY, at=AT)
    batches.printed(there.clerk, batch, [1, 2], day=TODAY, at=AT)

    assert take_back(admin, keys[0], S.PRINTED) is S.PRINT_READY
    assert (marks(batch), stock(there.printer)) == (["released", "printed"], 99)
    assert nothing_differs()
    # It waits again, and another batch may take it.
    again = batches.make(there.clerk, there.printer, day=TODAY, asked=2, today=TODAY, at=AT)
    assert batches.printed(there.clerk, again, [1], day=TODAY, at=AT) == 1
    assert nothing_differs()


def test_a_print_of_our_own_after_one_of_a_batch_leaves_that_batch_alone(there, admin, giver):
    key = waiting(1, DAY)
    batch = batches.make(there.clerk, there.printer, day=TODAY, asked=1, today=TODAY, at=AT)
    batches.printed(there.clerk, batch, [1], day=TODAY, at=AT)
    destroyed(there, giver, key)
    print_one(there.clerk, key, there.other)
    take_back(admin, key, S.PRINTED)

    assert (marks(batch), stock(there.printer), stock(there.other)) == (["printed"], 99, 100)
    assert nothing_differs()


def destroyed(there: PrintRoom, giver, key: int) -> int:
    made = delivery.propose_destruction(giver, key, Loss.DAMAGED, "sobek", day=TODAY, at=AT)
    delivery.decide_destruction(there.clerk, made, True, day=TODAY, at=AT)
    return made


def test_a_card_in_a_parcel_or_proposed_for_destruction_is_not_unprinted(there, admin, giver):
    packed, doomed = finished(there, 1), finished(there, 2)
    delivery.pack(giver, TO_KEJAYAN, [packed], at=AT)
    delivery.propose_destruction(giver, doomed, Loss.MISPRINTED, "buram", day=TODAY, at=AT)

    with pytest.raises(Refused, match="card_in_parcel") as refusal:
        take_back(admin, packed, S.PRINTED)
    assert refusal.value.params["code"] == whereabouts(packed).code
    with pytest.raises(Refused, match="card_destruction_open"):
        take_back(admin, doomed, S.PRINTED)
    assert stock(there.printer) == 98


def test_what_two_people_destroyed_stays_destroyed(there, admin, giver):
    key = finished(there)
    destroyed(there, giver, key)

    with pytest.raises(Refused, match="card_destroyed"):
        take_back(admin, key, S.PRINT_READY)
    assert state(key) is S.PRINT_READY


# -- taking a hand-over back


def test_a_hand_over_at_the_counter_is_void_and_the_card_lies_at_the_office(there, admin, giver):
    key = finished(there)
    delivery.hand_over(giver, key, OWNER, day=TODAY, at=AT)

    assert take_back(admin, key, S.DELIVERED) is S.PRINTED
    assert whereabouts(key).spot is Spot.OFFICE
    assert nothing_differs()
    delivery.hand_over(giver, key, OWNER, day=TODAY, at=AT)
    assert state(key) is S.DELIVERED


def test_a_card_handed_over_out_of_a_parcel_is_in_it_again(there, admin, giver):
    key = finished(there)
    parcel_id = sent(giver, key)
    delivery.hand_over(giver, key, OWNER, day=TODAY, at=AT, parcel_id=parcel_id)
    assert whereabouts(key).spot is Spot.HAND

    assert take_back(admin, key, S.DELIVERED) is S.DISPATCHED
    found = whereabouts(key)
    assert (found.spot, found.parcel_id, str(found.parcel_state)) == (Spot.PARCEL, parcel_id, "sent")
    assert nothing_differs()
    assert delivery.hand_over_many(giver, parcel_id, [1], OWNER, day=TODAY, at=AT) == 1


def test_a_delivery_that_siak_told_of_is_taken_back_into_the_parcel(there, admin, giver):
    key = finished(there)
    parcel_id = sent(giver, key)
    with write_transaction() as conn:
        as_siak_says(conn, key, S.DELIVERED, TODAY)
    assert nothing_differs()

    assert take_back(admin, key, S.DELIVERED) is S.DISPATCHED
    assert whereabouts(key).parcel_id == parcel_id
    assert nothing_differs()


def test_what_a_parcel_did_is_put_right_at_the_parcel(there, admin, giver):
    out, back = finished(there, 1), finished(there, 2)
    parcel_id = sent(giver, out, back)
    delivery.bring_back(giver, parcel_id, [2], "sudah pindah", day=TODAY, at=AT)

    for key, seen in ((out, S.DISPATCHED), (back, S.PRINTED)):
        with pytest.raises(Refused, match="card_parcel_correct"):
            take_back(admin, key, seen)
        assert state(key) is seen


def test_a_sending_that_siak_told_of_is_not_taken_back_while_a_parcel_has_the_card_outside(there, admin, giver):
    first, second = finished(there, 1), finished(there, 2)
    parcel_id = delivery.pack(giver, TO_KEJAYAN, [first], at=AT)
    with write_transaction() as conn:
        for key in (first, second):
            as_siak_says(conn, key, S.DISPATCHED, TODAY)
    assert take_back(admin, second, S.DISPATCHED) is S.PRINTED
    delivery.send(giver, parcel_id, Keeper.DISTRICT, "Budi", "Antar", day=TODAY, at=AT)

    with pytest.raises(Refused, match="card_parcel_correct"):
        take_back(admin, first, S.DISPATCHED)


def test_acts_before_there_were_parcels_are_taken_back_as_ever(there, admin):
    key = waiting(1, DAY)
    walk(key, A.PRINT, A.DISPATCH, A.RETURN, A.DISPATCH, A.DELIVER)
    states = [take_back(admin, key, state(key)) for _ in range(5)]

    assert states == [S.DISPATCHED, S.PRINTED, S.DISPATCHED, S.PRINTED, S.PRINT_READY]
    assert nothing_differs()
