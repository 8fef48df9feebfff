"""Official figures: aggregates that somebody reported, with the area and the day they are true of, and the source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Measure(StrEnum):
    """What a figure counts. People, unless said otherwise. The standard row of a dinas stands together."""

    POPULATION = "population"
    POPULATION_16 = "population_16"  # of age 16
    POPULATION_17 = "population_17"
    POPULATION_16_17 = "population_16_17"  # both, where the source keeps them together
    WAJIB_KTP = "wajib_ktp"  # alive, 17 and over or ever married
    RECORDED = "recorded"  # of those, biometrics taken
    UNRECORDED = "unrecorded"
    SUBMITTED = "submitted"  # SFE: sent, not yet known to be unique
    PRINT_READY = "print_ready"  # PRR, those under 17 included
    PROBLEMS = "problems"  # failed, adjudicate, duplicate
    PRINTED = "printed"  # cards: reprints make them more than people
    DELIVERED = "delivered"  # cards handed over
    HOLDERS = "holders"  # of wajib KTP, with a KTP-el in hand
    WITHOUT_CARD = "without_card"
    BACKLOG_REPORTED = "backlog_reported"  # cards waiting to be printed, as the office said
    BEGINNERS = "beginners"  # turning 17 within the year
    BEGINNERS_RECORDED = "beginners_recorded"
    BLANKS_IN = "blanks_in"  # blanks received since 1 January
    BLANKS_USED = "blanks_used"
    BLANKS_SPOILED = "blanks_spoiled"
    BLANKS_LEFT = "blanks_left"  # in stock on the day
    INSTITUTIONS_SERVED = "institutions_served"  # institutions visited within the year
    PEOPLE_SERVED = "people_served"  # pupils and santri served at them within the year
    VISITS = "visits"  # visits made within the year


class BasisKind(StrEnum):
    """What the date of a figure means."""

    DAY = "today"  # true of that day
    YEAR = "year"  # counts everybody who reaches it within the calendar year
    ELECTION = "election"  # counts everybody of age on election day
    PERIOD = "period"  # what happened from 1 January to that day


FLOWS = frozenset({
    Measure.BEGINNERS_RECORDED, Measure.BLANKS_IN, Measure.BLANKS_USED, Measure.BLANKS_SPOILED,
    Measure.INSTITUTIONS_SERVED, Measure.PEOPLE_SERVED, Measure.VISITS,
})  # fmt: skip
"""What happens within a year, and is no stock on a day."""

AGED = frozenset({
    Measure.WAJIB_KTP, Measure.RECORDED, Measure.UNRECORDED, Measure.HOLDERS, Measure.WITHOUT_CARD, Measure.BEGINNERS,
})  # fmt: skip
"""Counts that depend on who is taken to be of age: today, within the year, on election day."""

TARGETABLE = (
    Measure.HOLDERS, Measure.RECORDED, Measure.PRINTED, Measure.DELIVERED, Measure.INSTITUTIONS_SERVED,
    Measure.PEOPLE_SERVED, Measure.VISITS, Measure.BEGINNERS_RECORDED,
)  # fmt: skip
"""What an office sets itself to reach."""


@dataclass(frozen=True, slots=True)
class Reported:
    """One official figure. `approximate`: the source itself said "about". `derived`: worked out from two others."""

    area: str
    measure: Measure
    value: int
    basis_on: date
    source: str
    basis_kind: BasisKind = BasisKind.DAY
    approximate: bool = False
    derived: bool = False
    known_on: date | None = None  # since when the office knew it; None: since `basis_on`


@dataclass(frozen=True, slots=True)
class Target:
    """A raw number to be reached, never a percentage and never a denominator of coverage."""

    area: str
    measure: Measure
    value: int
    valid_from: date
    source: str
    valid_until: date | None = None
    known_on: date | None = None  # since when the office knew it; None: since `valid_from`


@dataclass(frozen=True, slots=True)
class Doubt:
    """Figures that cannot all be right as they stand, or that must not be divided by each other. Shown, never refused.

    `code`: of wording.DOUBTS. `figures`: those it is about. `values`: the numbers of its sentence: whole numbers are
    counts, fractions shares. `note`: nothing is wrong, but it has to be known.
    """

    code: str
    area: str
    on: date
    figures: tuple[Reported, ...]
    values: dict[str, int | Fraction]
    note: bool = False
