"""Batches proposed and made: in the order of urgency, within blanks and capacity, never a card of another batch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from tests_support.card_people import KEJAYAN, PURWOSARI, REGENCY, bring_to
from tests_support.constants import BALANGAN, NOW
from tests_support.offices import plan_of
from tests_support.print_room import (
    BLANKS,
    GROWN,
    TODAY,
    YOUNG,
    of,
    on_list,
    print_room,
    progress,
    residents,
    visit_of,
    waiting,
    walk,
)

from ktp_core.batches import candidates, order, queries, service
from ktp_core.batches.model import BatchState, Category, PrintOrder, Progress
from ktp_core.batches.proposal import Room, Wish
from ktp_core.blanks import service as blanks
from ktp_core.cards.model import CardState, Cause
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log
from ktp_core.errors import Conflict, NotAllowed, NotFound, Refused

C = Category


def propose(there, asked=50, *, day=TODAY, by=None, holder=None, **more):
    return service.propose(
        by or there.clerk, REGENCY, holder or there.printer, day=day, asked=asked, today=TODAY, **more
    )


def make(there, asked=50, *, day=TODAY, by=None, holder=None, **more):
    return service.make(by or there.clerk, holder or there.printer, day=day, asked=asked, today=TODAY, at=NOW, **more)


def one_of_each() -> dict[str, int]:
    """A card of every category, the less urgent the longer it waits."""
    return {
        "replaced": waiting(1, date(2026, 2, 1), replaced=True),
        "changed": waiting(2, date(2026, 3, 1), cause=Cause.CHANGED),
        "damaged": waiting(3, date(2026, 4, 1), cause=Cause.DAMAGED),
        "lost": waiting(4, date(2026, 5, 1), cause=Cause.LOST),
        "waiting": waiting(5, date(2026, 6, 1)),
        "disaster": waiting(6, date(2026, 7, 1), cause=Cause.DISASTER),
        "first_time": waiting(7, date(2026, 8, 1), born=YOUNG),
    }


def test_the_most_urgent_come_first_and_within_them_the_longest_wait(there):
    keys = one_of_each()
    earlier = waiting(8, date(2026, 7, 15), born=YOUNG)
    waiting(9, TODAY + timedelta(days=1), born=date(2009, 11, 23))  # due tomorrow

    offer = propose(there)

    assert [one.resident_id for one in offer.cards] == [
        earlier, keys["first_time"], keys["disaster"], keys["waiting"], keys["lost"], keys["damaged"], keys["changed"],
        keys["replaced"],
    ]  # fmt: skip
    assert [one.category for one in offer.cards] == [C.FIRST_TIME, *order.DEFAULT.categories]
    assert dict(offer.waiting) == dict.fromkeys(C, 1) | {C.FIRST_TIME: 2}
    assert offer.room == Room(BLANKS, 0, 20, 0)


def test_tomorrow_brings_those_who_are_of_age_tomorrow(there):
    waiting(1, date(2026, 11, 1), born=date(2009, 11, 23))

    assert propose(there).cards == ()
    assert len(propose(there, day=TODAY + timedelta(days=1)).cards) == 1


def test_another_order_is_followed_and_a_batch_keeps_the_one_it_was_made_by(there):
    keys = one_of_each()
    before = of(make(there, 1))
    wanted = PrintOrder((C.LOST, C.REPLACED, *(one for one in C if one not in (C.LOST, C.REPLACED))), 3)

    service.set_order(there.clerk, REGENCY, wanted, at=NOW)

    names = {key: name for name, key in keys.items()}
    assert [names[one.resident_id] for one in propose(there).cards][:2] == ["lost", "replaced"]
    assert of(make(there, 1)).categories == wanted.categories
    assert before.categories == order.DEFAULT.categories
    with read_connection() as conn:
        assert queries.order(conn, REGENCY) == replace(wanted, version=1)


def test_of_two_who_change_the_order_the_second_is_told(there):
    service.set_order(there.clerk, REGENCY, order.DEFAULT, at=NOW)

    with pytest.raises(Conflict, match="order_changed"):
        service.set_order(there.second, REGENCY, order.DEFAULT, at=NOW)
    service.set_order(there.second, REGENCY, replace(order.DEFAULT, version=1, first_time_months=6), at=NOW)
    with pytest.raises(Conflict, match="order_changed"):
        service.set_order(there.clerk, REGENCY, replace(order.DEFAULT, version=1), at=NOW)
    with pytest.raises(NotAllowed):
        service.set_order(there.kejayan, REGENCY, replace(order.DEFAULT, version=2), at=NOW)


def test_a_shorter_time_of_first_cards_makes_more_of_them_wait(there):
    waiting(1, date(2026, 8, 1), born=YOUNG)
    service.set_order(there.clerk, REGENCY, PrintOrder(order.DEFAULT.categories, 5), at=NOW)

    assert [one.category for one in propose(there).cards] == [C.WAITING]


def test_what_is_made_is_what_was_proposed_and_belongs_to_nobody_else(there):
    keys = one_of_each()
    offer = propose(there, 3)

    key = make(there, 3, note="  untuk   SMA ")
    batch = of(key)

    assert residents(key) == [one.resident_id for one in offer.cards]
    assert (batch.number, batch.state, batch.note, batch.made_by) == (1, BatchState.OPEN, "untuk SMA", "cetak")
    assert progress(key) == Progress(waiting=3)
    rest = propose(there)
    assert {one.resident_id for one in rest.cards} == set(keys.values()) - set(residents(key))
    assert sum(n for _, n in rest.waiting) == len(keys) - 3
    assert rest.room == Room(BLANKS, 3, 20, 3)
    assert of(make(there)).number == 2


def test_capacity_counts_by_day_and_blanks_over_all_days(there):
    for number in range(1, 31):
        waiting(number, date(2026, 5, 1))

    assert len(residents(make(there))) == 20
    with pytest.raises(Refused, match="batch_no_capacity"):
        make(there)
    assert len(residents(make(there, day=TODAY + timedelta(days=1)))) == 10


def test_blanks_that_are_promised_are_not_promised_again(there):
    for number in range(1, 31):
        waiting(number, date(2026, 5, 1))
    blanks.give_back(there.clerk, there.printer, BLANKS - 12, day=TODAY, document="BA", at=NOW)
    first = make(there, 8)
    second = make(there, day=TODAY + timedelta(days=1))

    assert (len(residents(first)), len(residents(second))) == (8, 4)
    with pytest.raises(Refused, match="batch_no_stock") as told:
        make(there, day=TODAY + timedelta(days=2))
    assert told.value.params == {"name": "Pencetak 1", "stock": 12, "promised": 12}
    service.finish(there.clerk, first, 1, at=NOW)
    assert len(propose(there, day=TODAY + timedelta(days=2)).cards) == 8


def test_a_printer_without_capacity_is_limited_by_its_blanks_alone(there):
    for number in range(1, 26):
        waiting(number, date(2026, 5, 1))

    assert len(propose(there, holder=there.other).cards) == 25


def test_who_is_left_out_by_hand_makes_place_for_the_next(there):
    keys = [waiting(number, date(2026, 5, number)) for number in range(1, 6)]

    made = make(there, 2, skip=frozenset(keys[:2]))

    assert residents(made) == keys[2:4]


def test_districts_and_institutions_narrow_it_and_an_empty_one_says_so(there):
    here = waiting(1, date(2026, 5, 1), institution=there.school)
    away = waiting(2, date(2026, 4, 1), district=PURWOSARI, institution=there.pesantren)
    unknown = waiting(3, date(2026, 3, 1), district=None)

    def found(**more):
        return [one.resident_id for one in propose(there, **more).cards]

    assert found() == [unknown, away, here]
    assert found(districts=(KEJAYAN,)) == [here]
    assert found(districts=(KEJAYAN, PURWOSARI)) == [away, here]
    assert found(institutions=(there.pesantren,)) == [away]
    assert found(institutions=(there.school, there.pesantren)) == [away, here]
    with pytest.raises(Refused, match="batch_nobody"):
        make(there, districts=("35.14.15",))


def test_an_account_of_one_district_prints_of_this_alone(there):
    mine = waiting(1, date(2026, 5, 1))
    waiting(2, date(2026, 4, 1), district=PURWOSARI)
    waiting(3, date(2026, 4, 1), district=None)
    key = make(there, by=there.kejayan)
    rest = make(there)

    assert residents(key) == [mine] and of(key).districts == (KEJAYAN,)
    with pytest.raises(NotAllowed):
        propose(there, by=there.kejayan, districts=(PURWOSARI,))
    with pytest.raises(NotAllowed):
        service.take(there.kejayan, rest, [1], at=NOW)
    with pytest.raises(NotAllowed):
        service.looked(there.kejayan, rest, at=NOW)
    with read_connection() as conn:
        mine_only = queries.batches(conn, REGENCY, districts=[KEJAYAN])
        assert list(mine_only["id"]) == [key] and queries.batches_total(conn, REGENCY, districts=[KEJAYAN]) == 1
        with pytest.raises(NotFound):
            queries.batch(conn, rest, regency=REGENCY, districts=[KEJAYAN])
        with pytest.raises(NotFound):
            queries.batch(conn, rest, regency=BALANGAN)


def test_what_makes_no_sense_is_refused(there):
    waiting(1, date(2026, 5, 1))
    wrong = [
        ({"asked": 0}, "batch_asked"),
        ({"asked": 1001}, "batch_asked"),
        ({"day": TODAY - timedelta(days=1)}, "batch_day"),
        ({"day": TODAY + timedelta(days=40)}, "batch_day"),
        ({"note": "x" * 301}, "batch_note"),
    ]

    for more, code in wrong:
        with pytest.raises(Refused, match=code):
            make(there, **{"asked": 5, **more})


def test_printers_and_visits_of_nobody_are_not_found(there):
    with pytest.raises(NotFound, match="blank_holder_unknown"):
        make(there, holder=there.printer + 900)
    with pytest.raises(NotFound, match="visit_unknown"):
        make(there, visit_id=3514 * 10**9 + 77)
    with pytest.raises(NotAllowed):
        make(there, by=there.looker)


def test_on_the_spot_people_of_the_visit_are_printed_and_those_recorded_at_it_and_of_its_institution(there):
    from tests_support.card_people import add_people, event_of, newcomer

    from ktp_core.cards import store
    from ktp_core.cards.model import CardAction
    from ktp_core.summaries.store import Deltas

    key = visit_of(there.school)
    grown, young = waiting(1, date(2026, 5, 1)), waiting(2, date(2026, 8, 1), born=YOUNG)
    waiting(3, date(2026, 2, 1))  # of elsewhere
    pupil = waiting(5, date(2026, 3, 1), institution=there.school)  # recorded last year, not on the list
    on_list(key, grown, young)
    with write_transaction() as conn:
        (walk_in,) = add_people(conn, newcomer(4, born=YOUNG))
        deltas = Deltas(REGENCY)
        event = replace(event_of(store.card(conn, walk_in), CardAction.RECORD, TODAY), visit_id=key)
        store.write(conn, store.card(conn, walk_in), event, deltas)
        walk(conn, walk_in, CardState.PRINT_READY, TODAY)

    offer = propose(there, visit_id=key)

    assert [one.resident_id for one in offer.cards] == [young, walk_in, pupil, grown]
    assert dict(offer.waiting)[C.FIRST_TIME] == 2 and sum(n for _, n in offer.waiting) == 4
    with pytest.raises(Refused, match="batch_visit_day"):
        propose(there, visit_id=key, day=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="batch_visit_cancelled"):
        propose(there, visit_id=visit_of(there.school, state="cancelled"))


def test_people_of_the_visit_who_become_due_are_added_up_to_the_room(there):
    key = visit_of(there.school)
    on_list(key, *[waiting(number, date(2026, 5, number)) for number in range(1, 4)])
    made = make(there, visit_id=key)
    with pytest.raises(Refused, match="batch_nobody"):
        service.add_from_visit(there.clerk, made, today=TODAY, at=NOW)
    service.skip(there.clerk, made, [2], reason="pulang", at=NOW)
    more = [waiting(number, date(2026, 6, number)) for number in range(4, 26)]
    on_list(key, *more)

    added = service.add_from_visit(there.clerk, made, today=TODAY, at=NOW)

    assert added == 18  # 20 a day, 2 wait already; who was skipped is not taken in again
    assert residents(made)[3:] == more[:18]
    with pytest.raises(Refused, match="batch_no_capacity"):
        service.add_from_visit(there.clerk, made, today=TODAY, at=NOW)
    waiting(26, date(2026, 6, 1))
    plain = make(there, day=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="batch_no_visit"):
        service.add_from_visit(there.clerk, plain, today=TODAY, at=NOW)


def test_who_leaves_the_line_leaves_the_batch(there):
    first, second = waiting(1, date(2026, 5, 1)), waiting(2, date(2026, 5, 2))
    key = make(there)
    with write_transaction() as conn:
        walk(conn, first, CardState.PRINTED, TODAY)

    assert progress(key) == Progress(waiting=1, gone=1)
    with write_transaction() as conn:
        bring_to(conn, second, CardState.DUPLICATE, TODAY)
    assert progress(key) == Progress(gone=2)


def test_making_looking_and_ordering_leave_one_entry_each_that_names_nobody(there):
    waiting(1, date(2026, 5, 1), born=GROWN)
    key = make(there, note="catatan rahasia")
    service.looked(there.clerk, key, at=NOW)
    service.looked_ahead(there.clerk, REGENCY, cards=3, at=NOW)
    service.set_order(there.clerk, REGENCY, order.DEFAULT, at=NOW)

    with read_connection() as conn:
        rows = conn.execute(select(audit_log.c.action, audit_log.c.details).order_by(audit_log.c.seq)).all()
    ours = [(action, details) for action, details in rows if action.startswith("batch.")]
    assert [action for action, _ in ours] == ["batch.make", "batch.view", "batch.preview", "batch.order"]
    assert not any("rahasia" in str(details) or "PENDUDUK" in str(details) for _, details in ours)


def test_what_comes_next_is_read_from_one_index_alone(sqlite_database, actor_of):
    there = print_room(actor_of)
    for number in range(1, 4):
        waiting(number, date(2026, 5, number), cause=None if number < 3 else Cause.LOST)
    seen: list[tuple[str, Any]] = []
    with read_connection() as conn:
        event.listen(conn, "before_cursor_execute", lambda *said: seen.append((said[2], said[3])))
        wish = Wish(institutions=(there.school,))
        candidates.propose(conn, REGENCY, TODAY, order=order.DEFAULT, wish=Wish(), limit=5)
        plans = [plan_of(conn, statement, values) for statement, values in list(seen) if "FROM resident" in statement]
        assert candidates.propose(conn, REGENCY, TODAY, order=order.DEFAULT, wish=wish, limit=5)[0] == []

    counted, held, *walks = plans
    assert counted == "SEARCH resident USING COVERING INDEX ix_print_order (regency=?)"
    assert "USING INDEX uq_print_batch_card_waiting" in held and "SCAN resident" not in held
    assert len(walks) == 2
    for walk_ in walks:
        assert "USING COVERING INDEX ix_print_order (regency=? AND serial=? AND cause=?" in walk_
        assert "uq_print_batch_card_waiting" in walk_ and "TEMP B-TREE" not in walk_
