"""The table of a visit's ways, and the guards beside it."""

from __future__ import annotations

import pytest

from ktp_core.labels.visits import ORIGINS, VISIT_ACTIONS, VISIT_STATES
from ktp_core.visits import states
from ktp_core.visits.model import Origin, VisitAction, VisitState

S, A = VisitState, VisitAction
POSSIBLE = {
    S.PLANNED: (A.RESCHEDULE, A.ASSIGN, A.CANCEL, A.START),
    S.UNDERWAY: (A.ASSIGN, A.CANCEL, A.CLOSE),
    S.DONE: (A.REOPEN,),
    S.CANCELLED: (),
}


def test_every_state_has_exactly_the_ways_that_the_office_knows():
    assert {state: states.actions(state) for state in S} == POSSIBLE


def test_every_action_but_the_first_is_in_the_table_and_every_state_can_be_reached():
    assert {action for _, action in states.TRANSITIONS} == set(A) - {A.SCHEDULE}
    assert {*states.TRANSITIONS.values(), states.FIRST} == set(S)


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("action", A)
def test_what_is_not_in_the_table_is_refused_and_what_is_leads_where_it_says(state: VisitState, action: VisitAction):
    if (state, action) in states.TRANSITIONS:
        assert states.act(state, action, reason="ujian") is states.TRANSITIONS[state, action]
        return
    with pytest.raises(states.ActionNotAllowed, match="visit_no_way"):
        states.act(state, action, reason="ujian")


@pytest.mark.parametrize("reason", [None, "", "  \n"])
@pytest.mark.parametrize(("state", "action"), [(S.PLANNED, A.RESCHEDULE), (S.PLANNED, A.CANCEL), (S.DONE, A.REOPEN)])
def test_moving_calling_off_and_reopening_need_a_reason(state, action, reason):
    with pytest.raises(states.ActionNotAllowed, match="visit_reason"):
        states.act(state, action, reason=reason)


def test_what_took_place_is_not_called_off():
    with pytest.raises(states.ActionNotAllowed, match="visit_reported"):
        states.act(S.UNDERWAY, A.CANCEL, reason="tutup", reported=True)

    assert states.act(S.UNDERWAY, A.CANCEL, reason="tutup") is S.CANCELLED
    assert A.CANCEL not in states.actions(S.UNDERWAY, reported=True)


def test_everything_has_words():
    assert set(VISIT_STATES) == set(S) and set(VISIT_ACTIONS) == set(A) and set(ORIGINS) == set(Origin)
