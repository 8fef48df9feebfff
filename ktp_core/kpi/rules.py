"""From counts to figures. Pure: sum first, divide last, never clip, say where each number comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from ktp_core.figures.model import Measure, Reported
from ktp_core.kpi.definitions import DEFINITIONS
from ktp_core.kpi.model import Figure, Inputs, Origin
from ktp_core.kpi.ratios import progress, share, stock, unrecorded
from ktp_core.kpi.unseen import added, cohort, total
from ktp_core.summaries.model import Flow

Calculation = Callable[[Inputs, str], Figure]

FUNNEL: dict[str, Flow] = {
    "funnel_eligible": Flow.ELIGIBLE,
    "funnel_covered": Flow.COVERED,
    "funnel_ready": Flow.READY,
    "funnel_printed": Flow.PRINTED,
    "funnel_owned": Flow.OWNED,
}

# Who is held up between two stages, by what came before: the stage reached, the stage missed.
GAPS: dict[str, tuple[Flow, Flow]] = {
    "gap_unrecorded": (Flow.ELIGIBLE, Flow.COVERED),
    "gap_processing": (Flow.COVERED, Flow.READY),
    "gap_ready": (Flow.READY, Flow.PRINTED),
    "gap_printed": (Flow.PRINTED, Flow.OWNED),
}


def figures(inputs: Inputs) -> dict[str, Figure]:
    """Every figure of the scope by name, in the order of the definitions, then the years."""
    found = [CALCULATIONS[name](inputs, name) for name in DEFINITIONS] + list(yearly(inputs))
    if inputs.scope.as_of > inputs.today:
        found = [replace(figure, note=figure.note or "future") for figure in found]
    return {figure.name: figure for figure in found}


def backlog(flows: Mapping[Flow, int]) -> int:
    """Cards that wait to be printed, from the flows summed up to a day."""
    return flows.get(Flow.DUE, 0) - flows.get(Flow.LEFT_PRINTED, 0) - flows.get(Flow.LEFT_OTHER, 0)


def yearly(inputs: Inputs) -> Iterator[Figure]:
    """Institutions and people served by year; a reported year is the reported number, never a sum with ours."""
    for year in sorted(set(inputs.years) | set(inputs.institutions_reported) | set(inputs.served_reported)):
        own = inputs.years.get(year)
        until = min(inputs.scope.as_of, date(year, 12, 31))
        for stem, reported, counted in (
            ("institutions", inputs.institutions_reported.get(year), own.institutions if own else None),
            ("served", inputs.served_reported.get(year), own.served if own else None),
        ):
            name = f"{stem}_{year}"
            yield _reported(name, reported) if reported else _own(inputs, name, counted, until)


def _target(inputs: Inputs, name: str) -> Figure:
    goal = inputs.target
    if goal is None:
        return Figure(name, None, inputs.scope.as_of, Origin.NONE, note="no_target")
    return Figure(name, goal.value, goal.valid_from, Origin.REPORTED, official=(goal,))


def _backlog_reported(inputs: Inputs, name: str) -> Figure:
    known = inputs.official.get(Measure.BACKLOG_REPORTED)
    return _reported(name, known) if known else _own(inputs, name, None)


def _visits(inputs: Inputs, name: str) -> Figure:
    year = inputs.years.get(inputs.scope.as_of.year)
    note = "visits_reported" if year and year.reported else None
    return _own(inputs, name, year.visits if year else 0, note=note)


def _unseen(inputs: Inputs, name: str) -> Figure:
    """Districts that have a figure, added up; the regency's own where none of them has."""
    rows = added(inputs.youth, inputs.youth_whole)
    sums, day = total(rows), inputs.scope.as_of
    if not rows:
        return Figure(name, None, day, Origin.NONE, note=_no_unseen(inputs))
    used = tuple(one.figure for one in rows if one.figure)
    part = rows[0].area.count(".") == 2 and len(rows) < len(inputs.youth)
    note = "more_known" if (sums.unseen or 0) < 0 else "some_districts" if part else None
    return Figure(name, sums.unseen, day, Origin.COMPARED, sums.unseen, sums.population, used, note=note)


def _no_unseen(inputs: Inputs) -> str:
    """Why nothing can be compared."""
    found = [one.figure for one in (*inputs.youth, inputs.youth_whole) if one and one.figure]
    if not found:
        return "no_population"
    return "only_then" if any(cohort(one.basis_on) for one in found) else "population_old"


def _counted(read: Callable[[Inputs], int | None]) -> Calculation:
    return lambda inputs, name: _own(inputs, name, read(inputs))


def _standing(read: Callable[[Inputs], int]) -> Calculation:
    """Where cards stood is known of today, and of a past day as it was known then; else there is no figure."""

    def calculate(inputs: Inputs, name: str) -> Figure:
        return _own(inputs, name, read(inputs)) if inputs.standing else _own(inputs, name, None, note="only_then")

    return calculate


def _flow(flow: Flow) -> Calculation:
    return _counted(lambda inputs: inputs.stock.get(flow, 0))


def _between(reached: Flow, missed: Flow) -> Calculation:
    return _counted(lambda inputs: inputs.stock.get(reached, 0) - inputs.stock.get(missed, 0))


def _own(
    inputs: Inputs, name: str, value: int | None, basis: date | None = None, note: str | None = None
) -> Figure:
    origin = Origin.NONE if value is None else Origin.OWN
    return Figure(name, value, basis or inputs.scope.as_of, origin, note=note)


def _reported(name: str, known: Reported) -> Figure:
    note = "approximate" if known.approximate else None
    return Figure(name, known.value, known.basis_on, Origin.REPORTED, official=(known,), note=note)


CALCULATIONS: dict[str, Calculation] = {
    "target": _target,
    "cards_owned": stock(Measure.HOLDERS),
    "target_progress": progress,
    "wajib_ktp": stock(Measure.WAJIB_KTP),
    "recorded": stock(Measure.RECORDED),
    "coverage": share(Measure.RECORDED),
    "ownership": share(Measure.HOLDERS),
    "unrecorded": unrecorded,
    "backlog": _counted(lambda inputs: backlog(inputs.stock)),
    "backlog_reported": _backlog_reported,
    "waiting_17": _standing(lambda inputs: inputs.print_ready - backlog(inputs.stock)),
    "recordable_unrecorded": _standing(lambda inputs: inputs.recordable_unrecorded),
    "problems": _standing(lambda inputs: inputs.problems),
    "turning_16": _counted(lambda inputs: inputs.turning_16),
    "turning_17": _counted(lambda inputs: inputs.turning_17),
    "unseen_youth": _unseen,
    "visits": _visits,
    "outsiders_served": _counted(lambda inputs: inputs.outsiders_served),
    **{name: _flow(flow) for name, flow in FUNNEL.items()},
    **{name: _between(*stages) for name, stages in GAPS.items()},
}
