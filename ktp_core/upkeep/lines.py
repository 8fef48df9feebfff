"""Every card line recomputed from its events by the real rules, and compared with what is stored.

Lines of one shape (the same acts in the same order) lead to the same columns at the same positions, so that the rules
run once for each shape instead of once for each of a million residents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from ktp_core.cards.history import fold
from ktp_core.cards.model import Card, CardAction, CardEvent, CardState, Cause
from ktp_core.cards.rules import due_on
from ktp_core.cards.store import stored_cause
from ktp_core.db.types import day_number, day_of
from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.rules import card_age_on
from ktp_core.upkeep import columns
from ktp_core.upkeep.columns import DAYS
from ktp_core.upkeep.model import Report

_MARK, _AT = date(2000, 1, 1), datetime(2000, 1, 1, tzinfo=UTC)
_OURS = 1
# action, from_state, to_state, serial, position of the act it undoes, cause
Shape = tuple[tuple[int, int, int, int, int | None, int | None], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a line of some shape leads: the state, the serial and its cause, and which act's day each column holds.

    `broken`: the position of the first event that does not begin where the one before it ended.
    """

    state: int
    serial: int
    positions: tuple[int | None, ...]
    broken: int | None
    cause: int | None


def check(conn: Connection, regency: str, rules: AgeRules, report: Report) -> None:
    """Compare every resident of a regency with their events; differences go to `report`."""
    events = groupby(columns.rows(conn, columns.events(regency)), key=itemgetter(0))
    owner, history = next(events, (None, iter(())))
    residents = seen = 0
    for row in columns.rows(conn, columns.residents(regency)):
        residents += 1
        line: list[Any] = []
        if owner == row.id:
            line = list(history)
            seen += len(line)
            owner, history = next(events, (None, iter(())))
        for column, stored, expected in _compare(row, line, rules):
            if not report.enough("card_line"):
                report.differs("card_line", resident=row.id, column=column, stored=stored, expected=expected)
    report.looked_at("residents", residents)
    report.looked_at("events", seen)


def _compare(row: Any, line: list[Any], rules: AgeRules) -> Iterator[tuple[str, Any, Any]]:
    """(column, stored, expected) of everything that is not as the events say."""
    outcome = _outcome(_shape(line))
    expected: dict[str, int | None] = {"state": outcome.state, "serial": outcome.serial, "cause": outcome.cause}
    expected |= {
        name: None if at is None else line[at].day for name, at in zip(DAYS, outcome.positions, strict=True)
    }
    expected["card_age_on"] = _card_age(row.birth_date, row.married_on, rules)
    ready, ours = expected["ready_on"], row.standing == _OURS
    expected["due_on"] = _due(outcome.state, ours, ready, row.card_age_on)
    for name, value in expected.items():
        if (stored := getattr(row, name)) != value:
            yield name, stored, value
    if outcome.broken is not None:
        yield "from_state", line[outcome.broken].from_state, None
    # The summaries rely on the last event knowing where the resident is; of a line that was reset nothing is counted,
    # and no event follows such a resident to another place.
    if line and outcome.state != CardState.UNRECORDED:
        last = line[-1]
        here = (row.due_on, row.district, int(ours))
        if (last.due_on, last.district, last.ours) != here:
            yield "last_event", (last.due_on, last.district, last.ours), here


def _shape(line: list[Any]) -> Shape:
    place = {event.id: at for at, event in enumerate(line)} if any(event.undoes for event in line) else {}
    return tuple((e.action, e.from_state, e.to_state, e.serial, place.get(e.undoes), e.cause) for e in line)


@lru_cache(maxsize=50_000)
def _outcome(shape: Shape) -> Outcome:
    history = [
        CardEvent(
            0, "", CardAction(action), CardState(before), CardState(after), serial, _MARK + timedelta(days=at), _AT, "",
            undoes=undoes, id=at, cause=None if cause is None else Cause(cause),
        )
        for at, (action, before, after, serial, undoes, cause) in enumerate(shape)
    ]  # fmt: skip
    card = fold(_nobody(), history)
    days = (getattr(card, name) for name in DAYS)
    states = [CardState.UNRECORDED, *(event.to_state for event in history)]
    broken = next((at for at, event in enumerate(history) if event.from_state is not states[at]), None)
    if broken is None and history and history[-1].to_state is not card.state:
        broken = len(history) - 1
    return Outcome(
        int(card.state), card.serial, tuple(None if day is None else (day - _MARK).days for day in days), broken,
        stored_cause(card),
    )


def _nobody() -> Card:
    return Card(0, "", CardState.UNRECORDED, 1, *(None,) * 7, False, None, _MARK, _MARK)


@lru_cache(maxsize=100_000)
def _card_age(birth: int, married: int | None, rules: AgeRules) -> int:
    return day_number(card_age_on(day_of(birth), None if married is None else day_of(married), rules))


def _due(state: int, ours: bool, ready: int | None, card_age: int) -> int | None:
    if state != CardState.PRINT_READY or ready is None:
        return None
    due = due_on(CardState.PRINT_READY, ours=ours, ready_on=day_of(ready), card_age_on=day_of(card_age))
    return None if due is None else day_number(due)
