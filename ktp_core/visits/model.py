"""Visits to institutions (kunjungan, jemput bola) and what came of each person found there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from ktp_core.cards.model import Channel


class VisitState(StrEnum):
    """How far a visit is."""

    PLANNED = "planned"
    UNDERWAY = "underway"  # outcomes are coming in, or it was reopened
    DONE = "done"  # closed: every person on the list has one outcome, and the cards have moved
    CANCELLED = "cancelled"


class VisitAction(StrEnum):
    """What can happen to a visit; each leaves a row of history."""

    SCHEDULE = "schedule"
    RESCHEDULE = "reschedule"
    ASSIGN = "assign"  # another team, kit, operator, hours
    CANCEL = "cancel"
    START = "start"
    CLOSE = "close"
    REOPEN = "reopen"


class Origin(StrEnum):
    """Why the office goes there."""

    REQUEST = "request"  # a letter
    OWN = "own"  # our own initiative
    ROUND = "round"  # the weekly plan (Kenduren Mas, service points)
    PROPOSAL = "proposal"  # an accepted plan proposal
    REPORTED = "reported"  # read in a report, not made with this product


class Outcome(IntEnum):
    """What came of one person on the list of a visit."""

    RECORDED = 1
    ALREADY_RECORDED = 2
    UNDER_AGE = 3
    ABSENT = 4
    FAILED = 7  # equipment, network, biometrics
    HAS_CARD = 8
    REFUSED = 9
    DOCUMENT_MISSING = 10
    ELSEWHERE = 11  # resident of another regency, sent to the office there


class Reason(StrEnum):
    """Why somebody was absent or could not be recorded. The words are those that offices report."""

    INTERNSHIP = "internship"
    ILL = "ill"
    NOT_READY = "not_ready"  # the photo is for life, some want to come another day
    LEFT_SCHOOL = "left_school"
    MOVED = "moved"
    UNKNOWN = "unknown"
    NETWORK = "network"
    EQUIPMENT = "equipment"
    BIOMETRICS = "biometrics"
    POWER = "power"
    OTHER = "other"


REASONS: dict[Outcome, tuple[Reason, ...]] = {
    Outcome.ABSENT: (
        Reason.INTERNSHIP, Reason.ILL, Reason.NOT_READY, Reason.LEFT_SCHOOL, Reason.MOVED, Reason.UNKNOWN, Reason.OTHER,
    ),
    Outcome.FAILED: (Reason.NETWORK, Reason.EQUIPMENT, Reason.BIOMETRICS, Reason.POWER, Reason.OTHER),
}  # fmt: skip
"""Outcomes that need a reason, and the reasons there are for them. Other outcomes have none."""

MISSED = frozenset({Outcome.ABSENT, Outcome.FAILED, Outcome.REFUSED, Outcome.DOCUMENT_MISSING})
"""Who may still be recorded another day: they go on the next list."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it is stored. Times are minutes after midnight of the office's own day.

    `expected`: people the office reckons with. `minutes`, `kits`: worked at the visit, known once it is closed.
    """

    id: int
    regency: str
    institution_id: int
    day: date
    state: VisitState
    origin: Origin
    channel: Channel
    start: int | None
    end: int | None
    team_id: int | None
    request_id: int | None
    round_id: int | None
    expected: int | None
    minutes: int | None
    kits: int | None
    note: str | None
    source: str | None
    version: int
    updated_at: datetime
    resources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDraft:
    """A visit somebody wants: what `visits.moves.schedule` takes. No hours means the whole working day."""

    institution_id: int
    day: date
    start: int | None = None
    end: int | None = None
    team_id: int | None = None
    resources: tuple[int, ...] = ()
    origin: Origin = Origin.OWN
    channel: Channel = Channel.VISIT
    request_id: int | None = None
    round_id: int | None = None
    expected: int | None = None
    note: str | None = None
