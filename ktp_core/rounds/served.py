"""What was done at visits beside and by recording, for screens: other documents, and recordings by place. No names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Connection, func, select

from ktp_core.db.schema import institution, region, summary_month, visit, visit_document
from ktp_core.months import month_of
from ktp_core.rounds.queries import CANCELLED, frame_of, within
from ktp_core.summaries.model import Flow

_v, _i = visit.c, institution.c
_PLACE = region.alias("place")


def held(conn: Connection, regency: str, day: date, districts: Sequence[str] = ()) -> pd.DataFrame:
    """Visits of a day, whatever their origin, that were not called off: `id`, `institution`, `district_name`,
    `channel`, `served` (other documents counted so far, None: nobody counted).
    """
    served = select(func.sum(visit_document.c.n)).where(visit_document.c.visit_id == _v.id).scalar_subquery()
    statement = (
        select(
            _v.id, _i.name.label("institution"), _PLACE.c.name.label("district_name"), _v.channel,
            served.label("served"),
        )
        .select_from(visit.join(institution, _i.id == _v.institution_id))
        .outerjoin(_PLACE, _PLACE.c.code == _i.district)
        .where(_v.regency == regency, _v.day == day, _v.state != CANCELLED, *within(districts))
        .order_by(_v.channel.desc(), _i.name_key, _v.id)
    )  # fmt: skip
    return frame_of(conn, statement)


def documents_by_month(
    conn: Connection, regency: str, first: date, until: date, districts: Sequence[str] = ()
) -> pd.DataFrame:
    """`month` (yyyymm), `document`, `n`: what was served beside recordings, over visits not called off."""
    c = visit_document.c
    statement = (
        select(_v.day, c.document, func.sum(c.n).label("n"))
        .select_from(visit_document.join(visit, _v.id == c.visit_id).join(institution, _i.id == _v.institution_id))
        .where(_v.regency == regency, _v.day.between(first, until), _v.state != CANCELLED, *within(districts))
        .group_by(_v.day, c.document)
    )
    found = frame_of(conn, statement)
    found["month"] = [month_of(day) for day in found["day"]]
    totals = found.groupby(["month", "document"], as_index=False)["n"].sum()
    return totals[["month", "document", "n"]].sort_values(["month", "document"]).reset_index(drop=True)


def recordings(
    conn: Connection, regency: str, first: int, until: int, districts: Sequence[str] = ()
) -> pd.DataFrame:  # fmt: skip
    """`month` (yyyymm), `channel`, `n`: recordings entered between two months, of ours and of residents of elsewhere.

    Channel 0 is what a list from SIAK told us. What was corrected away is not counted.
    """
    c = summary_month.c
    statement = select(c.month, c.channel, func.sum(c.n).label("n")).where(
        c.regency == regency, c.flow.in_((int(Flow.RECORD), int(Flow.RECORD_ELSEWHERE))), c.month.between(first, until)
    )
    if districts:
        statement = statement.where(c.district.in_(districts))
    found = frame_of(conn, statement.group_by(c.month, c.channel).order_by(c.month, c.channel))
    return found[found["n"] != 0].reset_index(drop=True)
