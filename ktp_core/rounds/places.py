"""Where a recurring service can stop, and where there is none yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Connection, or_, select

from ktp_core.cards.model import Channel
from ktp_core.db.schema import institution, region, round_, round_stop
from ktp_core.regions.model import Level
from ktp_core.rounds.queries import frame_of, within

_i, _r = institution.c, round_.c
_PLACE = region.alias("place")


def uncovered(conn: Connection, regency: str, channel: Channel, districts: Sequence[str] = ()) -> dict[str, str]:
    """Districts (code -> name) in which no running service of that channel has a stop."""
    stops = (
        select(_i.district).join(round_stop, round_stop.c.institution_id == _i.id)
        .join(round_, _r.id == round_stop.c.round_id)
        .where(_r.regency == regency, _r.active == 1, _r.channel == int(channel), _i.district.is_not(None))
    )  # fmt: skip
    statement = select(_PLACE.c.code, _PLACE.c.name).where(
        _PLACE.c.regency == regency, _PLACE.c.level == int(Level.DISTRICT), _PLACE.c.code.not_in(stops)
    )
    if districts:
        statement = statement.where(_PLACE.c.code.in_(districts))
    return {row.code: row.name for row in conn.execute(statement.order_by(_PLACE.c.code))}


def points(conn: Connection, regency: str, today: date, districts: Sequence[str] = ()) -> pd.DataFrame:
    """Service points in use, by district and name: `id`, `name`, `type`, `district`, `district_name`."""
    statement = (
        select(_i.id, _i.name, _i.type, _i.district, _PLACE.c.name.label("district_name"))
        .select_from(institution.outerjoin(_PLACE, _PLACE.c.code == _i.district))
        .where(
            _i.regency == regency, _i.kind == "service_point", _i.merged_into.is_(None),
            or_(_i.active_until.is_(None), _i.active_until > today), *within(districts),
        )
        .order_by(_i.district, _i.name_key, _i.id)
    )  # fmt: skip
    return frame_of(conn, statement)
