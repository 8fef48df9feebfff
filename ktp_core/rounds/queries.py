"""Recurring services for screens: which there are, who is served when, who has waited longest. No names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from ktp_core.cards.model import Channel
from ktp_core.db.schema import institution, region, round_, round_exception, round_stop, team, visit
from ktp_core.regions.model import Level
from ktp_core.visits.model import VisitState

_v, _i, _t, _r = visit.c, institution.c, team.c, round_.c
_PLACE = region.alias("place")
_REACHED = (str(VisitState.DONE), str(VisitState.UNDERWAY))
CANCELLED = str(VisitState.CANCELLED)


def services(conn: Connection, regency: str, districts: Sequence[str] = ()) -> pd.DataFrame:
    """One row is a running service: `id`, `name`, `channel`, `team`, `weekdays`, `start`, `end`, `from_day`,
    `until_day`, `version`, `stops` (how many), `planned_until` (its last planned day, None: nothing planned yet).
    With `districts` those that have a stop there.
    """
    stops = select(func.count()).where(round_stop.c.round_id == _r.id).scalar_subquery()
    last = select(func.max(_v.day)).where(_v.round_id == _r.id, _v.state != CANCELLED).scalar_subquery()
    statement = (
        select(
            _r.id, _r.name, _r.channel, _t.name.label("team"), _r.weekdays, _r.start, _r.end, _r.from_day, _r.until_day,
            _r.version, stops.label("stops"), last.label("planned_until"),
        )
        .select_from(round_.outerjoin(team, _t.id == _r.team_id))
        .where(_r.regency == regency, _r.active == 1)
        .order_by(_r.channel.desc(), _r.id)
    )  # fmt: skip
    if districts:
        here = select(round_stop.c.round_id).join(institution, _i.id == round_stop.c.institution_id)
        statement = statement.where(_r.id.in_(here.where(_i.district.in_(districts))))
    return frame_of(conn, statement)


def agenda(
    conn: Connection, regency: str, first: date, until: date, channel: Channel, districts: Sequence[str] = ()
) -> pd.DataFrame:
    """One row is a visit of a recurring service of that channel, by day: `id`, `day`, `round_id`, `service`,
    `institution_id`, `institution`, `district`, `district_name`, `team`, `start`, `end`, `state`, `version`.
    Those that were called off are not among them.
    """
    statement = (
        select(
            _v.id, _v.day, _v.round_id, _r.name.label("service"), _v.institution_id, _i.name.label("institution"),
            _i.district, _PLACE.c.name.label("district_name"), _t.name.label("team"), _v.start, _v.end, _v.state,
            _v.version,
        )
        .select_from(visit.join(round_, _r.id == _v.round_id).join(institution, _i.id == _v.institution_id))
        .outerjoin(_PLACE, _PLACE.c.code == _i.district)
        .outerjoin(team, _t.id == _v.team_id)
        .where(
            _v.regency == regency, _v.day.between(first, until), _v.channel == int(channel), _v.state != CANCELLED,
            *within(districts),
        )
        .order_by(_v.day, _i.district, _v.id)
    )  # fmt: skip
    return frame_of(conn, statement)


def turns(
    conn: Connection, regency: str, channel: Channel, today: date, districts: Sequence[str] = ()
) -> pd.DataFrame:
    """One row is a district, who has waited longest first: `code`, `district`, `last_on`, `days` since (None: never),
    `next_on`, `ahead` (days until then, None: nothing planned), `unclosed` (planned for a day that has passed).

    A district is reached on a day when a visit of that channel there was held, whether or not a service planned it.
    """
    made = _v.state.in_(_REACHED)
    to_come = and_(_v.day >= today, _v.state.in_((str(VisitState.PLANNED), str(VisitState.UNDERWAY))))
    passed = and_(_v.day < today, _v.state == str(VisitState.PLANNED))
    found = (
        select(
            _i.district, func.max(case((and_(made, _v.day <= today), _v.day))).label("last_on"),
            func.min(case((to_come, _v.day))).label("next_on"), func.count(case((passed, 1))).label("unclosed"),
        )
        .select_from(visit.join(institution, _i.id == _v.institution_id))
        .where(_v.regency == regency, _v.channel == int(channel)).group_by(_i.district).subquery("found")
    )  # fmt: skip
    statement = (
        select(_PLACE.c.code, _PLACE.c.name.label("district"), found.c.last_on, found.c.next_on, found.c.unclosed)
        .select_from(_PLACE.outerjoin(found, found.c.district == _PLACE.c.code))
        .where(_PLACE.c.regency == regency, _PLACE.c.level == int(Level.DISTRICT))
        .order_by(found.c.last_on.is_not(None), found.c.last_on, _PLACE.c.code)
    )
    frame = frame_of(conn, statement.where(_PLACE.c.code.in_(districts)) if districts else statement)
    frame["unclosed"] = [int(n) if pd.notna(n) else 0 for n in frame["unclosed"]]
    days = [None if day is None else (today - day).days for day in frame["last_on"]]
    ahead = [None if day is None else (day - today).days for day in frame["next_on"]]
    return frame.assign(days=pd.Series(days, dtype=object), ahead=pd.Series(ahead, dtype=object))


def exceptions(conn: Connection, regency: str, first: date, districts: Sequence[str] = ()) -> pd.DataFrame:
    """One row is a day from `first` on on which a service does otherwise: `round_id`, `service`, `day`, `institution`
    (None: no service), `reason`, `by`.
    """
    e = round_exception.c
    statement = (
        select(e.round_id, _r.name.label("service"), e.day, _i.name.label("institution"), e.reason, e.by)
        .select_from(round_exception.join(round_, _r.id == e.round_id))
        .outerjoin(institution, _i.id == e.institution_id)
        .where(_r.regency == regency, _r.active == 1, e.day >= first)
        .order_by(e.day, e.round_id)
    )
    if districts:
        statement = statement.where(or_(_i.district.in_(districts), _i.id.is_(None)))
    return frame_of(conn, statement)


def within(districts: Sequence[str]) -> list[ColumnElement[bool]]:
    """Institutions of these districts; no condition when there are none."""
    return [_i.district.in_(districts)] if districts else []


def frame_of(conn: Connection, statement: Any) -> pd.DataFrame:
    """The answer with Python's own values: no number becomes a float because another one is missing."""
    result = conn.execute(statement)
    return pd.DataFrame(result.fetchall(), columns=list(result.keys()), dtype=object)
