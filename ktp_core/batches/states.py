"""A batch as a state machine: TRANSITIONS is the only law. Pure."""

from __future__ import annotations

from ktp_core.batches.model import BatchAction, BatchState, Progress
from ktp_core.errors import Refused

A, S = BatchAction, BatchState

TRANSITIONS: dict[tuple[BatchState, BatchAction], BatchState] = {
    (S.OPEN, A.PAUSE): S.PAUSED,
    (S.PAUSED, A.RESUME): S.OPEN,
    (S.OPEN, A.FINISH): S.DONE,
    (S.PAUSED, A.FINISH): S.DONE,
    (S.OPEN, A.CANCEL): S.CANCELLED,
    (S.PAUSED, A.CANCEL): S.CANCELLED,
}
HOLDING = frozenset({S.OPEN, S.PAUSED})
"""Where cards wait in a batch and belong to it alone."""


def actions(state: BatchState, progress: Progress) -> tuple[BatchAction, ...]:
    """What may be done with it, in the order of BatchAction: the buttons."""
    return tuple(a for a in A if (state, a) in TRANSITIONS and not (a is A.CANCEL and begun(progress)))


def after(state: BatchState, action: BatchAction, progress: Progress) -> BatchState:
    """Where it leads. Raises Refused("batch_over" | "batch_no_way" | "batch_begun")."""
    target = TRANSITIONS.get((state, action))
    if target is None:
        raise Refused("batch_no_way" if state in HOLDING else "batch_over")
    if action is A.CANCEL and begun(progress):
        raise Refused("batch_begun", printed=progress.printed, spoiled=progress.spoiled)
    return target


def begun(progress: Progress) -> bool:
    """Whether blanks were used for it: then it can be finished, and never cancelled."""
    return bool(progress.printed or progress.spoiled)


def running(state: BatchState) -> None:
    """Raises Refused("batch_paused" | "batch_over") unless cards of it may be printed now."""
    if state is S.PAUSED:
        raise Refused("batch_paused")
    holding(state)


def holding(state: BatchState) -> None:
    """Raises Refused("batch_over") once it has ended."""
    if state not in HOLDING:
        raise Refused("batch_over")
