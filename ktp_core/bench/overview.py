"""The head's page: its data, against counting in memory and against loading the table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd

from ktp_core.access.store import actor_by_name
from ktp_core.attention.service import points
from ktp_core.bench.data import REGENCY, Bench, scratch
from ktp_core.bench.model import Row, once, wall
from ktp_core.db.engine import read_connection
from ktp_core.kpi import queries, service
from ktp_core.kpi.details import details
from ktp_core.kpi.model import Scope
from ktp_core.summaries.model import Flow

_FLOWS = (Flow.RECORD, Flow.PRINT, Flow.DELIVER)
_TREND = (
    "SELECT action, r.district, strftime('%Y%m', day * 86400, 'unixepoch'), COUNT(*) FROM card_event e JOIN resident r "
    "ON r.id = e.resident_id WHERE e.regency = 3514 AND action IN (1, 8, 11) AND day >= ? GROUP BY 1, 2, 3"
)


def measure(bench: Bench) -> Iterator[Row]:
    """District by state against numpy and pandas; the trend by district against the live join; all of the page."""
    with scratch(bench) as file:
        with read_connection() as conn:
            head = actor_by_name(conn, "kepala")
        if head is None:
            raise RuntimeError("the benchmark's database has no head")
        scope = Scope(REGENCY, bench.today)
        codes = _codes(file)
        table = once(lambda: _by_pandas(file))
        with read_connection() as conn:
            states = wall(lambda: queries.states_by_district(conn, REGENCY), 25)
            trend = wall(lambda: queries.trend_by_district(conn, scope, _FLOWS), 15)
        counted = wall(lambda: np.bincount(codes), 25)
        yield Row("head_states_by_district", states, "ms", counted, f"numpy.bincount over {len(codes)} int8 codes")
        yield Row("head_states_by_district_pandas", states, "ms", table, "pd.read_sql of the table and groupby")
        live = _live(file, bench)
        yield Row("head_trend_36_months_by_district", trend, "ms", live, "live join of events and residents")
        page = wall(lambda: service.overview(head, scope, bench.today), 15)
        yield Row("head_page_data", page, "ms", table, "pd.read_sql of the table and one groupby")
        view = service.overview(head, scope, bench.today)
        rest = wall(lambda: details(head, view, bench.today), 15)
        yield Row("head_page_details", rest, "ms", table, "pd.read_sql of the table and one groupby")
        todo = wall(lambda: points(head, scope, bench.today), 15)
        yield Row("head_page_attention", todo, "ms", table, "pd.read_sql of the table and one groupby")


def _codes(file: Path) -> np.ndarray:
    """District and state of everybody in one small number."""
    with closing(sqlite3.connect(file)) as raw:
        rows = raw.execute("SELECT COALESCE(district, 351400) - 351400, state FROM resident WHERE regency = 3514")
        pairs = np.array(rows.fetchall(), dtype=np.int64)
    _, states = np.unique(pairs[:, 1], return_inverse=True)
    return (pairs[:, 0] * (states.max() + 1) + states).astype(np.uint8)


def _by_pandas(file: Path) -> pd.DataFrame:
    with closing(sqlite3.connect(file)) as raw:
        frame = pd.read_sql("SELECT * FROM resident WHERE regency = 3514", raw)
    return frame.groupby(["district", "state"]).size().reset_index()


def _live(file: Path, bench: Bench) -> float:
    since = bench.today.toordinal() - 719163 - 3 * 365
    with closing(sqlite3.connect(file)) as raw:
        return once(lambda: raw.execute(_TREND, (since,)).fetchall())
