"""From simulated courses to dates, and what stands in the way. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ktp_core.months import first_day, last_day
from ktp_core.projection.draws import Habits
from ktp_core.projection.model import Ahead, Constraint, Paths, Series, Stage, Start, WhatIf
from ktp_core.projection.simulation import run

BAND = (0.1, 0.5, 0.9)
_LINE = (Constraint.RECORDING, Constraint.CLEARING, Constraint.CAPACITY, Constraint.BLANKS, Constraint.HANDING)
_FEW = 400
"""Courses for asking what a constraint costs: the middle of them is enough."""
NEVER = float("inf")


def days_until(paths: Paths, stage: Stage, value: int, start: Start) -> Series:
    """Of each course the days from the start until `value` people have reached the stage; NEVER where it does not.

    To half a person: shares of the waiting never quite add up to all of them.
    """
    return days_to(paths.stocks[stage], start.stocks[stage], value, paths.months, start.day)


def days_to(course: Series, now: float, value: int, months: tuple[int, ...], day: date) -> Series:
    """The same of anything counted at the ends of months (paths × months), `now` on the day."""
    before = np.concatenate([np.full((len(course), 1), float(now)), course[:, :-1]], axis=1)
    hit = course >= value - 0.5
    at = hit.argmax(axis=1)
    rows = np.arange(len(course))
    gained = course[rows, at] - before[rows, at]
    part = np.where(gained > 0, (value - before[rows, at]) / np.where(gained > 0, gained, 1.0), 0.0)
    begins, lengths = month_days(months, day)
    days = begins[at] + np.clip(part, 0.0, 1.0) * lengths[at]
    return np.where(hit.any(axis=1), days, NEVER)


def month_days(months: tuple[int, ...], day: date) -> tuple[Series, Series]:
    """For each month the days from `day` to its beginning, and how many of its days are to come."""
    begins, lengths = [], []
    for month in months:
        last, start = last_day(month), max(first_day(month) - timedelta(days=1), day)
        begins.append((start - day).days)
        lengths.append(max((last - start).days, 1))
    return np.array(begins, dtype=float), np.array(lengths, dtype=float)


def band(days: Series, start: date) -> tuple[date | None, date | None, date | None]:
    """P10, P50, P90 as days of the calendar; None where so many courses do not arrive."""
    marks = np.quantile(days, BAND, method="inverted_cdf")
    return tuple(None if not np.isfinite(one) else start + timedelta(days=round(float(one))) for one in marks)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Costs:
    """What stands in the way, in days of the middle course. A target that is never reached counts as reached on the
    last day looked at.

    `gained`: days earlier without each constraint, were it the only one to go; `alone`: days that each costs were it
    the only one there. `earliest`: with none of them, NEVER where not even then; `free`: the same in days.
    """

    gained: Mapping[Constraint, int]
    alone: Mapping[Constraint, int]
    earliest: float
    free: float
    usual: float


def costs(
    simulate: Callable[[Iterable[Constraint]], Paths], stage: Stage, value: int, start: Start,
    counted: Callable[[Paths], Series] | None = None, last: float | None = None,
) -> Costs:  # fmt: skip
    """Try the courses without the constraints that can hold that stage back: each, all, and all but each. `counted`:
    days until the target in each course, where it counts something else than the people at that stage; `last`: the last
    day looked at, where it is not that of the courses."""
    held = [one for one in Constraint if _counts(one, stage)]

    def middle(without: Iterable[Constraint]) -> tuple[float, float]:
        paths = simulate(without)
        days = counted(paths) if counted else days_until(paths, stage, value, start)
        begins, lengths = month_days(paths.months, start.day)
        found = float(np.quantile(days, 0.5, method="inverted_cdf"))
        return found, min(found, float(begins[-1] + lengths[-1]) if last is None else last)

    usual, (earliest, free) = middle(())[1], middle(held)
    gained = {one: max(0, round(usual - middle((one,))[1])) for one in held}
    alone = {}
    if usual > free and not any(gained.values()):
        alone = {one: round(middle([other for other in held if other is not one])[1] - free) for one in held}
    return Costs(gained, alone, earliest, free, usual)


def simulator(
    start: Start, habits: Habits, ahead: Ahead, *, seed: int, what_if: WhatIf | None = None
) -> Callable[[Iterable[Constraint]], Paths]:
    """Courses with some constraints gone, all from the same chances."""
    return lambda without: run(start, habits, ahead, seed=seed, paths=_FEW, what_if=what_if, without=without)


def _counts(constraint: Constraint, stage: Stage) -> bool:
    """Whether an office can take it away and it can hold that stage back."""
    if constraint not in _LINE:
        return False
    if stage is Stage.COVERED:
        return constraint is Constraint.RECORDING
    if stage is Stage.PRINTED:
        return constraint is not Constraint.HANDING
    return stage is Stage.OWNED or constraint in (Constraint.RECORDING, Constraint.CLEARING)


def largest(found: Costs) -> Constraint | None:
    """What costs most; None when nothing costs a day.

    Where two of the same strength stand one behind the other none gains a day by itself: then each by itself is asked.
    """
    tried = found.gained if any(found.gained.values()) else found.alone
    best = max(tried, key=lambda one: tried[one], default=None)
    most = tried[best] if best is not None else 0
    if found.free > 0 and found.free >= most:
        return Constraint.PEOPLE
    return best if most > 0 else None


def recent_pace(flow: Series, workdays: Series) -> float | None:
    """People per working day over the last twelve months; None without one."""
    days = float(workdays[-12:].sum())
    return float(flow[-12:].sum()) / days if days else None
