"""Months as numbers, against a calendar that is walked day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ktp_core import months

days = st.dates(date(1950, 1, 1), date(2099, 12, 31))


@given(days)
def test_a_month_begins_and_ends_where_the_calendar_says(day):
    month = months.month_of(day)
    first, last = months.first_day(month), months.last_day(month)

    assert (first.day, (last + timedelta(days=1)).day) == (1, 1)
    assert first <= day <= last and (last - first).days < 31
    assert months.over(day) == (day == last)


@given(days, st.integers(0, 200))
def test_months_follow_one_another_and_go_back_again(day, count):
    month = months.month_of(day)
    there = months.moved(month, count)

    assert months.moved(there, -count) == month
    assert months.moved(month, 12) == month + 100
    assert months.months_back(day, count + 1) == months.months_from(months.moved(month, -count), count + 1)


def test_thirteen_months_up_to_a_day():
    assert months.months_back(date(2026, 2, 28), 13) == [
        202502, 202503, 202504, 202505, 202506, 202507, 202508, 202509, 202510, 202511, 202512, 202601, 202602,
    ]  # fmt: skip
