"""The card line: states, actions, and what one event is. The vocabulary of SIAK maps onto it (`cards.siak`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum


class CardState(IntEnum):
    """Stored states. `waiting_17` and `due` are PRINT_READY seen from a date and are never stored."""

    UNRECORDED = 10
    RECORDED = 20  # biometrics captured, not sent (BC)
    SUBMITTED = 30  # sent for enrolment (SFE)
    PRINT_READY = 40  # unique, may be printed at card age (PRR)
    PRINTED = 50
    DISPATCHED = 60
    DELIVERED = 70
    ENROLMENT_FAILED = 81
    ADJUDICATE = 82
    DUPLICATE = 83


class CardAction(IntEnum):
    """What can happen to a card line. ADJUST keeps the state: the resident moved, died, or was corrected."""

    RECORD = 1
    SUBMIT = 2
    CLEAR = 3
    FAIL = 4
    ADJUDICATE = 5
    FLAG_DUPLICATE = 6
    RESET = 7  # deleted at the centre, to be recorded again
    PRINT = 8
    SPOIL = 9
    DISPATCH = 10
    DELIVER = 11
    RETURN = 12
    REPLACE = 13  # lost, damaged, data changed: a new serial
    CORRECT = 14  # undoes the last event by a new event, with a reason
    ADJUST = 15


class Source(IntEnum):
    """Who says so."""

    OFFICE = 1
    SIAK = 2


class Channel(IntEnum):
    """Where the act took place."""

    UNKNOWN = 0
    VISIT = 1  # jemput bola at an institution
    OFFICE = 2
    DISTRICT_OFFICE = 3
    KENDUREN_MAS = 4


class Cause(IntEnum):
    """Why a card has to be replaced."""

    LOST = 1
    DAMAGED = 2
    CHANGED = 3  # a datum on it is no longer true
    DISASTER = 4  # lost or damaged in a disaster


@dataclass(frozen=True, slots=True)
class Card:
    """Where the card of one resident stands: the projection of the resident's events, with what guards need to know.

    Days are the office's own. `due_on` is the day from which it may be printed, None unless print-ready and ours.
    """

    resident_id: int
    regency: str
    state: CardState
    serial: int
    state_on: date | None
    recorded_on: date | None
    ready_on: date | None
    printed_on: date | None
    delivered_on: date | None
    owned_on: date | None
    due_on: date | None
    ours: bool
    district: str | None
    birth_date: date
    card_age_on: date
    deceased: bool = False
    cause: Cause | None = None  # of this serial
    village: str | None = None


@dataclass(frozen=True, slots=True)
class CardEvent:
    """One step of one card line. `day` is the act's day in the office's time zone, `at` when it was entered (UTC)."""

    resident_id: int
    regency: str
    action: CardAction
    from_state: CardState
    to_state: CardState
    serial: int
    day: date
    at: datetime
    by: str
    source: Source = Source.OFFICE
    channel: Channel = Channel.UNKNOWN
    visit_id: int | None = None
    reason: str | None = None
    undoes: int | None = None
    id: int | None = None  # None until stored
    cause: Cause | None = None  # of a replacement


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event with where the card stands after it, and the place and due day before it: what is stored and counted.

    `since` and `undone`: see `summaries.model.Step`.
    """

    event: CardEvent
    district: str | None
    ours: bool
    due_on: date | None
    due_before: date | None
    district_before: str | None
    since: date = date.min
    undone: tuple[EventRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """One resident whose place, standing or birth date changes: the card before, and with the new facts.

    `after.due_on` need not be right: `store.adjust` works it out.
    """

    before: Card
    after: Card
