"""Requests as a state machine. TRANSITIONS is the only law; buttons come from it. Nothing is written."""

from __future__ import annotations

from ktp_core.errors import Refused
from ktp_core.requests.model import RequestAction, RequestState

S, A = RequestState, RequestAction

TRANSITIONS: dict[tuple[RequestState, RequestAction], RequestState] = {
    (S.RECEIVED, A.EDIT): S.RECEIVED,
    (S.RECEIVED, A.VERIFY): S.VERIFIED,
    (S.RECEIVED, A.DECLINE): S.DECLINED,
    (S.RECEIVED, A.WITHDRAW): S.WITHDRAWN,
    (S.VERIFIED, A.EDIT): S.VERIFIED,
    (S.VERIFIED, A.SCHEDULE): S.SCHEDULED,
    (S.VERIFIED, A.DECLINE): S.DECLINED,
    (S.VERIFIED, A.WITHDRAW): S.WITHDRAWN,
    (S.SCHEDULED, A.EDIT): S.SCHEDULED,
    (S.SCHEDULED, A.UNSCHEDULE): S.VERIFIED,
    (S.SCHEDULED, A.FINISH): S.DONE,
    (S.SCHEDULED, A.WITHDRAW): S.WITHDRAWN,
    (S.DONE, A.REOPEN): S.SCHEDULED,
    (S.DECLINED, A.RECONSIDER): S.RECEIVED,
    (S.WITHDRAWN, A.RECONSIDER): S.RECEIVED,
}

NEEDS_REASON = frozenset({A.DECLINE, A.WITHDRAW, A.RECONSIDER, A.UNSCHEDULE})
OF_VISITS = frozenset({A.SCHEDULE, A.UNSCHEDULE, A.FINISH, A.REOPEN})
"""What follows from a visit and is never done by itself (see `moves`)."""


def act(state: RequestState, action: RequestAction, reason: str | None = None) -> RequestState:
    """Where `action` leads. Raises Refused("request_no_way"), Refused("request_reason") without a reason it needs."""
    target = TRANSITIONS.get((state, action))
    if target is None:
        raise Refused("request_no_way", state=state.value, action=action.value)
    if action in NEEDS_REASON and not reason:
        raise Refused("request_reason")
    return target


def actions(state: RequestState) -> tuple[RequestAction, ...]:
    """What people may do with a request in that state, in the order of RequestAction."""
    return tuple(a for a in RequestAction if (state, a) in TRANSITIONS and a not in OF_VISITS)
