"""What targets that count what happens have counted so far, and the history they are foreseen from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from sqlalchemy import Connection

from ktp_core.figures.model import Measure, Target
from ktp_core.kpi import flows
from ktp_core.kpi.goal_queries import ACTS, happened
from ktp_core.kpi.goals import SPANS
from ktp_core.kpi.model import Figure, Scope
from ktp_core.months import month_of
from ktp_core.projection.model import Series
from ktp_core.projection.tallies import VISITED, by_month, pool
from ktp_core.projection.target_model import Span, Visiting


def spans_of(
    conn: Connection, scope: Scope, found: Sequence[Target], figures: dict[str, Figure], months: Sequence[int]
) -> Iterator[Span]:
    """What each target that counts what happens has counted so far. `months`: the running one last."""
    for one in found:
        if str(one.measure) not in SPANS:
            continue
        past = _tally(conn, scope, one.measure, months)
        begun = np.array(months) >= month_of(one.valid_from)
        yearly = one.valid_until is not None and one.valid_from == date(one.valid_until.year, 1, 1)
        own = np.where(begun, past, 0.0)
        if one.measure in VISITED and not yearly:
            own = by_month(conn, scope, one.measure, months, one.valid_from)
        n, _ = happened(conn, scope, one, figures)
        yield Span(one, n, past[:-1], own[:-1], int(own[-1]))


def _tally(conn: Connection, scope: Scope, measure: Measure, months: Sequence[int]) -> Series:
    if measure in VISITED:
        return by_month(conn, scope, measure, months)
    rows = flows.by_month(conn, scope, [ACTS[measure]], months[0])
    found = {month: int(n) for _, month, n in rows}
    return np.array([float(max(found.get(month, 0), 0)) for month in months])


def visiting(conn: Connection, scope: Scope, spans: Sequence[Span], months: Sequence[int]) -> Visiting | None:
    """Where there is a target of institutions: all visits, those of them that were the first of their year."""
    new = next((one.past for one in spans if one.target.measure is Measure.INSTITUTIONS_SERVED), None)
    if new is None:
        return None
    return Visiting(by_month(conn, scope, Measure.VISITS, months)[:-1], new, pool(conn, scope))
