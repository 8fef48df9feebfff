"""Months of one flow by channel, team and district, and the years beside one another: what the screen `tren` shows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ktp_core.kpi import seasons
from ktp_core.kpi.model import Scope
from ktp_core.months import over
from ktp_core.summaries.model import Flow

RECENT = 36  # months by channel, team and district


class Trend(StrEnum):
    """What is counted by month: acts, each on its day."""

    RECORDED = "recorded"
    SERVED = "served"  # recorded here, residents of elsewhere included
    READY = "ready"
    PRINTED = "printed"
    DELIVERED = "delivered"


FLOWS: dict[Trend, tuple[Flow, ...]] = {
    Trend.RECORDED: (Flow.RECORD,),
    Trend.SERVED: (Flow.RECORD, Flow.RECORD_ELSEWHERE),
    Trend.READY: (Flow.CLEAR,),
    Trend.PRINTED: (Flow.PRINT,),
    Trend.DELIVERED: (Flow.DELIVER,),
}
Row = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Trends:
    """Counts by month, the last one up to the scope's day.

    `counts`: by yyyymm since the year before PAST_YEARS others: a quiet January is no beginning. `recent`: the last
    RECENT months, to which the rows of `channels` (cards.model.Channel), `teams` (id; None: no team) and
    `districts` belong; of districts every one the account may see, "" for people of no known district. `same_days`:
    years back -> the month of the day in that year, up to the same day.
    """

    scope: Scope
    what: Trend
    counts: Mapping[int, int]
    same_days: Mapping[int, int]
    recent: Row
    channels: Mapping[int, Row]
    teams: Mapping[int | None, Row]
    districts: Mapping[str, Row]
    names: Mapping[str, str]
    team_names: Mapping[int, str]

    @property
    def months(self) -> Row:
        """The counts of `recent`."""
        return tuple(self.counts.get(month, 0) for month in self.recent)

    @property
    def running(self) -> bool:
        """Whether the last month is not over on the scope's day."""
        return not over(self.scope.as_of)

    @property
    def years(self) -> tuple[seasons.YearSoFar, ...]:
        """This year and the two before, up to the same day."""
        return seasons.years_so_far(self.counts, self.scope.as_of, self.same_days)

    @property
    def pairs(self) -> tuple[seasons.MonthPair, ...]:
        """The last twelve months beside those of the years before."""
        return seasons.pairs(self.counts, self.recent, self.same_days)

    @property
    def profile(self) -> seasons.Profile | None:
        """This year against the usual pattern of a year."""
        return seasons.profile(self.counts, self.scope.as_of)

    @cached_property
    def content(self) -> str:
        """A fingerprint of everything: of equal content equal pictures."""
        parts = (self.scope, self.what, self.counts, self.same_days, self.channels, self.teams, self.districts,
                 self.names, self.team_names)  # fmt: skip
        return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()

    @property
    def empty(self) -> bool:
        """Nothing was counted in any of these months."""
        parts = (*self.channels.values(), *self.teams.values(), *self.districts.values())
        return not any(self.counts.values()) and not any(any(row) for row in parts)
