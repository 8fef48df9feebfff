"""How far a visit can go from where it is. TRANSITIONS is the only law; buttons come from it."""

from __future__ import annotations

from ktp_core.errors import Refused
from ktp_core.visits.model import VisitAction, VisitState

S, A = VisitState, VisitAction

FIRST = S.PLANNED
"""Where SCHEDULE puts a new visit."""

TRANSITIONS: dict[tuple[VisitState, VisitAction], VisitState] = {
    (S.PLANNED, A.RESCHEDULE): S.PLANNED,
    (S.PLANNED, A.ASSIGN): S.PLANNED,
    (S.PLANNED, A.CANCEL): S.CANCELLED,
    (S.PLANNED, A.START): S.UNDERWAY,
    # A kit fails on the spot and another is sent for; the school turns out to be shut.
    (S.UNDERWAY, A.ASSIGN): S.UNDERWAY,
    (S.UNDERWAY, A.CANCEL): S.CANCELLED,
    (S.UNDERWAY, A.CLOSE): S.DONE,
    (S.DONE, A.REOPEN): S.UNDERWAY,
}

NEEDS_REASON = frozenset({A.RESCHEDULE, A.CANCEL, A.REOPEN})
OPEN = frozenset({S.PLANNED, S.UNDERWAY})
"""States in which a visit still takes a team's time, and a request's visit is still to come."""


class ActionNotAllowed(Refused):
    """The visit has no such way from here, or a guard forbids it."""


def actions(state: VisitState, *, reported: bool = False) -> tuple[VisitAction, ...]:
    """What may be done with a visit in this state, in the order of VisitAction."""
    found = {action for (at, action) in TRANSITIONS if at is state}
    return tuple(one for one in VisitAction if one in found and not (one is A.CANCEL and reported))


def act(state: VisitState, action: VisitAction, *, reason: str | None = None, reported: bool = False) -> VisitState:
    """The state after `action`. `reported`: somebody's outcome was written down, so that it did take place.

    Raises ActionNotAllowed("visit_no_way" | "visit_reported" | "visit_reason").
    """
    target = TRANSITIONS.get((state, action))
    if target is None:
        raise ActionNotAllowed("visit_no_way", state=str(state), action=str(action))
    if action is A.CANCEL and reported:
        raise ActionNotAllowed("visit_reported")
    if action in NEEDS_REASON and not (reason or "").strip():
        raise ActionNotAllowed("visit_reason")
    return target
