"""What a plan of visits is made of: the question, the places, the days of teams, and the plan itself. Values only.

People are counted as expected values (12.4 people), because presence and success are rates; screens round them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

START = 8 * 60
"""A team begins its day at eight, unless somebody says otherwise (minutes after midnight)."""


class Method(StrEnum):
    """Where a plan comes from."""

    PROGRAMME = "programme"  # the integer programme, its places packed into days
    OLDEST_LETTER = "oldest_letter"
    LARGEST_FIRST = "largest_first"


@dataclass(frozen=True, slots=True)
class TeamTime:
    """One team in the period: how many kits it takes along and how many hours a day it works."""

    team_id: int
    name: str
    kits: int
    hours: float


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person may set. Minutes are of the clock.

    `per_day`: institutions of one team on one day at most. `setup`: travel, unpacking and packing for each of them.
    `least`: a visit attends at least so many people, or everybody there. `minutes`: of one kit for one person; None:
    learned from the office's own visits.
    """

    per_day: int = 2
    setup: int = 45
    least: int = 10
    start: int = START
    letters_first: bool = True
    every_district: bool = True
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Which plan is asked for. Days are both included; no districts: all that the account may see."""

    regency: str
    first: date
    last: date
    teams: tuple[TeamTime, ...]
    choices: Choices = field(default_factory=Choices)
    districts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """An institution as the plan sees it. `present[d]`: people expected to be there and 16 on day number d of the plan.

    `allowed[d]`: may be visited that day. `minutes`: of one kit per person. `success`: share of those attended who are
    recorded. `letter`: weight of its waiting letter (days waited and one), 0 without. `size`: on its list, for the rule
    of thumb "largest first".
    """

    id: int
    district: str
    minutes: float
    success: float
    present: tuple[float, ...]
    allowed: tuple[bool, ...]
    letter: int = 0
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Shift:
    """A day of a team: `day` is the number of the day in the plan, `minutes` of the clock and `slots` still free."""

    team_id: int
    day: int
    kits: int
    minutes: float
    slots: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a plan depends on. `served`: districts where visits are planned already."""

    stops: tuple[Stop, ...]
    shifts: tuple[Shift, ...]
    setup: float
    least: float
    letters_first: bool = True
    every_district: bool = True
    served: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Assignment:
    """`people` are attended at stop number `stop` in shift number `shift`."""

    stop: int
    shift: int
    people: float


Draft = tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How good a plan is. Compared in this order: waiting days of answered letters, districts, expected recordings."""

    waited: int  # days waited (and one) of every answered letter, summed up
    districts: int
    recordings: float
    letters: int

    def key(self) -> tuple[int, int, float]:
        """What comparing means; a millionth of a recording is nothing."""
        return self.waited, self.districts, round(self.recordings, 6)
