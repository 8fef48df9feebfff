"""Who may be recorded on a date, counted from birth dates, against the rules of eligibility asked one by one."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.rules import card_age_on, recordable_from
from ktp_core.planning.yields import UNKNOWN_CROWD, Basis, Crowd, people_of

RULES = AgeRules()
BIRTHS = st.lists(st.dates(date(2007, 1, 1), date(2011, 12, 31)), max_size=40)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@given(BIRTHS, DAYS, DAYS)
def test_counts_agree_with_the_rules_of_eligibility(births: list[date], one: date, other: date):
    crowd, first, last = Crowd(tuple(sorted(births))), min(one, other), max(one, other)

    assert crowd.recordable(first, RULES) == sum(recordable_from(born) <= first for born in births)
    assert crowd.turning(first, last, RULES) == sum(first < card_age_on(born) <= last for born in births)


def test_a_school_is_counted_by_its_list_and_a_village_by_its_letter():
    crowd, day = Crowd((date(2009, 1, 1), date(2009, 6, 1))), date(2026, 1, 12)

    school = people_of(crowd, day, RULES, 40, letter=True, village=False)
    village = people_of(crowd, day, RULES, 40, letter=True, village=True)
    unlisted = people_of(Crowd(), day, RULES, 40, letter=True, village=False)
    unknown = people_of(Crowd(), day, RULES, None, letter=True, village=False)

    assert (school.basis, school.on(day, RULES)) == (Basis.LIST, 2)
    assert (village.basis, village.on(day, RULES)) == (Basis.LETTER, 40)
    assert (unlisted.basis, unlisted.on(day, RULES)) == (Basis.LETTER, 40)
    assert (unknown.basis, unknown.on(day, RULES)) == (Basis.ASSUMED, UNKNOWN_CROWD)
    assert unlisted.turning(day, date(2027, 1, 1), RULES) is None


def test_who_is_married_may_be_recorded_at_any_age():
    assert Crowd((date(2015, 1, 1),), married=1).recordable(date(2026, 1, 12), RULES) == 1
