"""The plan of a recurring service: whose turn it is, days off, exceptions, and what is there already."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core.cards.model import Channel
from ktp_core.errors import Refused
from ktp_core.rounds.model import Document, Kept, RoundDraft, Slot
from ktp_core.rounds.rules import check, check_counts, check_period, plan, service_days, shifted
from ktp_core.workdays.model import Blocked, Cause, DayKind, Holiday
from ktp_core.workdays.rules import Calendar

MONDAY = date(2026, 11, 23)
DAYS = [MONDAY + timedelta(days=n) for n in range(120)]
STOPS = st.integers(1, 9).map(lambda n: tuple(range(101, 101 + n)))
SERVICE = st.lists(st.sampled_from(DAYS), min_size=1, max_size=60, unique=True).map(sorted)


def draft(**changes: object) -> RoundDraft:
    values: dict[str, object] = {
        "name": "Kenduren Mas", "channel": Channel.KENDUREN_MAS, "weekdays": (0, 2), "start": 480, "end": 780,
        "from_day": MONDAY, "stops": (101, 102, 103),
    }  # fmt: skip
    return RoundDraft(**(values | changes))  # type: ignore[arg-type]


def kept(slots: list[Slot]) -> list[Kept]:
    return [Kept(slot.day, slot.institution_id) for slot in slots]


@given(STOPS, SERVICE)
def test_every_stop_comes_in_its_turn_and_nobody_is_skipped(stops, service):
    slots = plan(stops, service, {}, [])

    assert [slot.day for slot in slots] == service
    assert [slot.institution_id for slot in slots] == [stops[n % len(stops)] for n in range(len(service))]


@given(STOPS, SERVICE, st.data())
def test_whatever_was_served_before_one_full_turn_reaches_every_stop(stops, service, data):
    past = data.draw(st.lists(st.tuples(st.integers(1, 300), st.sampled_from(stops), st.booleans())))
    already = [Kept(MONDAY - timedelta(days=ago), stop, counts) for ago, stop, counts in past]

    slots = plan(stops, service, {}, already)

    for start in range(len(slots) - len(stops) + 1):
        turn = [slot.institution_id for slot in slots[start : start + len(stops)]]
        assert sorted(turn) == sorted(stops)


@given(STOPS, SERVICE, st.data())
def test_a_day_off_moves_the_turn_and_loses_none(stops, service, data):
    off = data.draw(st.sets(st.sampled_from(service)))

    without = plan(stops, [day for day in service if day not in off], {}, [])

    everything = plan(stops, service, {}, [])
    assert [s.institution_id for s in without] == [s.institution_id for s in everything][: len(service) - len(off)]


@given(STOPS, SERVICE, st.data())
def test_a_stop_that_cannot_be_served_keeps_its_place_at_the_head(stops, service, data):
    shut = data.draw(st.sampled_from(stops))
    reopens = data.draw(st.sampled_from(service))

    slots = plan(stops, service, {}, [], lambda stop, day: stop != shut or day >= reopens)

    if len(stops) == 1:
        assert [slot.day for slot in slots] == [day for day in service if day >= reopens]
        return
    assert not [slot for slot in slots if slot.institution_id == shut and slot.day < reopens]
    after = [slot.institution_id for slot in slots if slot.day >= reopens]
    assert len(after) < len(stops) or shut in after[: len(stops)]
    waited = {slot.institution_id for slot in slots if slot.day < reopens}
    if waited == set(stops) - {shut}:  # everybody else has been served since: it goes first of all
        assert after[0] == shut


@given(STOPS, SERVICE, st.data())
def test_exceptions_are_kept_and_cost_nobody_the_turn(stops, service, data):
    days = data.draw(st.lists(st.sampled_from(service), unique=True))
    exceptions = {day: data.draw(st.sampled_from([*stops, 999])) for day in days}

    slots = plan(stops, service, exceptions, [])

    assert {slot.day: slot.institution_id for slot in slots if slot.day in exceptions} == exceptions
    assert [slot.day for slot in slots] == service
    own = [slot.institution_id for slot in slots if slot.day not in exceptions]
    if len(own) >= len(stops):  # as many own turns as stops: each was served at least once
        assert {slot.institution_id for slot in slots} >= set(stops)


@given(STOPS, SERVICE, st.data())
def test_generating_twice_makes_nothing_twice_and_in_two_pieces_the_same_as_at_once(stops, service, data):
    cut = data.draw(st.integers(0, len(service)))
    whole = plan(stops, service, {}, [])

    first = plan(stops, service[:cut], {}, [])
    rest = plan(stops, service, {}, kept(first))

    assert first + rest == whole
    assert plan(stops, service, {}, kept(whole)) == []


@given(STOPS, SERVICE, st.data())
def test_what_is_there_is_never_touched_and_a_called_off_day_is_not_filled_again(stops, service, data):
    there = data.draw(st.lists(st.sampled_from(service), unique=True))
    already = [Kept(day, data.draw(st.sampled_from(stops)), data.draw(st.booleans())) for day in there]

    slots = plan(stops, service, {}, already)

    assert [slot.day for slot in slots] == [day for day in service if day not in there]


@given(STOPS, SERVICE, st.data())
def test_shifting_loses_nobody_keeps_the_order_and_leaves_who_can_stay(stops, service, data):
    slots = plan(stops, service, {}, [])
    away = data.draw(st.integers(0, len(slots) - 1))
    endless = service + [service[-1] + timedelta(days=n) for n in range(1, 400)]
    moving = slots[away:]

    moved = shifted(endless, {moving[0].day: None}, [slot.day for slot in slots[:away]], moving)

    assert [one.institution_id for one in moved if one] == [slot.institution_id for slot in moving]
    days = [one.day for one in moved if one]
    assert days == sorted(set(days)) and moving[0].day not in days
    assert days[:-1] == [slot.day for slot in moving[1:]]  # each takes the day of the one after it


def test_one_moved_alone_goes_to_the_first_free_day_and_the_others_stay():
    week = [MONDAY + timedelta(days=n) for n in range(5)]

    (moved,) = shifted(week, {week[0]: None}, week[1:3], [Slot(week[0], 101)])

    assert moved == Slot(week[3], 101)


def test_what_finds_no_day_before_the_service_ends_is_said_so():
    week = [MONDAY + timedelta(days=n) for n in range(2)]
    moving = [Slot(week[0], 101), Slot(week[1], 102)]

    assert shifted(week, {week[0]: None}, [], moving) == [Slot(week[1], 101), None]
    assert shifted(week, {}, [], moving, lambda stop, day: stop == 102) == [None, Slot(week[1], 102)]


def test_who_comes_tomorrow_does_not_come_today_as_well():
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    already = [Kept(days[n], 101 + n) for n in (0, 1, 2, 4, 5, 6)]  # 104 was moved away, its day opened again

    assert plan(tuple(range(101, 108)), [days[3]], {}, already) == [Slot(days[3], 104)]


def test_service_days_are_its_weekdays_without_holidays_and_with_what_somebody_decided():
    christmas = Holiday(date(2026, 12, 25), "Hari Raya Natal", "Christmas", DayKind.HOLIDAY)
    rest = Blocked(
        id=1, regency="35.14", from_day=date(2026, 12, 21), until_day=date(2026, 12, 21), cause=Cause.OFFICE
    )
    calendar = Calendar(MONDAY, date(2027, 3, 1), {christmas.day: christmas}, (rest,))
    market = draft(weekdays=(0, 4, 5), from_day=date(2026, 12, 15), until_day=date(2026, 12, 28))
    exceptions = {date(2026, 12, 19): None, date(2026, 12, 23): 102, date(2026, 12, 29): 103}

    found = service_days(market, calendar, exceptions, date(2026, 12, 1), date(2027, 1, 31))

    assert [f"{day:%a %d}" for day in found] == ["Fri 18", "Wed 23", "Sat 26", "Mon 28"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "  "}, "round_name"), ({"channel": Channel.VISIT}, "round_channel"),
        ({"weekdays": ()}, "round_weekdays"), ({"weekdays": (7,)}, "round_weekdays"),
        ({"start": 780, "end": 780}, "round_hours"), ({"end": 1441}, "round_hours"),
        ({"until_day": date(2026, 11, 22)}, "round_dates"), ({"stops": ()}, "round_stops"),
        ({"stops": (101, 102, 101)}, "round_stop_twice"),
    ],
)  # fmt: skip
def test_what_cannot_be_carried_out_is_refused_by_name(changes, code):
    check(draft())
    with pytest.raises(Refused, match=f"^{code}"):
        check(draft(**changes))


def test_periods_and_counts_have_bounds():
    check_period(MONDAY, MONDAY + timedelta(days=366))
    check_counts({Document.KK: 0, Document.IKD: 9_999})
    for first, until in ((MONDAY, MONDAY - timedelta(days=1)), (MONDAY, MONDAY + timedelta(days=367))):
        with pytest.raises(Refused, match="round_period"):
            check_period(first, until)
    for wrong in (-1, 10_000, 1.5, True):
        with pytest.raises(Refused, match="tally_count"):
            check_counts({Document.KK: wrong})
