"""What the pure parts decide: order of urgency, states of a batch, numbers as people write them, limits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core.batches import numbers, order, rules, states
from ktp_core.batches.model import MOST, BatchAction, BatchState, Category, PrintOrder, Progress
from ktp_core.batches.proposal import Room
from ktp_core.cards.model import Cause
from ktp_core.errors import Refused
from ktp_core.labels import batches as words

TODAY = date(2026, 11, 22)
C = Category


@pytest.mark.parametrize(
    "serial, cause, of_age, expected",
    [
        (1, None, TODAY, C.FIRST_TIME),
        (1, None, date(2025, 11, 23), C.FIRST_TIME),
        (1, None, date(2025, 11, 22), C.WAITING),
        (1, None, date(2010, 1, 1), C.WAITING),
        (2, Cause.DISASTER, TODAY, C.DISASTER),
        (3, Cause.LOST, date(2010, 1, 1), C.LOST),
        (2, Cause.DAMAGED, date(2010, 1, 1), C.DAMAGED),
        (2, Cause.CHANGED, date(2010, 1, 1), C.CHANGED),
        (2, None, date(2010, 1, 1), C.REPLACED),
    ],
)
def test_a_card_is_as_urgent_as_what_it_replaces_and_a_first_one_as_its_age(serial, cause, of_age, expected):
    assert order.category(serial, cause, of_age, TODAY, order.DEFAULT) is expected


def test_every_cause_has_a_category_and_every_category_of_replacements_its_cause():
    found = {order.category(2, cause, TODAY, TODAY, order.DEFAULT): cause for cause in (*Cause, None)}

    assert {one: order.cause_of(one) for one in found} == found
    assert set(found) | {C.FIRST_TIME, C.WAITING} == set(C)


@given(st.dates(date(2012, 1, 1), date(2040, 12, 31)), st.integers(1, order.LONGEST))
def test_first_time_lasts_so_many_months_and_never_longer_the_later_it_is(day, months):
    wanted = PrintOrder(order.DEFAULT.categories, months)
    since = order.first_time_since(day, wanted)

    assert (day.year * 12 + day.month) - (since.year * 12 + since.month) == months
    assert since.day <= day.day
    assert order.first_time_since(day - timedelta(days=1), wanted) <= since


@pytest.mark.parametrize(
    "wrong, code",
    [
        (PrintOrder(order.DEFAULT.categories[:-1], 12), "order_categories"),
        (PrintOrder((C.LOST, *order.DEFAULT.categories[:-1]), 12), "order_categories"),
        (PrintOrder(order.DEFAULT.categories, 0), "order_months"),
        (PrintOrder(order.DEFAULT.categories, order.LONGEST + 1), "order_months"),
    ],
)
def test_an_order_names_every_category_once_and_a_sensible_time(wrong, code):
    with pytest.raises(Refused, match=code):
        order.checked(wrong)
    assert order.checked(order.DEFAULT) == order.DEFAULT


def test_the_table_of_states_is_what_the_buttons_offer_and_nothing_else_passes():
    for state in BatchState:
        for progress in (Progress(waiting=3), Progress(printed=1), Progress(waiting=2, spoiled=1)):
            offered = states.actions(state, progress)
            for action in BatchAction:
                if action in offered:
                    assert states.after(state, action, progress) is states.TRANSITIONS[state, action]
                else:
                    with pytest.raises(Refused):
                        states.after(state, action, progress)


def test_what_has_ended_stays_ended_and_what_was_begun_is_not_cancelled():
    assert {state for state, _ in states.TRANSITIONS} == set(states.HOLDING)
    with pytest.raises(Refused, match="batch_begun"):
        states.after(BatchState.OPEN, BatchAction.CANCEL, Progress(waiting=4, spoiled=1))
    with pytest.raises(Refused, match="batch_over"):
        states.after(BatchState.DONE, BatchAction.PAUSE, Progress())
    with pytest.raises(Refused, match="batch_no_way"):
        states.after(BatchState.OPEN, BatchAction.RESUME, Progress())


@pytest.mark.parametrize(
    "typed, found",
    [
        ("7", (7,)),
        ("1-3, 31", (1, 2, 3, 31)),
        (" 3 – 5 ;1 ", (1, 3, 4, 5)),
        ("5 5 4—6", (4, 5, 6)),
        ("1000", (1000,)),
    ],
)
def test_numbers_are_read_as_people_write_them(typed, found):
    assert numbers.parse(typed) == found


@pytest.mark.parametrize("typed", ["", "a", "0", "3-1", "1-", "-4", "1001", "1-99999999", "1,,2,x", "²"])
def test_what_is_no_number_is_refused_with_the_part_that_is_wrong(typed):
    with pytest.raises(Refused, match="batch_numbers"):
        numbers.parse(typed)


@given(st.sets(st.integers(1, MOST), min_size=1, max_size=20))
def test_what_is_said_is_read_back_unless_it_is_cut_off(positions):
    said = numbers.say(positions)

    if said.endswith("…"):
        assert set(numbers.parse(said.removesuffix(", …"))) < positions
    else:
        assert set(numbers.parse(said)) == positions


@pytest.mark.parametrize(
    "room, free, limit",
    [
        (Room(10, 4, None, 0), 6, "stock"),
        (Room(10, 4, 5, 2), 3, "capacity"),
        (Room(10, 8, 5, 2), 2, "stock"),
        (Room(3, 8, 5, 2), 0, "stock"),
        (Room(30, 8, 5, 7), 0, "capacity"),
    ],
)
def test_room_is_the_lower_of_blanks_and_capacity_and_never_below_nothing(room, free, limit):
    assert (room.free, rules.binding(room)) == (free, limit)


def test_a_batch_is_for_days_to_come_and_one_of_a_visit_also_for_days_of_late():
    assert rules.planned_for(TODAY, TODAY, on_the_spot=False) == TODAY
    assert rules.planned_for(TODAY - rules.AHEAD, TODAY, on_the_spot=True) == TODAY - rules.AHEAD
    for day, on_the_spot in (
        (TODAY - timedelta(days=1), False),
        (TODAY + rules.AHEAD + timedelta(days=1), False),
        (TODAY - rules.AHEAD - timedelta(days=1), True),
    ):
        with pytest.raises(Refused, match="batch_day"):
            rules.planned_for(day, TODAY, on_the_spot=on_the_spot)


def test_every_member_has_its_word():
    from ktp_core.batches.model import CardMark

    assert list(words.CATEGORIES) == list(C)
    assert list(words.STATES) == list(BatchState)
    assert list(words.MARKS) == list(CardMark)
    assert list(words.STEPS) == list(BatchAction)
