"""What a projection starts from, and the courses it simulates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

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
