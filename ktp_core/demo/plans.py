"""Ways a card line can go, as sequences of actions; what each leads to is read off the real rules.

A plan is walked once through `cards.states.act` and `cards.history.fold` with marker days, one per step. The days
found in the card afterwards say which step gives which column: a million lives need no folding and still obey the law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from ktp_core.cards.history import fold, undo
from ktp_core.cards.model import Card, CardAction, CardEvent, CardState, Cause, Channel
from ktp_core.cards.states import NEEDS_REASON, act
from ktp_core.errors import Refused

A = CardAction
_MARK = date(2000, 1, 1)
_AT = datetime(2000, 1, 1, tzinfo=UTC)
_DAYS = ("recorded_on", "ready_on", "printed_on", "delivered_on", "owned_on", "state_on")
_REASONS = {
    A.RESET: "Dihapus di pusat, rekam ulang", A.SPOIL: "Hasil cetak cacat", A.RETURN: "Pemilik tidak ditemukan",
    A.REPLACE: "Rusak atau hilang", A.CORRECT: "Salah memilih penduduk",
}  # fmt: skip

RECORDED = (A.RECORD,)
SUBMITTED = (A.RECORD, A.SUBMIT)
READY = (*SUBMITTED, A.CLEAR)
PRINTED = (*READY, A.PRINT)
DISPATCHED = (*PRINTED, A.DISPATCH)
DELIVERED = (*DISPATCHED, A.DELIVER)
AT_THE_COUNTER = (*PRINTED, A.DELIVER)
REPLACED = (*DELIVERED, A.REPLACE)
REPLACED_TWICE = (*REPLACED, A.PRINT, A.DELIVER, A.REPLACE)
RENEWED = (*REPLACED, A.PRINT, A.DELIVER)
RETURNED = (*DISPATCHED, A.RETURN)
BROUGHT_AGAIN = (*RETURNED, A.DISPATCH, A.DELIVER)
SPOILT = (*PRINTED, A.SPOIL)
PRINTED_AGAIN = (*SPOILT, A.PRINT, A.DISPATCH, A.DELIVER)
FAILED = (*SUBMITTED, A.FAIL)
SENT_AGAIN = (*FAILED, A.SUBMIT, A.CLEAR)
RECORDED_AGAIN = (*FAILED, A.RESET, A.RECORD, A.SUBMIT, A.CLEAR)
ADJUDICATE = (*SUBMITTED, A.ADJUDICATE)
DUPLICATE = (*ADJUDICATE, A.FLAG_DUPLICATE)
CLEARED_BY_HAND = (*ADJUDICATE, A.CLEAR)
RESET = (*FAILED, A.RESET)
WRONG_HAND = (*DELIVERED, A.CORRECT)


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a plan. `undoes` and `ready` are positions of steps: the one taken back, the one that made it ready
    as the card stands after this step (None unless print-ready)."""

    action: CardAction
    from_state: CardState
    to_state: CardState
    serial: int
    undoes: int | None
    ready: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A walked plan: its steps and, for each column of the projection, the position of the step whose day it holds."""

    steps: tuple[Step, ...]
    state: CardState
    serial: int
    days: dict[str, int | None]

    def position(self, action: CardAction) -> int | None:
        """Where an action happens first."""
        return next((at for at, step in enumerate(self.steps) if step.action is action), None)


@lru_cache(maxsize=64)
def walk(actions: tuple[CardAction, ...]) -> Plan:
    """The plan of these actions. Raises Refused when the card line has no such way."""
    card, history, steps = _blank(), list[CardEvent](), list[Step]()
    for position, action in enumerate(actions):
        event = _event(card, history, action, _MARK + timedelta(days=position), position)
        history.append(event)
        card = fold(card, history)
        ready = _position(card.ready_on) if card.state is CardState.PRINT_READY else None
        steps.append(Step(action, event.from_state, event.to_state, event.serial, event.undoes, ready, event.reason))
    return Plan(tuple(steps), card.state, card.serial, {name: _position(getattr(card, name)) for name in _DAYS})


def left(plan: Plan, reason: str) -> Plan:
    """The same plan, after which the resident stops being ours: an ADJUST at the end, and no due day."""
    last = Step(A.ADJUST, plan.state, plan.state, plan.serial, None, None, reason)
    return Plan((*plan.steps, last), plan.state, plan.serial, plan.days)


def _event(card: Card, history: Sequence[CardEvent], action: CardAction, day: date, position: int) -> CardEvent:
    reason = _REASONS.get(action)
    if (reason is None) == (action in NEEDS_REASON):
        raise Refused("demo_reason", action=action)
    if action is A.CORRECT:
        made = undo(card, history, day=day, at=_AT, by="", reason=reason or "")
    else:
        cause = Cause.LOST if action is A.REPLACE else None  # which one it was is said when the events are written
        made = act(card, action, day=day, at=_AT, by="", reason=reason, channel=Channel.OFFICE, cause=cause)
    return CardEvent(
        made.resident_id, made.regency, action, made.from_state, made.to_state, made.serial, day, _AT, "",
        reason=reason, undoes=made.undoes, id=position,
    )  # fmt: skip


def _position(day: date | None) -> int | None:
    return None if day is None else (day - _MARK).days


def _blank() -> Card:
    nobody = (None,) * 7
    return Card(0, "", CardState.UNRECORDED, 1, *nobody, True, None, date(1980, 1, 1), date(1997, 1, 1))
