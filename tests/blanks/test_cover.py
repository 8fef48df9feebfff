"""How long blanks last and how many to ask for: by hand, and against a day-by-day second telling."""

from __future__ import annotations

import math
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ktp_core.blanks.cover import RESERVE, STEP, Supply, outlook

FIRST = date(2026, 11, 23)
WEEKDAYS = [day for day in (FIRST + timedelta(days=n) for n in range(300)) if day.weekday() < 5]


def supply(**values) -> Supply:
    usual = {"stock": 100, "backlog": 0, "coming": (), "replaced": 0, "replaced_days": 60, "used": 0, "spoiled": 0,
             "capacity": 10}  # fmt: skip
    return Supply(**(usual | values))


def test_a_queue_beyond_the_capacity_is_worked_off_day_by_day_until_the_blanks_are_gone():
    found = outlook(supply(backlog=150), WEEKDAYS)

    assert found.days == 10 and found.run_out.day == WEEKDAYS[10]
    assert found.cleared == WEEKDAYS[14]
    assert [step.left for step in found.steps[:3]] == [90, 80, 70]


def test_a_birthday_on_a_day_off_is_printed_on_the_next_working_day_never_before():
    saturday = WEEKDAYS[4] + timedelta(days=1)
    found = outlook(supply(coming=((saturday, 7),)), WEEKDAYS)

    assert [step.printed for step in found.steps[3:6]] == [0, 0, 7]
    assert found.steps[5].day == saturday + timedelta(days=2)
    assert found.run_out is None and found.days is None


def test_what_was_printed_today_leaves_so_much_less_of_todays_capacity():
    found = outlook(supply(backlog=100, done=7), WEEKDAYS)

    assert [step.printed for step in found.steps[:3]] == [3, 13, 23]
    assert outlook(supply(backlog=100, done=12), WEEKDAYS).steps[0].left == 100


def test_blanks_that_spoil_are_needed_too():
    found = outlook(supply(stock=100, backlog=100, used=100, spoiled=3), WEEKDAYS)

    assert found.steps[9].printed == 100 and found.steps[9].blanks == 103
    assert found.run_out.day == WEEKDAYS[9] and found.days == 9


def test_the_order_is_what_lacks_with_the_reserve_rounded_up():
    found = outlook(supply(stock=100, backlog=10_000), WEEKDAYS)
    need = found.need(WEEKDAYS[29])

    assert (need.cards, need.unprinted, need.blanks, need.shortage) == (300, 9_700, 300, 200)
    assert need.order == STEP and need.order >= 300 + 10 * RESERVE - 100 - STEP + 1
    assert outlook(supply(stock=9_000, backlog=100), WEEKDAYS).need(WEEKDAYS[29]).order == 0
    assert found.need(FIRST - timedelta(days=1)) is None


def test_without_any_capacity_nothing_is_foreseen():
    found = outlook(supply(capacity=None, backlog=5), WEEKDAYS)

    assert (found.steps, found.run_out, found.need(WEEKDAYS[5])) == ((), None, None)


@given(
    stock=st.integers(0, 400), backlog=st.integers(0, 300), capacity=st.integers(1, 30), replaced=st.integers(0, 90),
    spoiled=st.integers(0, 20), coming=st.lists(st.tuples(st.integers(1, 80), st.integers(1, 20)), max_size=12),
    done=st.integers(0, 40),
)  # fmt: skip
def test_the_course_is_that_of_a_queue_kept_by_hand(stock, backlog, capacity, replaced, spoiled, coming, done):
    days = {}
    for after, n in coming:
        day = FIRST + timedelta(days=after)
        days[day] = days.get(day, 0) + n
    given_ = supply(stock=stock, backlog=backlog, capacity=capacity, replaced=replaced, used=100, spoiled=spoiled,
                    coming=tuple(sorted(days.items())), done=done)  # fmt: skip

    found = outlook(given_, WEEKDAYS[:60])

    waiting, printed, joined = backlog, 0, 0
    for number, (day, step) in enumerate(zip(WEEKDAYS, found.steps, strict=False), start=1):
        since = WEEKDAYS[number - 2] if number > 1 else FIRST - timedelta(days=30)
        again = math.floor(replaced * number / 60) - joined
        joined += again
        waiting += sum(n for when, n in days.items() if since < when <= day) + again
        today = min(waiting, max(capacity - done, 0) if number == 1 else capacity)
        waiting, printed = waiting - today, printed + today
        assert step.printed == printed
        assert step.blanks == printed + math.ceil(printed * spoiled / 100)
        assert step.left == stock - step.blanks
        assert found.need(day).unprinted == waiting
