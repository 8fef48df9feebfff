"""Choosing among official figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from ktp_core.figures import rules
from ktp_core.figures.model import BasisKind, Measure, Reported

AREA, DAY = "35.14", date(2026, 6, 30)
M = Measure


def figure(measure: Measure, value: int, day: date, area: str = AREA, source: str = "DKB", **more: object) -> Reported:
    return Reported(area, measure, value, day, source, **more)  # type: ignore[arg-type]


def test_the_latest_basis_date_wins_whatever_was_entered_last():
    newer, older = figure(M.WAJIB_KTP, 20, date(2023, 3, 11)), figure(M.WAJIB_KTP, 10, date(2016, 9, 30))

    assert rules.newest([newer, older], AREA)[M.WAJIB_KTP] is newer


def test_of_one_basis_date_the_version_entered_last_wins():
    first, corrected = figure(M.HOLDERS, 20, date(2023, 3, 11)), figure(M.HOLDERS, 21, date(2023, 3, 11))

    assert rules.newest([first, corrected], AREA)[M.HOLDERS] is corrected


def test_figures_of_another_area_are_not_ours():
    assert rules.newest([figure(M.HOLDERS, 20, date(2023, 3, 11), area="35.14.06")], AREA) == {}


def test_recorded_follows_from_unrecorded_of_the_same_day_and_says_so():
    day = date(2023, 3, 11)
    known = [figure(M.WAJIB_KTP, 1_199_555, day), figure(M.UNRECORDED, 12_599, day, approximate=True)]

    recorded = rules.newest(known, AREA)[M.RECORDED]

    assert (recorded.value, recorded.basis_on, recorded.derived, recorded.approximate) == (1_186_956, day, True, True)


def test_nothing_is_derived_from_two_different_days():
    known = [figure(M.WAJIB_KTP, 100, date(2023, 3, 11)), figure(M.UNRECORDED, 1, date(2023, 3, 12))]

    assert M.RECORDED not in rules.newest(known, AREA)


def test_a_published_number_of_the_same_day_beats_a_derived_one_and_an_older_one_loses():
    day = date(2023, 3, 11)
    pair = [figure(M.WAJIB_KTP, 100, day), figure(M.WITHOUT_CARD, 4, day)]

    assert rules.newest([*pair, figure(M.HOLDERS, 95, day)], AREA)[M.HOLDERS].value == 95
    assert rules.newest([*pair, figure(M.HOLDERS, 50, date(2016, 1, 1))], AREA)[M.HOLDERS].value == 96


def test_of_one_day_those_who_are_of_age_count_before_those_who_will_be():
    known = [figure(M.WAJIB_KTP, 100, DAY), figure(M.WAJIB_KTP, 130, DAY, basis_kind=BasisKind.YEAR)]

    assert rules.newest(known, "35.14")[M.WAJIB_KTP].value == 100
    assert rules.newest(known[::-1], "35.14")[M.WAJIB_KTP].value == 100


def test_a_remainder_is_of_numbers_that_count_the_same_people():
    known = [
        figure(M.WAJIB_KTP, 100, DAY), figure(M.UNRECORDED, 10, DAY),
        figure(M.WAJIB_KTP, 130, DAY, basis_kind=BasisKind.YEAR),
    ]  # fmt: skip

    assert rules.newest(known, "35.14")[M.RECORDED].value == 90


def test_who_comes_of_age_within_the_year_is_in_the_number_of_the_year_already():
    assert rules.counted_until(figure(M.WAJIB_KTP, 130, DAY, basis_kind=BasisKind.YEAR)) == date(2026, 12, 31)
    assert rules.counted_until(figure(M.WAJIB_KTP, 130, DAY)) == DAY
    assert rules.counted_until(figure(M.HOLDERS, 90, DAY, basis_kind=BasisKind.YEAR)) == DAY


def test_totals_of_years_are_no_stocks():
    total = figure(M.PEOPLE_SERVED, 541, date(2024, 12, 31), basis_kind=BasisKind.PERIOD)

    assert rules.newest([total], AREA) == {}
    assert rules.by_year([total], AREA, M.PEOPLE_SERVED) == {2024: total}


def test_sources_are_named_once_in_the_order_of_the_measures():
    day = date(2023, 3, 11)
    used = {
        M.HOLDERS: figure(M.HOLDERS, 1, day, source="B"), M.WAJIB_KTP: figure(M.WAJIB_KTP, 1, day, source="A"),
        M.RECORDED: figure(M.RECORDED, 1, day, source="B"),
    }  # fmt: skip

    assert rules.sources(used) == ["A", "B"]


def test_a_share_of_a_whole_is_told_as_a_raw_number():
    assert rules.share_of(Fraction(997, 1000), 1_199_555) == 1_195_956
    assert rules.share_of(Fraction(994, 1000), 207_889_876) == 206_642_537


def test_of_a_year_the_total_that_reaches_furthest_counts_whatever_was_entered_last():
    whole = figure(M.PEOPLE_SERVED, 541, date(2024, 12, 31), basis_kind=BasisKind.PERIOD)
    half = figure(M.PEOPLE_SERVED, 300, date(2024, 6, 30), basis_kind=BasisKind.PERIOD)

    assert rules.by_year([whole, half], AREA, M.PEOPLE_SERVED) == {2024: whole}


def test_people_of_16_and_17_are_told_together_or_added_up_from_one_day():
    day, later = date(2024, 12, 31), date(2025, 6, 30)
    ages = [figure(M.POPULATION_16, 30, day), figure(M.POPULATION_17, 40, day)]
    both = figure(M.POPULATION_16_17, 75, later)

    assert rules.youth([], AREA) is None
    assert rules.youth(ages[:1], AREA) is None
    added = rules.youth(ages, AREA)
    assert added is not None and (added.value, added.derived, added.measure) == (70, True, M.POPULATION_16_17)
    assert rules.youth([*ages, both], AREA) == both
    assert rules.youth([ages[0], figure(M.POPULATION_17, 40, later)], AREA) is None


def test_the_same_again_is_no_new_version_unless_it_was_known_earlier():
    known = figure(M.HOLDERS, 5, date(2024, 1, 1), known_on=date(2024, 2, 1))

    assert rules.same(known, replace(known, known_on=date(2024, 3, 1), source=" DKB "))
    assert not rules.same(known, replace(known, known_on=None))
    assert not rules.same(known, replace(known, known_on=date(2024, 1, 15)))
    assert not rules.same(known, replace(known, value=6)) and not rules.same(known, replace(known, approximate=True))
