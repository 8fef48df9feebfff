"""Official figures: aggregates that somebody reported, with the area and the day they are true of, and the source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Measure(StrEnum):
    """What a figure counts. People, unless said otherwise."""

    POPULATION = "population"
    WAJIB_KTP = "wajib_ktp"  # alive, 17 and over or ever married
    RECORDED = "recorded"  # of those, biometrics taken
    UNRECORDED = "unrecorded"
    HOLDERS = "holders"  # of those, with a KTP-el in hand
    WITHOUT_CARD = "without_card"
    BACKLOG_REPORTED = "backlog_reported"  # cards waiting to be printed, as the office said
    BEGINNERS = "beginners"  # turning 17 within the year
    BEGINNERS_RECORDED = "beginners_recorded"
    INSTITUTIONS_SERVED = "institutions_served"  # institutions visited within the year
    PEOPLE_SERVED = "people_served"  # pupils and santri served at them within the year


class BasisKind(StrEnum):
    """What the date of a figure means."""

    DAY = "today"  # true of that day
    YEAR = "year"  # counts everybody who reaches it within the calendar year
    ELECTION = "election"  # counts everybody of age on election day
    PERIOD = "period"  # what happened within the calendar year that ends that day


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
