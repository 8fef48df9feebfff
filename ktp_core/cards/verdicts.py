"""What becomes of one statement of SIAK about one card. Pure.

Applied: only what moves the line forward from where we have it; states in between that we never heard of get the same
day. Everything that contradicts ours is for a human, and "take theirs" goes the shortest way through TRANSITIONS.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from ktp_core.cards.model import Card, CardAction, CardState
from ktp_core.cards.states import TRANSITIONS

A, S = CardAction, CardState


class Verdict(StrEnum):
    """APPLIED and SAME need nobody; the others are kinds of disagreement."""

    APPLIED = "applied"
    SAME = "same"
    BEHIND = "behind"  # theirs is an earlier state than ours
    PROBLEM = "problem"  # they report a problem where we are further, or another problem
    OLDER = "older"  # would move forward, but is dated before our last event
    TOO_YOUNG = "too_young"  # printed before card age
    DECEASED = "deceased"  # we have recorded the death


DISAGREEMENTS = (Verdict.BEHIND, Verdict.PROBLEM, Verdict.OLDER, Verdict.TOO_YOUNG, Verdict.DECEASED)
PROBLEMS = frozenset({S.ENROLMENT_FAILED, S.ADJUDICATE, S.DUPLICATE})

_BACKWARD = frozenset({A.RESET, A.SPOIL, A.RETURN, A.REPLACE})
_TROUBLE = frozenset({A.FAIL, A.ADJUDICATE, A.FLAG_DUPLICATE})
Ways = dict[tuple[CardState, CardState], tuple[CardAction, ...]]


def _ways(table: dict[tuple[CardState, CardAction], CardState]) -> Ways:
    """The shortest way between each two states; of two equally short ones that which begins with a reset."""
    found: Ways = {}
    ordered = sorted(table.items(), key=lambda item: (item[0][1] is not A.RESET, item[0][1]))
    for start in CardState:
        found[start, start] = ()
        queue = [start]
        for here in queue:
            for (state, action), target in ordered:
                if state is here and (start, target) not in found:
                    found[start, target] = (*found[start, here], action)
                    queue.append(target)
    return found


def _forward(step: tuple[CardState, CardAction]) -> bool:
    state, action = step
    from_ready = state is S.PRINT_READY and action is not A.PRINT
    return action not in _BACKWARD and not from_ready and step != (S.DUPLICATE, A.ADJUDICATE)


WAYS: Ways = _ways(TRANSITIONS)
"""How a human's "take theirs" goes: from every state to every other."""
FORWARD: Ways = {
    pair: way
    for pair, way in _ways({step: target for step, target in TRANSITIONS.items() if _forward(step)}).items()
    if not _TROUBLE.intersection(way[:-1])  # no failure is invented on the way to something else
}
"""What a list may do by itself."""
PRINTS = frozenset(pair for pair, way in FORWARD.items() if A.PRINT in way)


def verdict(card: Card, theirs: CardState, day: date) -> Verdict:
    """What to do with "this card is in state `theirs` since `day`"."""
    ours = card.state
    if theirs is ours:
        return Verdict.SAME
    if (ours, theirs) not in FORWARD:
        return Verdict.PROBLEM if theirs in PROBLEMS else Verdict.BEHIND
    if card.deceased:
        return Verdict.DECEASED
    if card.state_on is not None and day < card.state_on:
        return Verdict.OLDER
    if (ours, theirs) in PRINTS and day < card.card_age_on:
        return Verdict.TOO_YOUNG
    return Verdict.APPLIED
