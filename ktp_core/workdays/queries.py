"""Days without visits as tables."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, and_, func, or_, select

from ktp_core.db.schema import blocked_period, institution, region, visit
from ktp_core.visits.states import OPEN

_b, _i = blocked_period.c, institution.c
_COLUMNS = (
    _b.id, _b.from_day, _b.until_day, _b.cause, _b.note, _b.kind, _b.institution_id, _i.name.label("institution"),
    _i.district, region.c.name.label("district_name"), _b.by,
)  # fmt: skip


def spans(
    conn: Connection, regency: str, first: date, last: date, districts: tuple[str, ...] = ()
) -> pd.DataFrame:
    """One row is a span that touches those days, earliest first, with the names of what it is about.

    `inside`: visits planned or underway within it. `districts`: spans of institutions there, and those of everybody.
    """
    statement = (
        select(*_COLUMNS, _inside(regency))
        .outerjoin(institution, _i.id == _b.institution_id)
        .outerjoin(region, region.c.code == _i.district)
        .where(_b.regency == regency, _b.removed_at.is_(None), _b.until_day >= first, _b.from_day <= last)
    )
    if districts:
        statement = statement.where(or_(_b.institution_id.is_(None), _i.district.in_(districts)))
    rows = conn.execute(statement.order_by(_b.from_day, _b.until_day, _b.id)).all()
    found = pd.DataFrame(rows, columns=[*(one.name for one in _COLUMNS), "inside"])
    return found.astype({"institution_id": "Int64"})


def _inside(regency: str) -> Any:
    place, v = institution.alias("visited"), visit.c
    whom = or_(
        v.institution_id == _b.institution_id,
        and_(_b.institution_id.is_(None), or_(_b.kind.is_(None), place.c.kind == _b.kind)),
    )
    return (
        select(func.count()).select_from(visit.join(place, place.c.id == v.institution_id))
        .where(
            v.regency == regency, v.day.between(_b.from_day, _b.until_day), v.state.in_([str(one) for one in OPEN]),
            whom,
        )
        .correlate(blocked_period).scalar_subquery().label("inside")
    )  # fmt: skip
