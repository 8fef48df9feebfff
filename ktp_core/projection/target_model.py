"""A target within a projection: what it has counted so far, and when it is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ktp_core.figures.model import Target
from ktp_core.projection.model import Constraint, Series


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
