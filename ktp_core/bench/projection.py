"""Projections: whether the band from P10 to P90 holds what happens, and what one costs.

`value` is the share of outcomes inside the band, in percent, against the 80 that it promises; between 75 and 85 it is
as wide as it should be. The offices are invented by another model than the one that foresees; the demo's own past is
foreseen from what was known then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ktp_core.access.transactions import SYSTEM
from ktp_core.bench.data import REGENCY, Bench, scratch
from ktp_core.bench.model import Row, cpu
from ktp_core.figures.model import Measure
from ktp_core.kpi.model import Scope
from ktp_core.projection import backtest, hindsight, offices, rovers, service
from ktp_core.projection.backtest import Score
from ktp_core.projection.chances import Family
from ktp_core.projection.model import Stage

OFFICES, ROVERS = 150, 150
_PROMISED, _GOAL = 80.0, 1000.0


def measure(bench: Bench) -> Iterator[Row]:
    """Invented offices of every family stage by stage, the office's own past, and the time of one whole answer."""
    for family, told in FAMILIES:
        for stage in (Stage.COVERED, Stage.PRINTED, Stage.OWNED):
            name = f"projection_inside_{family}{'' if told == offices.PAST else f'_{told}_months'}_{stage}"
            yield _inside(name, invented(stage, OFFICES, family, told), f"invented offices, {family}, {told} months")
    rovers_ = [rovers.rover(seed) for seed in range(ROVERS)]
    for measure, yearly in VISITED:
        what = "invented offices that go out" + (", of a running year" if yearly else ", without an end")
        name = f"projection_inside_{measure}{'' if yearly else '_open'}"
        yield _inside(name, going_out(rovers_, measure, yearly), what)
    with scratch(bench):
        yield _inside("projection_inside_own_past", hindsight.score(SYSTEM, REGENCY, bench.today), "own past")
        taken = cpu(lambda: service.outlook(SYSTEM, Scope(REGENCY, bench.today), bench.today), 3)
    yield Row("projection_first_answer", taken, "ms", _GOAL, "the goal; kept until something is written")


FAMILIES = (*((one, offices.PAST) for one in Family), (Family.USUAL, 24), (Family.USUAL, 12))
"""Invented offices, and of how many months they tell."""
VISITED = (
    (Measure.VISITS, True), (Measure.VISITS, False), (Measure.PEOPLE_SERVED, True), (Measure.PEOPLE_SERVED, False),
    (Measure.INSTITUTIONS_SERVED, True),
)  # fmt: skip


def going_out(made: Sequence[rovers.Rover], measure: Measure, yearly: bool) -> Score:
    """What is counted from visits."""
    return backtest.score(
        [backtest.span_trial(one, measure, seed=seed, yearly=yearly) for seed, one in enumerate(made)]
    )


def invented(stage: Stage, count: int, family: Family = Family.USUAL, told: int = offices.PAST) -> Score:
    """The first so many invented offices of a family."""
    made = ((seed, offices.office(seed, family, told=told)) for seed in range(count))
    return backtest.score(
        [backtest.trial(one.past, one.start, one.ahead, one.truth, stage, seed=seed) for seed, one in made]
    )


def _inside(name: str, found: Score, what: str) -> Row:
    share = round(found.share * 100, 1) if found.trials else 0.0
    told = (
        f"promised; standard error {found.error * 100:.1f}; {found.trials} trials on {what}, {found.early} earlier and "
        f"{found.late} later than the band"
    )
    return Row(name, share, "percent", _PROMISED, told)
