"""The state machine of requests against a second, naive model that was written down separately."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ktp_core.errors import Refused
from ktp_core.labels.requests import REQUEST_EVENTS, REQUEST_STATES, SENDERS
from ktp_core.requests import states
from ktp_core.requests.model import RequestAction, RequestState, Sender

S, A = RequestState, RequestAction


class Naive:
    """A letter on a clerk's desk: where it lies, and what may be done with it there, in plain words."""

    def __init__(self) -> None:
        self.desk = "in-tray"  # in-tray, checked, calendar, archive, bin
        self.gone_because = ""

    def do(self, action: A, reason: str | None) -> bool:
        if action is A.RECEIVE:
            return False  # it is here already
        if action is A.EDIT:
            return self.desk in ("in-tray", "checked", "calendar")
        if action in (A.DECLINE, A.WITHDRAW):
            places = {"in-tray", "checked"} | ({"calendar"} if action is A.WITHDRAW else set())
            if self.desk not in places or not reason:
                return False
            self.desk, self.gone_because = "bin", action.value
            return True
        if action is A.RECONSIDER and self.desk == "bin" and reason:
            self.desk, self.gone_because = "in-tray", ""
            return True
        if action is A.UNSCHEDULE and not reason:
            return False
        moves = {
            A.VERIFY: ("in-tray", "checked"),
            A.SCHEDULE: ("checked", "calendar"),
            A.UNSCHEDULE: ("calendar", "checked"),
            A.FINISH: ("calendar", "archive"),
            A.REOPEN: ("archive", "calendar"),
        }
        if action not in moves or self.desk != moves[action][0]:
            return False
        self.desk = moves[action][1]
        return True

    @property
    def state(self) -> S:
        if self.desk == "bin":
            return S.DECLINED if self.gone_because == "decline" else S.WITHDRAWN
        return {"in-tray": S.RECEIVED, "checked": S.VERIFIED, "calendar": S.SCHEDULED, "archive": S.DONE}[self.desk]


STEPS = st.lists(st.tuples(st.sampled_from(list(A)), st.sampled_from([None, "", "ujian"])), max_size=25)


@settings(max_examples=600, deadline=None)
@given(STEPS)
def test_every_sequence_of_steps_ends_where_the_naive_model_ends(steps) -> None:
    state, naive = S.RECEIVED, Naive()

    for action, reason in steps:
        offered = action in states.actions(state) or (action in states.OF_VISITS)
        try:
            state = states.act(state, action, reason)
            went = True
        except Refused as refusal:
            went = False
            assert refusal.code in ("request_no_way", "request_reason")
        assert went == naive.do(action, reason)
        assert not went or offered
        assert state is naive.state


def test_every_state_is_reached_and_none_is_a_trap_but_done() -> None:
    reached, waiting = {S.RECEIVED}, [S.RECEIVED]
    while waiting:
        here = waiting.pop()
        for (source, _), target in states.TRANSITIONS.items():
            if source is here and target not in reached:
                reached.add(target)
                waiting.append(target)

    assert reached == set(S)
    assert {state for state in S if not states.actions(state)} == {S.DONE}


def test_people_never_take_the_steps_of_visits() -> None:
    assert {action for state in S for action in states.actions(state)} & states.OF_VISITS == set()


@pytest.mark.parametrize(
    ("members", "words"), [(S, REQUEST_STATES), (A, REQUEST_EVENTS), (Sender, SENDERS)], ids=["states", "steps", "who"]
)
def test_everything_has_words(members, words) -> None:
    assert {one.value for one in members} == set(words)
