"""One target: when it is reached, what stands in the way, what it counts month by month. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from ktp_core.figures.model import Measure, Target
from ktp_core.months import last_day, month_of
from ktp_core.projection import spans
from ktp_core.projection.arrival import BAND, Costs, band, costs, days_until, largest, month_days, recent_pace
from ktp_core.projection.model import Ahead, Constraint, Paths, Series
from ktp_core.projection.store import STAGE_OF, Known
from ktp_core.projection.target_model import Arrival, Course, Span, Visiting

Simulator = Callable[[Iterable[Constraint]], Paths]
_NOWHERE = Visiting(np.zeros(0), np.zeros(0), 0)


def of_people(known: Known, simulate: Simulator, paths: Paths, target: Target) -> tuple[Arrival, Course]:
    """A target that counts people at a stage."""
    stage, start, past = STAGE_OF[target.measure], known.start, known.past
    days = days_until(paths, stage, target.value, start)
    cost = costs(simulate, stage, target.value, start) if start.stocks[stage] < target.value else None
    course = _course(known, start.stocks[stage], past.flows[stage], past.since.get(stage, 0), paths.stocks[stage])
    arrival = _arrival(
        known, target, start.stocks[stage], days, past.flows[stage], last_day(known.ahead.months[-1]),
        float(course.fan[1][-1]),
    )  # fmt: skip
    return _hindered(arrival, start.day, cost), course


def of_span(known: Known, simulate: Simulator, paths: Paths, span: Span) -> tuple[Arrival, Course]:
    """A target that counts what happens from its first day on."""
    given = (known.past, known.visiting or _NOWHERE, known.start, known.ahead)
    found = spans.foresee(span, *given, paths)
    until = span.target.valid_until or last_day(known.ahead.months[-1])
    course = _course(known, span.n, span.own, span.since, found.counts)
    kept = [at for at, month in enumerate(course.months) if last_day(month) >= span.target.valid_from]
    course = replace(course, months=tuple(course.months[at] for at in kept), past=course.past[kept])
    arrival = _arrival(
        known, span.target, span.n, found.days, span.past, until,
        spans.on_last(span, found.counts, known.ahead, known.start.day),
    )  # fmt: skip
    if arrival.reached:
        return arrival, course
    if span.target.measure in spans.CARDS:
        return _hindered(arrival, known.start.day, spans.costs_of(span, *given, simulate)), course
    if span.target.measure is not Measure.INSTITUTIONS_SERVED:
        return replace(arrival, obstacle=Constraint.VISITING), course
    every = spans.foresee(span, *given, paths, every=True)
    days = spans.spared(found, every, float((until - known.start.day).days))
    why = spans.obstacle(span, given[1], found, every)
    return replace(arrival, obstacle=why, gained={Constraint.REPEATS: days} if days else {}), course


def _arrival(
    known: Known, target: Target, now: int, days: Series, flow: Series, until: date, then: float
) -> Arrival:
    """Without what stands in the way."""
    day, end = known.start.day, target.valid_until
    p10, p50, p90 = band(days, day)
    return Arrival(
        target=target, now=now, p10=p10, p50=p50, p90=p90, until=until, then=then,
        reached_share=float(np.isfinite(days).mean()),
        in_time=None if end is None else float((days <= (end - day).days).mean()),
        needed=needed(known, target, now, end) if end else None,
        pace=recent_pace(flow, known.past.workdays), obstacle=None, earliest=day if now >= target.value else None,
    )  # fmt: skip


def _hindered(arrival: Arrival, day: date, cost: Costs | None) -> Arrival:
    if cost is None:
        return arrival
    earliest = day + timedelta(days=round(cost.earliest)) if np.isfinite(cost.earliest) else None
    return replace(arrival, obstacle=largest(cost), earliest=earliest, gained=cost.gained)


def _course(known: Known, now: int, flow: Series, since: int, counts: Series) -> Course:
    """Back from what there is now; what was taken back, or reported otherwise, leaves nothing below nought."""
    ends = now - since - np.concatenate([np.cumsum(flow[::-1])[::-1][1:], [0.0]])
    ahead = known.ahead.months[: counts.shape[1]]
    return Course(known.past.months, np.maximum(ends, 0.0), ahead, np.quantile(counts, BAND, axis=0))


def needed(known: Known, target: Target, now: int, until: date) -> float | None:
    """Per working day, from the day after the start to `until`, to be at the target then. None where it is reached
    already, where `until` is over, or lies after the months looked at."""
    missing = target.value - now
    days = workdays_until(known.ahead, known.start.day, until)
    return missing / days if missing > 0 and days else None


def workdays_until(ahead: Ahead, day: date, until: date) -> float:
    """Working days after `day` up to `until`; of a month that `until` cuts in two a part by its days."""
    last = month_of(until)
    if until <= day or last > ahead.months[-1]:
        return 0.0
    found = sum(float(n) for month, n in zip(ahead.months, ahead.workdays, strict=True) if month < last)
    begins, lengths = month_days(ahead.months, day)
    at = ahead.months.index(last)
    part = ((until - day).days - begins[at]) / lengths[at]
    return found + float(ahead.workdays[at]) * min(max(float(part), 0.0), 1.0)
