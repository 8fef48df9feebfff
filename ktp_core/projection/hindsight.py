"""Projections that an office would have made in its own past, against what came of them. Reads only; no names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.kpi import flows
from ktp_core.kpi.model import Scope
from ktp_core.months import last_day, month_of, moved
from ktp_core.projection import backtest
from ktp_core.projection.backtest import Score, Trial
from ktp_core.projection.model import Series, Stage
from ktp_core.projection.store import FLOWS, read
from ktp_core.regions.model import Level
from ktp_core.regions.store import areas

AGO = range(6, 31, 3)
"""How many months ago the projections are made."""
_LIKELY = 0.6  # of the months since then: so far ahead lie the targets, at the pace of the year before
_ENOUGH = 8.0  # people a month: below that a target of some months is a matter of single persons


def score(by: Actor, regency: str, today: date, ago: Sequence[int] = AGO) -> Score:
    """Of the regency and each district with enough people, at each stage. All that was foreseen on one day waits for
    the same months: the error is that of so many days. Raises NotAllowed."""
    with reading(by, Permission.HEAD_VIEW, regency) as conn:
        places = [(), *((area.code,) for area in areas(conn, regency, Level.DISTRICT))]
        made = [
            (one, months) for place in places for months in ago for one in _of(conn, regency, place, today, months)
        ]
    return backtest.score([one for one, _ in made], [months for _, months in made])


def _of(
    conn: Connection, regency: str, districts: tuple[str, ...], today: date, months: int
) -> Iterator[Trial | None]:
    day = _month_end(today, months)
    known = read(conn, Scope(regency, day, districts, known_on=day), today)
    truth = _since(conn, Scope(regency, _month_end(today, 1), districts), known.ahead.months[:months])
    for stage in (Stage.COVERED, Stage.PRINTED, Stage.OWNED):
        if known.past.flows[stage][-12:].mean() >= _ENOUGH:
            yield backtest.trial(
                known.past, known.start, known.ahead, truth, stage, seed=months, within=(1.0, months * _LIKELY)
            )


def _since(conn: Connection, scope: Scope, months: Sequence[int]) -> dict[Stage, Series]:
    """What came in each of those months; nothing more in the first, which ended with the day of the projection."""
    rows = flows.by_month(conn, scope, list(FLOWS.values()), months[0])
    found = {(flow, month): int(n) for flow, month, n in rows}
    return {
        stage: np.array([0.0, *(float(max(found.get((int(flow), one), 0), 0)) for one in months[1:])])
        for stage, flow in FLOWS.items()
    }


def _month_end(day: date, months: int) -> date:
    """The last day of the month so many months before that of `day`."""
    return last_day(moved(month_of(day), -months))
