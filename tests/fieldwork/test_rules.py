"""Numbers as people type them, and what an outcome may be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core.fieldwork import rules
from ktp_core.fieldwork.model import Entry, NextPlace, PersonOrigin
from ktp_core.labels.fieldwork import NEXT_PLACES, ORIGINS
from ktp_core.visits.model import REASONS, Outcome, Reason

KNOWN = range(1, 41)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("3, 7, 12-15", [3, 7, 12, 13, 14, 15]), ("3 7 12", [3, 7, 12]), ("", []), ("  ", []), ("7;8.9", [7, 8, 9]),
        ("12 - 15", [12, 13, 14, 15]), ("12–15", [12, 13, 14, 15]), ("3 dan 4", [3, 4]), ("3 s/d 5", [3, 4, 5]),
        ("3 sampai 5", [3, 4, 5]), ("3, 3, 3", [3]), ("007", [7]), ("1\n2\t3", [1, 2, 3]),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(typed, found):
    assert rules.numbers(typed, KNOWN) == (found, [])


@pytest.mark.parametrize(
    ("typed", "found", "wrong"),
    [
        ("3, 99", [3], ["99"]), ("39-44", [], ["39-44"]), ("15-12", [], ["15-12"]), ("0", [], ["0"]),
        ("budi 3", [3], ["budi"]), ("3-4-5", [], ["3-4-5"]), ("٣", [], ["٣"]), ("-3", [], ["-3"]),
        ("9999999", [], ["9999999"]),
    ],
)  # fmt: skip
def test_what_is_not_on_the_list_is_named_and_never_guessed(typed, found, wrong):
    assert rules.numbers(typed, KNOWN) == (found, wrong)


@given(st.sets(st.integers(1, 300)))
def test_numbers_written_as_ranges_are_read_back(listed):
    written = rules.ranges(listed)

    assert rules.numbers(written, listed) == (sorted(listed), [])


def test_neighbours_are_written_as_people_would():
    assert rules.ranges([5, 4, 9, 1, 2, 3]) == "1-5, 9"
    assert rules.ranges([1, 2]) == "1, 2"


def test_reasons_go_with_their_outcomes_only():
    for outcome in Outcome:
        for reason in (None, *Reason):
            fits = reason in REASONS[outcome] if outcome in REASONS else reason is None
            said = rules.sensible(Entry("k", int(outcome), str(reason) if reason else None))
            assert said == ((outcome, reason) if fits else None), (outcome, reason)
    assert rules.sensible(Entry("k", 5)) is None
    assert rules.sensible(Entry("k", 4, "mood")) is None


def test_who_has_left_is_not_sought_at_the_school_again():
    gone = {reason for reason in Reason if rules.next_place(reason) is not NextPlace.HERE}

    assert gone == {Reason.LEFT_SCHOOL, Reason.MOVED}


def test_somebody_unknown_may_be_recorded_from_16():
    day = date(2026, 11, 20)

    assert rules.why_not(None, recordable_from=day, day=day) is None
    assert rules.why_not(None, recordable_from=date(2026, 11, 21), day=day) == "field_too_young"


def test_every_origin_and_place_has_words():
    assert set(ORIGINS) == {str(one) for one in PersonOrigin}
    assert set(NEXT_PLACES) == {str(one) for one in NextPlace}
