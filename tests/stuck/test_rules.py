"""Kinds, owners, limits and words leave no gap."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core.access.permissions import GRANTS, Permission
from ktp_core.cards.model import CardAction, CardState
from ktp_core.cards.service import PERMISSIONS
from ktp_core.cards.states import TRANSITIONS
from ktp_core.db.schema.stuck import STUCK_STATES
from ktp_core.errors import Refused
from ktp_core.labels import stuck as words
from ktp_core.stuck.model import MAX_DAYS, Agreement, Care, StuckFilter, StuckKind
from ktp_core.stuck.rules import DEFAULT_LIMITS, OWNERS, PARAMETERS, STATES, WHOSE, check_limit, latest

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("table", [DEFAULT_LIMITS, PARAMETERS, STATES, OWNERS, WHOSE])
def test_every_kind_has_its_place_in_every_table(table):
    assert list(table) == list(StuckKind)


@pytest.mark.parametrize("table", [words.KINDS, words.SHORT_KINDS, words.STEPS, words.BRIEF_STEPS])
def test_every_kind_has_words(table):
    assert list(table) == [kind.value for kind in StuckKind]
    assert set(words.CARES) == {care.value for care in Care}


def test_every_state_where_a_card_waits_for_somebody_is_in_a_kind_and_in_the_index():
    waits = set(CardState) - {CardState.UNRECORDED, CardState.DELIVERED}

    assert {state for states in STATES.values() for state in states} == waits
    assert set(STUCK_STATES) == {int(state) for state in waits - {CardState.PRINT_READY}}


@pytest.mark.parametrize("kind", StuckKind)
def test_whose_turn_it_is_may_move_the_card_on_and_may_see_it(kind):
    granted = GRANTS[OWNERS[kind]]
    onward = {action for state, action in TRANSITIONS if state in STATES[kind] and action is not CardAction.RESET}
    may_act = any(set(PERMISSIONS[action]) & granted for action in onward)

    assert may_act or Permission.STATUS_IMPORT in granted  # what the centre decides arrives with a list from SIAK
    assert {Permission.STUCK_VIEW, Permission.STUCK_WORK, Permission.CARD_VIEW} <= granted


def test_names_are_for_those_who_may_open_cards_and_numbers_for_everybody():
    for role, granted in GRANTS.items():
        assert Permission.HEAD_VIEW in granted, role
        assert (Permission.STUCK_VIEW in granted) == (Permission.CARD_VIEW in granted), role
        assert Permission.STUCK_WORK not in granted or Permission.STUCK_VIEW in granted, role


@given(st.integers(0, MAX_DAYS), st.integers(0, 2 * MAX_DAYS))
def test_a_card_is_stuck_from_the_day_of_its_limit_on(limit, waited):
    since = TODAY - timedelta(days=waited)

    assert (since <= latest(StuckKind.PRINTED, {StuckKind.PRINTED: limit}, TODAY)) == (waited >= limit)


@pytest.mark.parametrize(("days", "day", "code"), [
    (-1, TODAY, "stuck_limit_days"), (MAX_DAYS + 1, TODAY, "stuck_limit_days"),
    (7, TODAY - timedelta(days=1), "stuck_limit_past"),
])  # fmt: skip
def test_a_limit_is_a_number_of_days_that_changes_no_past_count(days, day, code):
    with pytest.raises(Refused, match=code):
        check_limit(days, day, TODAY)


def test_an_agreement_says_who_or_what():
    assert Agreement("ani", "  telepon   sekolah ").action == "telepon sekolah"
    for nothing in (Agreement, lambda: Agreement("", "   ", TODAY)):
        with pytest.raises(Refused, match="stuck_nothing_agreed"):
            nothing()
    with pytest.raises(Refused, match="stuck_action_long"):
        Agreement(None, "x" * 301)


@pytest.mark.parametrize("wrong", [
    {"regency": "abc"}, {"regency": "35.14", "districts": ("63.11.01",)},
    {"regency": "35.14", "institution_id": 2**63}, {"regency": "35.14", "districts": ("35.14.06",) * 101},
])  # fmt: skip
def test_a_question_that_can_only_be_a_mistake_is_refused(wrong):
    with pytest.raises(Refused):
        StuckFilter(**wrong)


@pytest.mark.parametrize("asked", [
    StuckFilter("35.14"), StuckFilter("35.14", StuckKind.PRINTED, ("35.14.06",), 3514 * 10**9 + 1, Care.MINE, "ani"),
])  # fmt: skip
def test_a_question_survives_being_put_down(asked):
    assert StuckFilter.from_params(asked.to_params()) == asked
