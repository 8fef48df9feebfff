"""Everything a monthly report is made of, as it was read within one snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ktp_core.attention.model import Point, Progress
from ktp_core.cards.model import CardState, Channel
from ktp_core.institutions.model import Kind
from ktp_core.kpi.details import Details
from ktp_core.kpi.model import Scope, YearCount
from ktp_core.kpi.overviews import Overview
from ktp_core.kpi.unseen import Youth
from ktp_core.months import over
from ktp_core.printing.promise import Kept, Until
from ktp_core.printing.rules import Queue
from ktp_core.printing.statement import Line
from ktp_core.projection.outlook import Outlook
from ktp_core.reports.model import Stamp
from ktp_core.stuck.model import StuckKind
from ktp_core.summaries.model import Flow


@dataclass(frozen=True, slots=True)
class Field:
    """Visits of a kind of institution in the month. `planned`: of the month after it, not cancelled."""

    done: YearCount = YearCount()
    cancelled: int = 0
    unclosed: int = 0
    planned: int = 0


@dataclass(frozen=True, slots=True)
class Promise:
    """How long people waited whose card was printed or handed over in the month. `days`: what is promised on its last
    day."""

    until: Until
    replacements: bool
    kept: Kept
    days: int


@dataclass(frozen=True, slots=True)
class Blanks:
    """The ledger of the month: column of `blanks.queries.LEDGER` -> blanks. `used`: of the 90 days up to its end, in
    `workdays` working days."""

    moves: Mapping[str, int]
    used: int
    workdays: int

    @property
    def cover(self) -> float | None:
        """Working days that the stock lasts at the rate of late; None where nothing was used."""
        return self.moves["closing"] * self.workdays / self.used if self.used > 0 else None


@dataclass(frozen=True, slots=True)
class Now:
    """What is known of today alone: waiting cards by day, stuck cards by kind with the longest wait, what needs
    somebody."""

    queue: Queue
    stuck: tuple[tuple[StuckKind, int, int], ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Facts:
    """`acts`: 37 months of `gathering.ACTS`, the last that of the report. `places`: acts of the month by district, ""
    not known. `recorded`: recordings of 13 months by programme. `lines`: the statement of the month by district.
    `states` None: where cards stood is not known of that day. `last_month`, `year_before`: visits of the month before
    and of the same month of the year before. `now`: only of a report of today.
    """

    stamp: Stamp
    scope: Scope
    today: date
    view: Overview
    rest: Details
    acts: pd.DataFrame
    places: Mapping[str, Counter[Flow]]
    recorded: Mapping[Channel, list[int]]
    names: Mapping[str, str]
    field: Mapping[Kind, Field]
    last_month: YearCount
    year_before: YearCount
    lines: list[Line]
    states: Mapping[CardState, int] | None
    promises: tuple[Promise, ...]
    blanks: Blanks | None
    outlook: Outlook | None
    youth: tuple[Youth, ...]
    progress: tuple[Progress, ...]
    now: Now | None = None

    @property
    def running(self) -> bool:
        """Whether the month goes on."""
        return not over(self.scope.as_of)
