"""What a projection starts from, read out of summaries, official figures, the ledger of blanks and the calendar."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from sqlalchemy import Connection, func, select

from ktp_core.blanks import supply
from ktp_core.blanks.model import EntryKind
from ktp_core.db.schema import blank_entry, summary_month, target
from ktp_core.figures.model import Measure, Target
from ktp_core.kpi import flows, rules
from ktp_core.kpi.model import Figure, Scope
from ktp_core.kpi.queries import months_back
from ktp_core.kpi.store import inputs
from ktp_core.projection.model import Ahead, Months, Series, Stage, Start
from ktp_core.summaries.model import Flow
from ktp_core.workdays.store import calendar

PAST, HORIZON = 36, 120
"""Months looked back and ahead."""
FLOWS = {
    Stage.COVERED: Flow.COVERED, Stage.READY: Flow.READY, Stage.PRINTED: Flow.PRINTED, Stage.OWNED: Flow.OWNED,
}  # fmt: skip
STAGE_OF = {Measure.HOLDERS: Stage.OWNED, Measure.RECORDED: Stage.COVERED}
"""What a target counts, as the stage that must reach it."""
_BIRTHS_KNOWN = 12  # months ahead for which birth dates say who reaches card age
_BLANK_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Known:
    """All of it. `partial`: our registry holds only a part of the people the official figures speak of."""

    past: Months
    start: Start
    ahead: Ahead
    targets: tuple[Target, ...]
    partial: bool
    from_figures: bool  # those reaching card age after the births known: from an official figure


def read(conn: Connection, scope: Scope, today: date) -> Known:
    """The history up to the month before, the stocks of the scope's day, the months ahead of it."""
    figures = rules.figures(inputs(conn, scope, today))
    months = months_back(scope.as_of, PAST + 1)[:-1]
    ahead = _months_ahead(scope.as_of)
    days = _workdays(conn, scope, months, ahead)
    past = _past(conn, scope, months, days)
    eligible, from_figures = _eligible(conn, scope, ahead, past)
    whole = not scope.districts
    blanks = supply.read(conn, scope.regency, scope.as_of)[0] if whole else None
    keeps = bool(blanks and blanks.stock)
    start = Start(scope.as_of, _stocks(figures), _gaps(figures), blanks.stock if blanks and keeps else None)
    coming = Ahead(
        tuple(ahead), np.array([days[one] for one in ahead]), eligible,
        float(blanks.capacity) if blanks and blanks.capacity else None,
        _received(conn, scope) if keeps else 0.0,
        blanks.replaced / max(blanks.replaced_days, 1) * 21 if blanks else 0.0,
        blanks.spoiled / blanks.used if blanks and blanks.used else 0.0,
    )  # fmt: skip
    partial = any(one.note == "partial" for one in figures.values())
    return Known(past, start, coming, _targets(conn, scope), partial, from_figures)


def _months_ahead(day: date) -> list[int]:
    first = day.year * 12 + day.month - 1
    return [at // 12 * 100 + at % 12 + 1 for at in range(first, first + HORIZON)]


def _workdays(conn: Connection, scope: Scope, past: Sequence[int], ahead: Sequence[int]) -> dict[int, float]:
    """Working days of each month; of the running one those that are left. Years from the next on are like the last
    twelve months known: their holidays are not decided yet."""
    day = scope.as_of
    first, last = _first(past[0]), _last(ahead[min(_BIRTHS_KNOWN, len(ahead) - 1)])
    counted: dict[int, float] = dict.fromkeys([*past, *ahead], 0.0)
    for one in calendar(conn, scope.regency, first, last).workdays(first, last):
        month = one.year * 100 + one.month
        if month != ahead[0] or one > day:
            counted[month] += 1.0
    for month in ahead[_BIRTHS_KNOWN + 1 :]:
        counted[month] = counted[month - 100]
    return counted


def _past(conn: Connection, scope: Scope, months: Sequence[int], days: Mapping[int, float]) -> Months:
    wanted = [*FLOWS.values(), Flow.ELIGIBLE]
    found = {(flow, month): int(n) for flow, month, n in flows.by_month(conn, scope, wanted, months[0])}

    def series(flow: Flow) -> Series:
        return np.array([float(found.get((int(flow), month), 0)) for month in months])

    return Months(
        tuple(months), np.array([days[one] for one in months]),
        {stage: series(flow) for stage, flow in FLOWS.items()}, series(Flow.ELIGIBLE),
    )  # fmt: skip


def _eligible(conn: Connection, scope: Scope, ahead: Sequence[int], past: Months) -> tuple[Series, bool]:
    """People who reach card age in each month to come: by their birth dates as long as those are known, then as an
    official figure of a year's beginners says, else as in the last twelve months."""
    c = summary_month.c
    inside = [c.district.in_(scope.districts)] if scope.districts else []
    rows = conn.execute(
        select(c.month, func.sum(c.n)).where(
            c.regency == scope.regency, c.flow == int(Flow.ELIGIBLE), c.month > ahead[0], c.month <= ahead[-1], *inside
        ).group_by(c.month)
    )  # fmt: skip
    known: dict[int, int] = {month: int(n) for month, n in rows}
    whole = flows.stock(conn, scope, [Flow.ELIGIBLE], _last(ahead[0]))[Flow.ELIGIBLE]
    known[ahead[0]] = whole - flows.stock(conn, scope, [Flow.ELIGIBLE], scope.as_of)[Flow.ELIGIBLE]
    beginners = _beginners(conn, scope)
    usual = beginners / 12 if beginners is not None else float(past.eligible[-12:].mean())
    series = [float(known.get(month, 0)) if at < _BIRTHS_KNOWN else usual for at, month in enumerate(ahead)]
    return np.array(series), beginners is not None


def _beginners(conn: Connection, scope: Scope) -> int | None:
    from ktp_core.figures import rules as official
    from ktp_core.figures.store import known_on

    if scope.area is None:
        return None
    newest = official.newest(known_on(conn, scope.regency, scope.as_of, scope.known_on), scope.area)
    return newest[Measure.BEGINNERS].value if Measure.BEGINNERS in newest else None


def _stocks(figures: Mapping[str, Figure]) -> dict[Stage, int]:
    """As a target counts them: official and since where there is an official figure."""
    names = {Stage.COVERED: "recorded", Stage.READY: "funnel_ready", Stage.PRINTED: "funnel_printed",
             Stage.OWNED: "cards_owned"}  # fmt: skip
    return {stage: int(figures[name].value or 0) for stage, name in names.items()}


def _gaps(figures: Mapping[str, Figure]) -> dict[Stage, int]:
    """Who waits between two stages: for recording by the official numbers, then by our registry."""
    ours = ["funnel_covered", "funnel_ready", "funnel_printed", "funnel_owned"]
    counts = [int(figures[name].value or 0) for name in ours]
    waiting = [max(before - after, 0) for before, after in zip(counts, counts[1:], strict=False)]
    missing = max(int(figures["unrecorded"].value or 0), 0)
    return dict(zip(Stage, [missing, *waiting], strict=True))


def _received(conn: Connection, scope: Scope) -> float:
    """Blanks that came from outside in a usual month of the last twelve."""
    c = blank_entry.c
    since = scope.as_of - timedelta(days=365)
    came = select(func.coalesce(func.sum(c.n), 0)).where(
        c.regency == scope.regency, c.kind == str(EntryKind.RECEIVED), c.day > since, c.day <= scope.as_of
    )
    return float(conn.execute(came).scalar_one()) / _BLANK_MONTHS


def _targets(conn: Connection, scope: Scope) -> tuple[Target, ...]:
    """The targets of the area in force on the day that count people at a stage; of each measure and year the newest."""
    if scope.area is None:
        return ()
    c = target.c
    rows = conn.execute(
        select(target).where(
            c.regency == scope.regency, c.area == scope.area, c.measure.in_([str(one) for one in STAGE_OF]),
            c.valid_from <= scope.as_of,
        ).order_by(c.valid_from, c.id)
    ).mappings()  # fmt: skip
    found: dict[tuple[str, date | None], Target] = {}
    for row in rows:
        if row["valid_until"] is not None and row["valid_until"] < scope.as_of:
            continue
        if scope.known_on is not None and row["known_on"] is not None and row["known_on"] > scope.known_on:
            continue
        found[row["measure"], row["valid_until"]] = Target(
            row["area"], Measure(row["measure"]), row["value"], row["valid_from"], row["source"], row["valid_until"],
            row["known_on"],
        )  # fmt: skip
    return tuple(found.values())


def _first(month: int) -> date:
    return date(month // 100, month % 100, 1)


def _last(month: int) -> date:
    return date(month // 100, month % 100, monthrange(month // 100, month % 100)[1])
