"""Which days the views of the calendar show, and where their arrows lead."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core.access.model import Actor, Role
from ktp_core.visits.agenda import AGENDA_DAYS, Chosen, View, span, step, weeks

DAYS = st.dates(date(2015, 1, 1), date(2098, 12, 31))


@given(day=DAYS)
def test_a_months_sheet_has_whole_weeks_that_hold_the_month_and_no_week_without_it(day: date):
    sheet = weeks(day)
    shown = [one for week in sheet for one in week]

    assert all(len(week) == 7 and week[0].weekday() == 0 for week in sheet)
    assert shown == [shown[0] + timedelta(days=n) for n in range(len(shown))]
    assert all(any((one.year, one.month) == (day.year, day.month) for one in week) for week in sheet)
    month = {one for one in shown if (one.year, one.month) == (day.year, day.month)}
    assert len(month) == monthrange(day.year, day.month)[1]


@given(day=DAYS, view=st.sampled_from(View))
def test_an_arrow_forth_and_back_shows_the_same_days_and_no_day_is_left_out_between(day: date, view: View):
    first, last = span(view, day)
    onward = step(view, day, 1)

    assert first <= day <= last
    assert span(view, step(view, onward, -1)) == (first, last)
    assert span(view, onward)[0] <= last + timedelta(days=1)


@pytest.mark.parametrize(
    ("view", "days"), [(View.MONTH, 42), (View.WEEK, 7), (View.DAY, 1), (View.AGENDA, AGENDA_DAYS)]
)
def test_each_view_is_as_long_as_it_says(view: View, days: int):
    first, last = span(view, date(2026, 11, 22))

    assert (last - first).days + 1 == days


def test_an_actor_of_some_districts_asks_for_those_alone():
    chosen = Chosen("35.14", districts=("35.14.06", "35.14.03"))
    limited = Actor("x", 1, frozenset({Role.SCHEDULER}), "35.14", ("35.14.06",))

    assert chosen.within(limited).districts == ("35.14.06",)
    assert Chosen("35.14").within(limited).districts == ("35.14.06",)
    assert Chosen("35.14", districts=("35.14.03",)).within(limited).districts == ("35.14.06",)
    assert chosen.within(Actor("y", 2, frozenset({Role.SCHEDULER}), "35.14")) == chosen
