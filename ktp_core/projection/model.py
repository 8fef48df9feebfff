"""What a projection starts from, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from ktp_core.figures.model import Target

Series = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Stage(StrEnum):
    """The stages a first card goes through; each counts people of card age."""

    COVERED = "covered"  # recorded
    READY = "ready"
    PRINTED = "printed"
    OWNED = "owned"


class Constraint(StrEnum):
    """What can hold a target back."""

    RECORDING = "recording"
    CLEARING = "clearing"  # the centre, from recorded to print-ready
    CAPACITY = "capacity"  # of the printers
    BLANKS = "blanks"
    HANDING = "handing"
    PEOPLE = "people"  # those of card age are too few; nothing that an office does changes it
    VISITING = "visiting"  # of targets that count visits, and what is done at them: as many as are made
    REPEATS = "repeats"  # visits to institutions that were visited since the target began
    PLACES = "places"  # there are fewer institutions than the target asks for


@dataclass(frozen=True, slots=True)
class Months:
    """The months that are over, oldest first, all arrays of one length.

    `months`: yyyymm. `workdays`: the office's working days of each. `flows`: people who first reached a stage in it.
    `eligible`: people who reached card age in it. `since`: people who reached a stage in the running month so far.
    """

    months: tuple[int, ...]
    workdays: Series
    flows: Mapping[Stage, Series]
    eligible: Series
    since: Mapping[Stage, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Start:
    """Where the office stands at the end of the last of `Months`, in people and blanks.

    `stocks`: of each stage, as the target counts them (an official figure and what came since). `gaps`: how many of our
    registry wait between the stage before and this one (for COVERED: of card age and not recorded, as the wajib KTP and
    the recorded say it).
    """

    day: date
    stocks: Mapping[Stage, int]
    gaps: Mapping[Stage, int]
    blanks: int | None  # None: nobody keeps a ledger, blanks are no constraint


@dataclass(frozen=True, slots=True)
class Ahead:
    """The months to come. `eligible`: people who reach card age in each; `workdays`: working days.

    `capacity`: cards that the printers can make in a working day, None where unknown. `blanks`: blanks that come in a
    month. `replacements`: cards beside first ones, in a month. `spoiling`: blanks lost for each card printed. `part`:
    how much of the first month is still to come; its `eligible` and `workdays` are those of that part.
    """

    months: tuple[int, ...]
    workdays: Series
    eligible: Series
    capacity: float | None
    blanks: float
    replacements: float
    spoiling: float = 0.0
    part: float = 1.0


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Something an office could change. Factors of the rate of recording and of hand-over; the others as numbers."""

    recording: float = 1.0
    handing: float = 1.0
    capacity: float | None = None
    blanks: float | None = None


@dataclass(frozen=True, slots=True)
class Paths:
    """Simulated courses: for each stage, people at the end of each month to come (paths × months).

    `room`: cards of any kind that printers and blanks allow in each month; None where nobody asked.
    """

    months: tuple[int, ...]
    stocks: Mapping[Stage, Series]
    room: Series | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A target that counts what happens from its first day on. `n`: so far. `past`: what it counts by month, as
    `Months`, institutions and people once in a calendar year. `own`: since its first day, once from then on, nothing
    before it; `since`: the same in the running month."""

    target: Target
    n: int
    past: Series
    own: Series
    since: int


@dataclass(frozen=True, slots=True)
class Visiting:
    """Visits by month, as `Months`; of them `new`: to an institution not visited before in their calendar year.
    `pool`: institutions that can be visited."""

    visits: Series
    new: Series
    pool: int


@dataclass(frozen=True, slots=True)
class Course:
    """What a target counts at the end of each month: of those that are over (`past`), and P10, P50, P90 of those to
    come (`fan`, 3 × months) as long as the target lasts."""

    months: tuple[int, ...]
    past: Series
    ahead: tuple[int, ...]
    fan: Series


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a target is reached. None: not up to `until`, in that share of the courses.

    `until`: the last day looked at; of a target that counts what happens within its validity, the last of that. `then`:
    what the middle of the courses counts on it. `reached_share`: of the courses that reach it at all; `in_time`: within
    its validity, None without an end. `needed`: per working day to be there on the last day of its validity, None
    without one; `pace`: per working day of the last twelve months. `obstacle`: what costs most days. `earliest`: the
    middle of the courses if no constraint of the office were there, None: not even then, or not known.
    """

    target: Target
    now: int
    p10: date | None
    p50: date | None
    p90: date | None
    until: date
    then: float
    reached_share: float
    in_time: float | None
    needed: float | None
    pace: float | None
    obstacle: Constraint | None
    earliest: date | None
    gained: Mapping[Constraint, int] = field(default_factory=dict)  # days earlier (P50) without that constraint

    @property
    def reached(self) -> bool:
        """Already there."""
        return self.now >= self.target.value

    @property
    def late(self) -> bool:
        """The middle of the courses arrives, but after the target's last day."""
        return self.p50 is not None and self.target.valid_until is not None and self.p50 > self.target.valid_until
