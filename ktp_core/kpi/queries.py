"""What the head's charts show, each as one frame."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, bindparam, func, select

from ktp_core.db.schema import summary_state
from ktp_core.db.types import Region
from ktp_core.kpi import flows
from ktp_core.kpi.model import Scope
from ktp_core.months import months_back
from ktp_core.summaries.model import Flow


def states_by_district(conn: Connection, regency: str) -> pd.DataFrame:
    """People now, ours: one row per district and card state, `district`, `state`, `n`."""
    return _frame(conn.execute(_states(), {"regency": regency}).all(), ("district", "state", "n"))


@lru_cache(maxsize=1)
def _states() -> Select[Any]:
    states = summary_state.c
    counts = select(states.district, states.state, func.sum(states.n)).group_by(states.district, states.state)
    return counts.where(states.regency == bindparam("regency", type_=Region))


def trend(conn: Connection, scope: Scope, chosen: Collection[Flow], months: int = 36) -> pd.DataFrame:
    """One row per month, oldest first, none missing; one column per flow. The last month runs up to the day."""
    every = months_back(scope.as_of, months)
    found = {(flow, month): int(n) for flow, month, n in flows.by_month(conn, scope, chosen, every[0])}
    columns = {flow.name.lower(): [found.get((int(flow), month), 0) for month in every] for flow in chosen}
    return pd.DataFrame({"month": every, **columns})


def trend_by_district(conn: Connection, scope: Scope, chosen: Collection[Flow], months: int = 36) -> pd.DataFrame:
    """One row per flow, month and district with a count: `flow`, `month`, `district`, `n`."""
    first = months_back(scope.as_of, months)[0]
    rows = flows.by_month(conn, scope, chosen, first, by_district=True)
    return _frame(rows, ("flow", "month", "district", "n"))


def _frame(rows: Sequence[Any], columns: Sequence[str]) -> pd.DataFrame:
    """By columns: pandas takes four times as long for a list of rows."""
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pd.DataFrame(dict(zip(columns, values, strict=True)))


def by_district(rows: list[tuple[Flow, str, int]]) -> pd.DataFrame:
    """One row per district from `flows.stock_by_district`: eligible, covered, ready, printed, owned, backlog."""
    found: dict[str, dict[Flow, int]] = {}
    for flow, district, n in rows:
        found.setdefault(district, {})[flow] = n
    return pd.DataFrame(
        [
            (
                district,
                *(count.get(flow, 0) for flow in _STAGES),
                count.get(Flow.DUE, 0) - count.get(Flow.LEFT_PRINTED, 0) - count.get(Flow.LEFT_OTHER, 0),
            )
            for district, count in sorted(found.items())
        ],
        columns=["district", *(flow.name.lower() for flow in _STAGES), "backlog"],
    )


_STAGES = (Flow.ELIGIBLE, Flow.COVERED, Flow.READY, Flow.PRINTED, Flow.OWNED)
