"""The head's figures: what one is, what it is made of, and the place and day it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from ktp_core.access.model import Actor
from ktp_core.errors import NotAllowed, Refused
from ktp_core.figures.model import Measure, Reported, Target
from ktp_core.kpi.unseen import Youth
from ktp_core.summaries.model import Flow


class Unit(StrEnum):
    """What a value counts. A RATIO is a fraction: 0.98 is 98 %."""

    PEOPLE = "people"
    CARDS = "cards"
    VISITS = "visits"
    INSTITUTIONS = "institutions"
    RATIO = "ratio"


class Origin(StrEnum):
    """Where a value comes from. One figure has one origin, and the screen says it."""

    REPORTED = "reported"  # somebody's published figure, as it was published
    OWN = "own"  # our registry, events and visits
    COMBINED = "combined"  # a published figure of its date, plus what our registry counted since
    COMPARED = "compared"  # a published figure, less the same people as far as our registry holds them
    NONE = "none"  # not known


@dataclass(frozen=True, slots=True)
class Definition:
    """The one definition of a KPI. Words for people are Indonesian; `formula` is for docs/kpi.md."""

    label: str
    unit: Unit
    sentence: str
    formula: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One KPI on one day. `value` None: not known, or nothing divided by nothing.

    `basis`: the day the value is true of. `official`: the published figures in it; `since`: what was added to them.
    """

    name: str
    value: int | float | None
    basis: date
    origin: Origin
    numerator: int | None = None
    denominator: int | None = None
    official: tuple[Reported | Target, ...] = ()
    since: int | None = None
    note: str | None = None  # a key of wording.NOTES


@dataclass(frozen=True, slots=True)
class Scope:
    """A regency, or some of its districts, on a day.

    `known_on`: as it was known at the end of that day, never before `as_of`. None: as it is known now.
    """

    regency: str
    as_of: date
    districts: tuple[str, ...] = ()
    known_on: date | None = None

    def __post_init__(self) -> None:
        if self.known_on is not None and self.known_on < self.as_of:
            raise Refused("known_before", day=self.as_of)

    def within(self, actor: Actor) -> Scope:
        """The part that `actor` may see: no district chosen means all of the actor's. Raises NotAllowed."""
        if not actor.districts:
            return self
        if any(district not in actor.districts for district in self.districts):
            raise NotAllowed("not_allowed", by=actor.name)
        return self if self.districts else replace(self, districts=actor.districts)

    @property
    def area(self) -> str | None:
        """The one area that official figures can be about; None for a choice of several districts."""
        if not self.districts:
            return self.regency
        return self.districts[0] if len(self.districts) == 1 else None


@dataclass(frozen=True, slots=True)
class YearCount:
    """Our own count of a calendar year, up to the day asked for."""

    visits: int = 0
    reported: int = 0  # of the visits: read in a report, not made with this product
    institutions: int = 0
    served: int = 0


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything the figures of a scope are computed from; rules do no SQL and queries do no arithmetic."""

    scope: Scope
    today: date
    stock: Mapping[Flow, int]  # flows summed up to the day
    turning_17: int = 0  # ELIGIBLE over the whole calendar year of the day
    outsiders_served: int = 0  # RECORD_ELSEWHERE from 1 January to the day
    official: Mapping[Measure, Reported] = field(default_factory=dict)
    since: Mapping[Measure, int] = field(default_factory=dict)  # our flow after that figure's basis date
    target: Target | None = None
    years: Mapping[int, YearCount] = field(default_factory=dict)
    institutions_reported: Mapping[int, Reported] = field(default_factory=dict)
    served_reported: Mapping[int, Reported] = field(default_factory=dict)
    turning_16: int | None = None
    youth: tuple[Youth, ...] = ()  # every district of the scope
    youth_whole: Youth | None = None  # the regency by its own figure
    standing: bool = False  # whether it is known where people's cards stood on the day: the three below
    recordable_unrecorded: int = 0
    print_ready: int = 0
    problems: int = 0
