"""Questions about workbooks handed out, each answered with a DataFrame."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, select

from ktp_core.db.schema import visit_workbook

_w = visit_workbook.c
_COLUMNS = (_w.copy, _w.team, _w.made_at, _w.made_by, _w.returned_at, _w.returns)


def handed_out(conn: Connection, visit_id: int) -> pd.DataFrame:
    """One row a workbook of the visit, oldest first: copy, team, made_at, made_by, returned_at (last), returns."""
    statement = select(*_COLUMNS).where(_w.visit_id == visit_id).order_by(_w.made_at, _w.copy)
    rows = [tuple(row) for row in conn.execute(statement)]
    return pd.DataFrame(rows, columns=[column.name for column in _COLUMNS], dtype=object)
