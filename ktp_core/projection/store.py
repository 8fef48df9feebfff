"""What a projection starts from, read out of summaries, official figures, the ledger of blanks and the calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection

from ktp_core.figures.model import Measure, Target
from ktp_core.kpi import flows, rules
from ktp_core.kpi.goal_queries import in_force
from ktp_core.kpi.model import Figure, Scope
from ktp_core.kpi.store import inputs
from ktp_core.months import month_of, months_back
from ktp_core.projection import horizon, supply
from ktp_core.projection.model import Ahead, Months, Series, Stage, Start
from ktp_core.projection.span_store import spans_of, visiting
from ktp_core.projection.supply import Means
from ktp_core.projection.target_model import Span, Visiting
from ktp_core.summaries.model import Flow

PAST = 36
"""Months looked back."""
FLOWS = {
    Stage.COVERED: Flow.COVERED, Stage.READY: Flow.READY, Stage.PRINTED: Flow.PRINTED, Stage.OWNED: Flow.OWNED,
}  # fmt: skip
STAGE_OF = {Measure.HOLDERS: Stage.OWNED, Measure.RECORDED: Stage.COVERED}
"""What a target counts, as the stage that must reach it."""
_NAMES = {
    Stage.COVERED: "recorded", Stage.READY: "funnel_ready", Stage.PRINTED: "funnel_printed", Stage.OWNED: "cards_owned",
}  # fmt: skip
WHOLE = 0.9
"""From this share of the wajib KTP on our registry is taken for all of it."""


@dataclass(frozen=True, slots=True)
class Known:
    """All of it. `targets`: those that count people at a stage; `spans`: those that count what happens since they
    began; `others`: how many in force count something that we don't. `unknown`: those that count people of whom our
    registry knows a part and no official figure the whole: nobody knows how far they are. `visiting`: for targets of
    institutions, None without any.

    `ours`, `wajib`: people of card age in our registry, and by the official figure and what came since.
    """

    past: Months
    start: Start
    ahead: Ahead
    targets: tuple[Target, ...]
    unknown: tuple[Target, ...]
    spans: tuple[Span, ...]
    visiting: Visiting | None
    others: int
    ours: int
    wajib: int
    from_figures: bool  # those reaching card age after the births known: from an official figure
    means: Means

    @property
    def partial(self) -> bool:
        """Our registry holds only a part of the people the official figures speak of."""
        return self.ours < WHOLE * self.wajib

    @property
    def empty(self) -> bool:
        """Nothing to foresee: nobody is known and nothing was ever counted."""
        people = any(self.start.stocks.values()) or any(self.start.gaps.values())
        return not people and not any(one.n or one.past.any() for one in self.spans)


def read(conn: Connection, scope: Scope, today: date, figures: dict[str, Figure] | None = None) -> Known:
    """The history up to the month before, the stocks of the scope's day, the months ahead of it. `figures`: those of
    the scope, where they were asked for before."""
    figures = rules.figures(inputs(conn, scope, today)) if figures is None else figures
    months, ahead = months_back(scope.as_of, PAST + 1)[:-1], horizon.months(scope.as_of)
    days = horizon.workdays(conn, scope, months, ahead)
    past = _past(conn, scope, months, days)
    eligible, from_figures = horizon.eligible(conn, scope, ahead, past.eligible)
    # Blanks, printers and kits are the whole office's: nobody says which part of them serves a district.
    means = supply.NOTHING if scope.districts else supply.read(conn, scope, months)
    start = Start(scope.as_of, _stocks(figures), _gaps(figures), means.stock)
    coming = Ahead(
        tuple(ahead), np.array([days[one] for one in ahead]), eligible,
        float(means.capacity) if means.capacity else None, means.received if means.stock is not None else 0.0,
        means.replacements, means.spoiling, horizon.part(scope.as_of),
    )  # fmt: skip
    every = _targets(conn, scope)
    stages = [one for one in every if one.measure in STAGE_OF]
    parts = [one for one in stages if figures[_NAMES[STAGE_OF[one.measure]]].note == "partial"]
    spans = tuple(spans_of(conn, scope, every, figures, [*months, ahead[0]]))
    return Known(
        past, start, coming, tuple(one for one in stages if one not in parts), tuple(parts), spans,
        visiting(conn, scope, spans, [*months, ahead[0]]), len(every) - len(stages) - len(spans),
        *_sizes(figures), from_figures, means,
    )  # fmt: skip


def _past(conn: Connection, scope: Scope, months: Sequence[int], days: Mapping[int, float]) -> Months:
    wanted = [*FLOWS.values(), Flow.ELIGIBLE]
    found = {(flow, month): int(n) for flow, month, n in flows.by_month(conn, scope, wanted, months[0])}
    running = month_of(scope.as_of)

    def series(flow: Flow) -> Series:
        # What was taken back or moved away may leave less than nothing in a month.
        return np.array([float(max(found.get((int(flow), month), 0), 0)) for month in months])

    return Months(
        tuple(months), np.array([days[one] for one in months]),
        {stage: series(flow) for stage, flow in FLOWS.items()}, series(Flow.ELIGIBLE),
        {stage: max(found.get((int(flow), running), 0), 0) for stage, flow in FLOWS.items()},
    )  # fmt: skip


def _stocks(figures: Mapping[str, Figure]) -> dict[Stage, int]:
    """As a target counts them: official and since where there is an official figure."""
    return {stage: int(figures[name].value or 0) for stage, name in _NAMES.items()}


def _gaps(figures: Mapping[str, Figure]) -> dict[Stage, int]:
    """Who waits between two stages: for recording by the official numbers, then by our registry."""
    ours = ["funnel_covered", "funnel_ready", "funnel_printed", "funnel_owned"]
    counts = [int(figures[name].value or 0) for name in ours]
    waiting = [max(before - after, 0) for before, after in zip(counts, counts[1:], strict=False)]
    missing = max(int(figures["unrecorded"].value or 0), 0)
    return dict(zip(Stage, [missing, *waiting], strict=True))


def _sizes(figures: Mapping[str, Figure]) -> tuple[int, int]:
    return int(figures["funnel_eligible"].value or 0), int(figures["wajib_ktp"].value or 0)


def _targets(conn: Connection, scope: Scope) -> list[Target]:
    """Those of the area itself in force on the day, of each measure and last day the newest."""
    return [] if scope.area is None else [one for one in in_force(conn, scope) if one.area == scope.area]
