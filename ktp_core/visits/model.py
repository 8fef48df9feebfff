"""Visits to institutions (kunjungan, jemput bola) and what came of each person found there."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class VisitState(StrEnum):
    """How far a visit is."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class Outcome(IntEnum):
    """What came of one person on the list of a visit. The reasons are those that offices report."""

    RECORDED = 1
    ALREADY_RECORDED = 2
    UNDER_AGE = 3
    ABSENT = 4
    NOT_READY = 5  # the photo is for life, some want to come another day
    LEFT = 6  # graduated, moved, dropped out
    FAILED = 7  # equipment or network
