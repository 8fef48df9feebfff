"""Targets that count what happens from their first day to their last: visits, institutions and people served at them,
cards printed and handed over. Pure.

Cards follow the courses of the people who get them, and what else was printed or handed over by its own rhythm, as far
as printers and blanks allow. What is counted of visits has a rhythm of its own; institutions each once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from ktp_core.figures.model import Measure
from ktp_core.months import month_of
from ktp_core.projection.arrival import NEVER, Costs, costs, days_to, month_days
from ktp_core.projection.model import Ahead, Constraint, Months, Paths, Series, Stage, Start
from ktp_core.projection.novelty import novelty, visited
from ktp_core.projection.rhythm import drawn, rhythm
from ktp_core.projection.target_model import Span, Visiting

CARDS = {Measure.PRINTED: Stage.PRINTED, Measure.DELIVERED: Stage.OWNED}
"""Cards that are counted, and the stage that people reach by them."""
_SEED, _PATHS = 29, 2_000


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`counts`: what the target counts at the end of each month to come in each course (paths × months). `days`: until
    it is reached; NEVER where that is after its last day."""

    counts: Series
    days: Series


def foresee(
    span: Span, past: Months, visiting: Visiting, start: Start, ahead: Ahead, paths: Paths, *,
    every: bool = False, seed: int = _SEED,
) -> Foreseen:  # fmt: skip
    """Courses of one target. `paths`: those of people at their stages. `every`: as if each visit went to an institution
    that was not visited yet."""
    measure, left = span.target.measure, months_left(ahead, span.target.valid_until)
    ahead = replace(ahead, months=ahead.months[:left], workdays=ahead.workdays[:left])
    if measure in CARDS:
        counts = _cards(span, past, start, ahead, paths, seed)
    elif measure is Measure.INSTITUTIONS_SERVED:
        counts = _institutions(span, past, visiting, ahead, every, seed)
    else:
        chance = np.random.default_rng([seed, 1])
        found = drawn(rhythm(past.months, span.past, past.workdays), ahead, chance, _PATHS)
        counts = span.n + np.cumsum(found, axis=1)
    days = days_to(counts, span.n, span.target.value, ahead.months, start.day)
    return Foreseen(counts, _within(days, span.target.valid_until, start.day))


def _cards(span: Span, past: Months, start: Start, ahead: Ahead, paths: Paths, seed: int) -> Series:
    stage = CARDS[span.target.measure]
    left = len(ahead.months)
    course = paths.stocks[stage][:, :left]
    first = np.diff(course, axis=1, prepend=float(start.stocks[stage]))
    others = np.maximum(span.past - past.flows[stage], 0.0)  # replacements, cards spoiled and printed again
    more = drawn(rhythm(past.months, others, past.workdays), ahead, np.random.default_rng([seed, 2]), len(course))
    if stage is Stage.PRINTED and paths.room is not None:
        more = np.minimum(more, np.maximum(paths.room[:, :left] - first, 0.0))
    return np.asarray(span.n + np.cumsum(first + more, axis=1))


def _institutions(span: Span, past: Months, visiting: Visiting, ahead: Ahead, every: bool, seed: int) -> Series:
    made = drawn(
        rhythm(past.months, visiting.visits, past.workdays), ahead, np.random.default_rng([seed, 1]), _PATHS
    )
    how = novelty(past.months, visiting.visits, visiting.new, visiting.pool)
    chance = np.random.default_rng([seed, 3])
    return np.asarray(span.n + np.cumsum(visited(made, how, span.n, visiting.pool, chance, every), axis=1))


def _within(days: Series, until: date | None, day: date) -> Series:
    """What comes after the last day of the target is not counted any more."""
    return days if until is None else np.where(days > (until - day).days, NEVER, days)


def months_left(ahead: Ahead, until: date | None) -> int:
    """How many of the months to come the target lasts."""
    if until is None:
        return len(ahead.months)
    last = month_of(until)
    return max(sum(month <= last for month in ahead.months), 1)


def on_last(span: Span, counts: Series, ahead: Ahead, day: date) -> float:
    """What the middle of the courses counts on the last day of the target, or of the months looked at."""
    at = months_left(ahead, span.target.valid_until) - 1
    middle = np.concatenate([[float(span.n)], np.quantile(counts, 0.5, axis=0)])
    if span.target.valid_until is None:
        return float(middle[-1])
    begins, lengths = month_days(ahead.months, day)
    part = ((span.target.valid_until - day).days - begins[at]) / lengths[at]
    return float(middle[at] + (middle[at + 1] - middle[at]) * min(max(part, 0.0), 1.0))


def obstacle(span: Span, visiting: Visiting, found: Foreseen, every: Foreseen | None) -> Constraint | None:
    """What holds a target of visits back, where it is known: too few institutions, visits to the same ones, or simply
    as many visits as are made. None for one that is reached."""
    if span.n >= span.target.value:
        return None
    if every is not None and span.target.value > visiting.pool:
        return Constraint.PLACES
    if every is not None and np.isfinite(_middle(every.days)) and _middle(found.days) > 2 * _middle(every.days):
        return Constraint.REPEATS
    return Constraint.VISITING


def spared(found: Foreseen, every: Foreseen, last: float) -> int:
    """Days earlier if each visit went to a new institution; never counts as day `last`."""
    return max(0, round(min(_middle(found.days), last) - min(_middle(every.days), last)))


def _middle(days: Series) -> float:
    return float(np.quantile(days, 0.5, method="inverted_cdf"))


def costs_of(
    span: Span, past: Months, visiting: Visiting, start: Start, ahead: Ahead,
    simulate: Callable[[Iterable[Constraint]], Paths],
) -> Costs:  # fmt: skip
    """What stands in the way of cards, as of the people who get them."""

    def counted(paths: Paths) -> Series:
        return foresee(span, past, visiting, start, ahead, paths).days

    last = None if span.target.valid_until is None else float((span.target.valid_until - start.day).days)
    return costs(simulate, CARDS[span.target.measure], span.target.value, start, counted, last)

