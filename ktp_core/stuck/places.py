"""Where stuck cards are: counts of each kind by district and by institution, no names. Read from covering indexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, func, select

from ktp_core.db.schema import institution, region, resident
from ktp_core.stuck import store
from ktp_core.stuck.model import Limits, StuckFilter

_r = resident.c


def stuck_by_district(conn: Connection, chosen: StuckFilter, limits: Limits, today: date) -> pd.DataFrame:
    """Rows are districts of residence with stuck cards: `key`, `name`, a column for each kind, `n`, most first; key
    missing where it is not known."""
    found = _pivot(_counted(conn, _r.district, chosen, limits, today), chosen)
    named = select(region.c.code, region.c.name).where(region.c.regency == chosen.regency)
    return _named(found, dict(conn.execute(named).all()))


def stuck_by_institution(
    conn: Connection, chosen: StuckFilter, limits: Limits, today: date, *, limit: int = 100
) -> pd.DataFrame:
    """Rows are the `limit` institutions with most stuck cards: as `stuck_by_district`; key missing for residents of
    none. `attrs["all"]` counts how many institutions there are."""
    found = _pivot(_counted(conn, _r.institution_id, chosen, limits, today), chosen)
    shown = found.head(limit).copy()
    keys = [int(key) for key in shown["key"] if key is not None]
    named = select(institution.c.id, institution.c.name).where(institution.c.id.in_(keys))
    answer = _named(shown, dict(conn.execute(named).all()))
    answer.attrs["all"] = len(found)
    return answer


def _counted(
    conn: Connection, key: ColumnElement[Any], chosen: StuckFilter, limits: Limits, today: date
) -> Iterator[tuple[Any, str, int]]:
    for kind in chosen.kinds:
        statement = select(key, func.count()).where(store.grouped(chosen, kind, limits, today)).group_by(key)
        for place, n in conn.execute(statement):
            yield place, kind.value, n


def _pivot(counted: Iterator[tuple[Any, str, int]], chosen: StuckFilter) -> pd.DataFrame:
    kinds = [kind.value for kind in chosen.kinds]
    table: dict[Any, dict[str, int]] = {}
    for place, kind, n in counted:
        table.setdefault(place, dict.fromkeys(kinds, 0))[kind] += n
    rows = [(place, *(row[kind] for kind in kinds), sum(row.values())) for place, row in table.items()]
    rows.sort(key=lambda row: (-row[-1], str(row[0])))
    frame = pd.DataFrame(rows, columns=["key", *kinds, "n"], dtype=object)
    return frame.astype(dict.fromkeys((*kinds, "n"), "int64"))


def _named(found: pd.DataFrame, names: Mapping[Any, str]) -> pd.DataFrame:
    found.insert(1, "name", pd.Series([names.get(key) for key in found["key"]], dtype=object, index=found.index))
    return found
