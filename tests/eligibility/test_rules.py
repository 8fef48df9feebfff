"""Eligibility against a table, and properties that hold for any date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core.eligibility.model import AgeRules, Residence, Stage
from ktp_core.eligibility.rules import birthday, card_age_on, recordable_from, standing_on

ORDER = [Stage.UNDER_16, Stage.RECORDABLE, Stage.CARD_AGE]
births = st.dates(date(1900, 1, 1), date(2050, 12, 31))
spans = st.integers(0, 365 * 40)


@pytest.mark.parametrize(
    ("birth_date", "married_on", "as_of", "stage", "next_on"),
    [
        (date(2010, 8, 27), None, date(2026, 8, 26), Stage.UNDER_16, date(2026, 8, 27)),
        (date(2010, 8, 27), None, date(2026, 8, 27), Stage.RECORDABLE, date(2027, 8, 27)),
        (date(2010, 8, 27), None, date(2027, 8, 26), Stage.RECORDABLE, date(2027, 8, 27)),
        (date(2010, 8, 27), None, date(2027, 8, 27), Stage.CARD_AGE, None),
        (date(2008, 2, 29), None, date(2024, 2, 28), Stage.UNDER_16, date(2024, 2, 29)),
        (date(2008, 2, 29), None, date(2024, 2, 29), Stage.RECORDABLE, date(2025, 3, 1)),
        (date(2008, 2, 29), None, date(2025, 2, 28), Stage.RECORDABLE, date(2025, 3, 1)),
        (date(2008, 2, 29), None, date(2025, 3, 1), Stage.CARD_AGE, None),
        (date(2010, 8, 27), date(2025, 1, 5), date(2025, 1, 4), Stage.UNDER_16, date(2026, 8, 27)),
        (date(2010, 8, 27), date(2025, 1, 5), date(2025, 1, 5), Stage.CARD_AGE, None),
        (date(2000, 1, 1), date(2024, 1, 1), date(2017, 1, 1), Stage.CARD_AGE, None),
    ],
)
def test_the_stage_changes_on_the_very_day(birth_date, married_on, as_of, stage, next_on):
    standing = standing_on(birth_date, married_on, Residence.OURS, as_of)

    assert (standing.stage, standing.next_on) == (stage, next_on)


def test_the_leap_day_rule_is_a_parameter():
    born = date(2008, 2, 29)

    assert birthday(born, 17) == date(2025, 3, 1)
    assert birthday(born, 17, AgeRules(leap_day="february_28")) == date(2025, 2, 28)
    assert birthday(born, 16) == date(2024, 2, 29)


def test_the_ages_are_parameters():
    rules = AgeRules(record_age=15, card_age=18)

    assert recordable_from(date(2010, 5, 1), None, rules) == date(2025, 5, 1)
    assert card_age_on(date(2010, 5, 1), None, rules) == date(2028, 5, 1)


def test_a_marriage_before_birth_is_refused():
    with pytest.raises(ValueError, match="before birth"):
        card_age_on(date(2010, 5, 1), date(2009, 5, 1))


@pytest.mark.parametrize("residence", Residence)
def test_residence_never_decides_who_is_served(residence):
    standing = standing_on(date(2010, 1, 1), None, residence, date(2026, 6, 1))

    assert (standing.stage, standing.residence) == (Stage.RECORDABLE, residence)


@given(births, st.none() | spans, spans, spans)
def test_nobody_ever_falls_back_a_stage(born, married_after, first, more):
    married_on = None if married_after is None else born + timedelta(days=married_after)
    early, late = born + timedelta(days=first), born + timedelta(days=first + more)

    before = standing_on(born, married_on, Residence.OURS, early)
    after = standing_on(born, married_on, Residence.OURS, late)

    assert ORDER.index(before.stage) <= ORDER.index(after.stage)


@given(births, spans)
def test_the_next_day_named_is_the_first_day_of_another_stage(born, days):
    standing = standing_on(born, None, Residence.OURS, born + timedelta(days=days))

    if standing.next_on is not None:
        the_day_before = standing_on(born, None, Residence.OURS, standing.next_on - timedelta(days=1))
        that_day = standing_on(born, None, Residence.OURS, standing.next_on)
        assert the_day_before.stage is standing.stage
        assert that_day.stage is not standing.stage


@given(births, st.none() | spans)
def test_recording_never_starts_after_card_age(born, married_after):
    married_on = None if married_after is None else born + timedelta(days=married_after)

    assert recordable_from(born, married_on) <= card_age_on(born, married_on) <= birthday(born, 17)


@given(births)
def test_an_elder_is_never_behind_a_younger(born):
    assert card_age_on(born) <= card_age_on(born + timedelta(days=1))
