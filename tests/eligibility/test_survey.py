"""The survey list's questions as birth dates: the bound is the same as asking everybody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.rules import birthday
from ktp_core.eligibility.survey import SurveyFilter, SurveyKind, latest_birth
from ktp_core.errors import Refused

days = st.dates(date(2015, 1, 1), date(2050, 12, 31))
rules = st.builds(AgeRules, leap_day=st.sampled_from(["march_1", "february_28"]))


@given(days, st.integers(15, 18), rules)
def test_the_latest_birth_has_reached_the_age_and_the_next_day_has_not(day, age, rule):
    born = latest_birth(age, day, rule)

    assert birthday(born, age, rule) <= day < birthday(born + timedelta(days=1), age, rule)


@given(days, st.integers(0, 40), st.sampled_from([SurveyKind.TURNS_16, SurveyKind.TURNS_17]), rules, st.integers(-3, 3))
def test_a_span_holds_exactly_the_births_whose_birthday_lies_in_it(day, length, kind, rule, near):
    until = day + timedelta(days=length)
    age = 16 if kind is SurveyKind.TURNS_16 else 17
    first, last = SurveyFilter("35.14", kind, day, until).births(rule)

    for edge in (first, last):
        born = edge + timedelta(days=near)
        assert (first <= born <= last) == (day <= birthday(born, age, rule) <= until)


@pytest.mark.parametrize(("leap_day", "expected"), [("march_1", False), ("february_28", True)])
def test_a_leap_day_child_may_be_recorded_on_28_february_only_by_the_other_rule(leap_day, expected):
    _, last = SurveyFilter("35.14", SurveyKind.RECORDABLE, date(2026, 2, 28)).births(AgeRules(leap_day=leap_day))

    assert (date(2010, 2, 28) <= last) is True
    assert latest_birth(18, date(2026, 2, 28), AgeRules(leap_day=leap_day)) == (
        date(2008, 2, 29) if expected else date(2008, 2, 28)
    )


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(Refused, match="survey_dates"):
        SurveyFilter("35.14", SurveyKind.TURNS_17, date(2026, 2, 2), date(2026, 2, 1))


def test_a_question_survives_the_trip_through_a_download():
    asked = SurveyFilter("35.14", SurveyKind.TURNS_16, date(2026, 1, 1), date(2026, 1, 31), 7, "X-1", ("35.14.06",))

    assert SurveyFilter.from_params(asked.to_params()) == asked
