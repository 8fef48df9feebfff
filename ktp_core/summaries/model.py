"""What the additive summaries count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, NamedTuple


class Flow(IntEnum):
    """Something that is counted on a day. Summed up to a day it is a stock.

    PEOPLE (ours): on the day a person first counts, which may lie in the future. COVERED: recorded and of card age.
    LINE (ours): cards entering and leaving the backlog; besides, which of them came or left otherwise than in order:
    parts of DUE (CAME_…) and of LEFT_OTHER (LEFT_…). ACTION + n, ELSEWHERE + n: card action n (`CardAction`) done for
    one of ours, or for a resident of elsewhere.
    """

    ELIGIBLE = 1
    COVERED = 2
    READY = 3
    PRINTED = 4
    OWNED = 5
    DUE = 20
    LEFT_PRINTED = 21
    LEFT_OTHER = 22
    CAME_SPOILED = 23
    CAME_REPLACED = 24
    CAME_CHANGED = 25
    CAME_CORRECTED = 26
    LEFT_CHANGED = 27
    LEFT_CORRECTED = 28
    RECORD = 101
    SUBMIT = 102
    CLEAR = 103
    FAIL = 104
    ADJUDICATE = 105
    FLAG_DUPLICATE = 106
    RESET = 107
    PRINT = 108
    SPOIL = 109
    DISPATCH = 110
    DELIVER = 111
    RETURN = 112
    REPLACE = 113
    RECORD_ELSEWHERE = 201
    PRINT_ELSEWHERE = 208
    DELIVER_ELSEWHERE = 211


ACTION, ELSEWHERE = 100, 200
PRINT_READY = 40  # cards.model.CardState
FLOWS = {int(flow) for flow in Flow}
# By action (cards.model.CardAction: SPOIL, REPLACE, CORRECT, ADJUST). What is in neither came in order, or went back to
# the centre.
CAME = {9: Flow.CAME_SPOILED, 13: Flow.CAME_REPLACED, 14: Flow.CAME_CORRECTED, 15: Flow.CAME_CHANGED}
LEFT = {14: Flow.LEFT_CORRECTED, 15: Flow.LEFT_CHANGED}


class Told(NamedTuple):
    """A recording of one resident at a visit (n 1), or that it was taken back (-1), on the office's day of entry."""

    visit_id: int
    known_on: date
    n: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What the summaries need to know of one resident's row."""

    regency: str
    ours: bool
    district: str  # "" when not known
    state: int
    serial: int
    birth_date: date
    card_age_on: date
    recorded_on: date | None
    ready_on: date | None
    printed_on: date | None
    owned_on: date | None
    village: str  # "" when not known

    @property
    def due_on(self) -> date | None:
        """The day from which the card may be printed (`cards.rules.due_on`), None unless it waits for that."""
        waits = self.ours and self.state == PRINT_READY and self.ready_on is not None
        return max(self.ready_on, self.card_age_on) if waits and self.ready_on else None

    @property
    def place(self) -> str:
        """The village, else the district, else nothing: the smallest place of domicile that is known."""
        return self.village or self.district

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Facts:
        """From a row of the resident table (columns by name)."""
        return cls(
            regency=row["regency"],
            ours=row["standing"] == 1,
            district=row["district"] or "",
            state=row["state"],
            serial=row["serial"],
            birth_date=row["birth_date"],
            card_age_on=row["card_age_on"],
            recorded_on=row["recorded_on"],
            ready_on=row["ready_on"],
            printed_on=row["printed_on"],
            owned_on=row["owned_on"],
            village=row["village"] or "",
        )


@dataclass(frozen=True, slots=True)
class Step:
    """What the summaries need to know of one card event: the resident's place and due day before and after it.

    `since` is the day of the card's last change of the backlog: no later change is counted on an earlier day, whatever
    its own day. `undone` are the steps a correction takes back, each as it was counted: they no longer count, on their
    own days. What was before a correction is what was before those steps.
    """

    regency: str
    action: int
    channel: int
    day: date
    ours: bool
    district: str
    due_on: date | None
    due_before: date | None
    district_before: str
    since: date = date.min
    undone: tuple[Step, ...] = ()

    @property
    def turns(self) -> bool:
        """Whether the card enters or leaves the backlog, or goes to another day or district of it."""
        before = None if self.due_before is None else (self.due_before, self.district_before)
        return before != (None if self.due_on is None else (self.due_on, self.district))

    @property
    def turned_on(self) -> date:
        """The day of the last change of the backlog after this step."""
        return max(self.day, self.since) if self.turns else self.since
