"""People on the way to a card: how many, and a page of them, longest there first."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, func, literal_column, select

from ktp_core import nik
from ktp_core.db.schema import institution, region, resident
from ktp_core.held.model import HeldFilter
from ktp_core.kpi.ages import STATES
from ktp_core.residents.model import Standing

COLUMNS = ("id", "nik", "name", "birth_date", "district", "village", "institution", "class_name", "state", "serial",
           "state_on")  # fmt: skip
_r = resident.c
_district, _village = region.alias("district"), region.alias("village")


def total(conn: Connection, chosen: HeldFilter) -> int:
    """How many people."""
    return int(conn.execute(select(func.count()).select_from(resident).where(_where(chosen))).scalar_one())


def page(conn: Connection, chosen: HeldFilter, *, limit: int = 50, offset: int = 0) -> pd.DataFrame:
    """One row is a resident (COLUMNS), the oldest first; NIK masked. `state_on` None: never moved."""
    window = select(_r.id).where(_where(chosen)).order_by(_r.birth_date, _r.id).limit(limit).offset(offset).subquery()
    statement = (
        select(
            _r.id, _r.nik, _r.name, _r.birth_date, _district.c.name.label("district"),
            _village.c.name.label("village"), institution.c.name.label("institution"), _r.class_name, _r.state,
            _r.serial, _r.state_on,
        )
        .join(window, window.c.id == _r.id)
        .outerjoin(_district, _district.c.code == _r.district)
        .outerjoin(_village, _village.c.code == _r.village)
        .outerjoin(institution, institution.c.id == _r.institution_id)
        .order_by(_r.birth_date, _r.id)
    )  # fmt: skip
    rows = [(row.id, nik.mask(row.nik), *row[2:]) for row in conn.execute(statement)]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _where(chosen: HeldFilter) -> ColumnElement[bool]:
    # Written out, not bound: the partial indexes are only used when their condition can be seen.
    asked = [state for place in chosen.places for state in STATES[place]]
    states: list[ColumnElement[int]] = [literal_column(str(int(state))) for state in asked]
    parts: list[ColumnElement[bool]] = [
        _r.regency == chosen.regency, _r.standing == int(Standing.OURS),
        _r.state == states[0] if len(states) == 1 else _r.state.in_(states),
    ]  # fmt: skip
    born_from, born_until = chosen.births
    if born_from is not None:
        parts.append(_r.birth_date >= born_from)
    if born_until is not None:
        parts.append(_r.birth_date <= born_until)
    if chosen.of_age:
        parts.append(_r.card_age_on <= chosen.today)
    if chosen.first:
        parts.append(_r.serial == 1)
    if chosen.districts:
        parts.append(_r.district.in_(chosen.districts))
    return and_(*parts)
