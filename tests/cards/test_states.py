"""The table of the card line, its guards, its words and its picture: nothing is missing from any of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests_support.card_people import ADULT, AT, CHILD, KEJAYAN, event_of

from ktp_core.cards import wording
from ktp_core.cards.describe import DOCUMENT, document
from ktp_core.cards.lists.model import ListCode
from ktp_core.cards.model import Card, CardAction, CardState, Cause, Channel, Source
from ktp_core.cards.service import BY_DELIVERY, PERMISSIONS
from ktp_core.cards.states import OUTSIDE_TABLE, TRANSITIONS, ActionNotAllowed, act, actions, project
from ktp_core.cards.verdicts import FORWARD, PROBLEMS, WAYS, Verdict, verdict
from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.rules import card_age_on
from ktp_core.nik import Fault
from ktp_core.summaries.model import ACTION, FLOWS
from ktp_core.ui.cards import COLOURS

S, A = CardState, CardAction
DAY = date(2026, 5, 1)


def a_card(state: CardState = S.UNRECORDED, *, born: date = ADULT, **more: object) -> Card:
    return Card(
        3514000000001, "35.14", state, 1, None, None, None, None, None, None, None, True, KEJAYAN, born,
        card_age_on(born, None, AgeRules()), **more,
    )  # type: ignore[arg-type]  # fmt: skip


def at(state: CardState, born: date = ADULT) -> Card:
    card = a_card(born=born)
    for action in WAYS[S.UNRECORDED, state]:
        card = project(card, event_of(card, action, DAY))
    return card


def test_every_state_is_reached_and_left_and_every_action_has_a_row():
    assert {state for state, _ in TRANSITIONS} == set(CardState) == set(TRANSITIONS.values())
    assert {action for _, action in TRANSITIONS} == set(CardAction) - OUTSIDE_TABLE


def test_every_state_action_channel_source_verdict_and_fault_has_words_permission_and_colour():
    assert set(wording.STATES) == set(wording.SHORT_STATES) == set(COLOURS) == set(CardState)
    assert set(wording.EVENTS) == set(CardAction)
    assert set(PERMISSIONS) == set(CardAction) - {A.ADJUST}
    assert set(wording.BUTTONS) == set(PERMISSIONS) - BY_DELIVERY
    assert set(wording.CAUSES) == set(Cause)
    assert set(wording.CHANNELS) == set(Channel) and set(wording.SOURCES) == set(Source)
    assert set(wording.VERDICTS) == set(Verdict)
    assert set(wording.LIST_ISSUES) == {str(code) for code in [*ListCode, *Fault]}
    assert {ACTION + action for action in CardAction} - FLOWS == {ACTION + action for action in OUTSIDE_TABLE}


def test_what_the_table_does_not_hold_is_refused_whatever_the_state():
    for state in CardState:
        card = at(state)
        for action in set(CardAction) - {a for s, a in TRANSITIONS if s is state}:
            with pytest.raises(ActionNotAllowed):
                event_of(card, action, DAY)


def test_a_card_is_not_printed_before_print_ready_or_before_the_day_of_card_age():
    for state in set(CardState) - {S.PRINT_READY}:
        assert A.PRINT not in actions(at(state), day=DAY)
    child = at(S.PRINT_READY, born=CHILD)
    birthday = date(2027, 6, 15)

    with pytest.raises(ActionNotAllowed) as refusal:
        act(child, A.PRINT, day=date(2027, 6, 14), at=AT, by="uji")

    assert refusal.value.code == "card_too_young" and refusal.value.params["age_on"] == birthday
    assert act(child, A.PRINT, day=birthday, at=AT, by="uji").to_state is S.PRINTED


def test_days_never_run_back_and_backward_steps_need_a_reason():
    ready = at(S.PRINT_READY)
    with pytest.raises(ActionNotAllowed, match="card_day_before"):
        act(ready, A.PRINT, day=date(2026, 4, 30), at=AT, by="uji")
    with pytest.raises(ActionNotAllowed, match="card_reason"):
        act(ready, A.RESET, day=DAY, at=AT, by="uji")


def test_a_recording_of_our_own_says_where_and_a_list_from_siak_need_not():
    for state in (S.UNRECORDED, S.ENROLMENT_FAILED):
        with pytest.raises(ActionNotAllowed, match="card_channel"):
            act(at(state), A.RECORD, day=DAY, at=AT, by="uji")
        for channel in set(Channel) - {Channel.UNKNOWN}:
            assert act(at(state), A.RECORD, day=DAY, at=AT, by="uji", channel=channel).channel is channel
        assert act(at(state), A.RECORD, day=DAY, at=AT, by="siak", source=Source.SIAK).channel is Channel.UNKNOWN
    assert act(at(S.RECORDED), A.SUBMIT, day=DAY, at=AT, by="uji").channel is Channel.UNKNOWN


def test_a_replacement_of_our_own_says_why_and_a_list_from_siak_need_not():
    owned, how = at(S.DELIVERED), {"day": DAY, "at": AT, "reason": "hilang di jalan"}
    with pytest.raises(ActionNotAllowed, match="card_cause"):
        act(owned, A.REPLACE, by="uji", **how)

    for cause in Cause:
        again = project(owned, act(owned, A.REPLACE, by="uji", cause=cause, **how))
        assert (again.serial, again.cause) == (2, cause)
    assert project(owned, act(owned, A.REPLACE, by="siak", source=Source.SIAK, **how)).cause is None
    assert act(at(S.PRINT_READY), A.PRINT, day=DAY, at=AT, by="uji", cause=Cause.LOST).cause is None


def test_nothing_is_done_for_the_dead_but_taking_back():
    for state in CardState:
        offered = actions(replace(at(state), deceased=True), day=DAY)
        assert not {A.RECORD, A.PRINT, A.DISPATCH, A.DELIVER, A.REPLACE} & set(offered)


def test_spoiling_keeps_the_place_in_the_queue_and_a_replacement_is_a_new_serial():
    printed = at(S.PRINTED)
    spoiled = project(printed, act(printed, A.SPOIL, day=date(2026, 6, 1), at=AT, by="uji", reason="rusak"))
    assert (spoiled.state, spoiled.serial, spoiled.ready_on, spoiled.due_on) == (S.PRINT_READY, 1, DAY, DAY)

    owned = at(S.DELIVERED)
    again = project(owned, event_of(owned, A.REPLACE, date(2026, 6, 1)))
    assert (again.serial, again.due_on, again.owned_on) == (2, date(2026, 6, 1), DAY)


def test_a_list_goes_forward_only_and_a_human_may_go_anywhere():
    assert set(WAYS) == {(one, other) for one in CardState for other in CardState}
    line = [S.UNRECORDED, S.RECORDED, S.SUBMITTED, S.PRINT_READY, S.PRINTED, S.DISPATCHED, S.DELIVERED]
    for earlier, state in enumerate(line):
        for later, target in enumerate(line):
            assert ((state, target) in FORWARD) == (later >= earlier)
        for problem in PROBLEMS:
            assert ((state, problem) in FORWARD) == (state < S.PRINT_READY)
    for problem in PROBLEMS:
        assert (problem, S.PRINT_READY) in FORWARD and (problem, S.UNRECORDED) not in FORWARD
    for way in FORWARD.values():
        assert not {A.RESET, A.SPOIL, A.RETURN, A.REPLACE} & set(way)


def test_equal_states_are_the_same_whatever_the_day():
    assert verdict(at(S.PRINT_READY), S.PRINT_READY, date(2012, 1, 1)) is Verdict.SAME


def test_the_document_of_the_states_is_what_the_table_says():
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "run: python -m ktp_core.cards.describe"
