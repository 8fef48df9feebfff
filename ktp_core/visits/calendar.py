"""The calendar as tables: visits of a span, what goes along, what happened to one, what waits to be scheduled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, func, select

from ktp_core.access.model import Actor
from ktp_core.db.schema import account, institution, region, resource, team, visit, visit_change, visit_resource
from ktp_core.visits.agenda import Chosen
from ktp_core.visits.model import VisitState

_district = region.alias("visit_district")
_v = visit.c
_COLUMNS = (
    _v.id, _v.day, _v.start, _v.end, _v.institution_id, institution.c.name.label("institution"),
    institution.c.kind, institution.c.type, institution.c.district, _district.c.name.label("district_name"),
    _v.team_id, team.c.name.label("team"), _v.state, _v.origin, _v.channel, _v.expected, _v.request_id, _v.round_id,
    _v.note, _v.source, _v.minutes, _v.kits, _v.version,
)  # fmt: skip
_WHOLE = ("start", "end", "team_id", "expected", "request_id", "round_id", "minutes", "kits")


def listed(conn: Connection, chosen: Chosen, first: date, last: date) -> pd.DataFrame:
    """One row is a visit of those days, by day, hour and team. Cancelled ones only when `chosen.states` names them."""
    statement = _select().where(_v.regency == chosen.regency, _v.day.between(first, last))
    if chosen.states:
        statement = statement.where(_v.state.in_([str(state) for state in chosen.states]))
    else:
        statement = statement.where(_v.state != str(VisitState.CANCELLED))
    if chosen.teams:
        statement = statement.where(_v.team_id.in_(chosen.teams))
    if chosen.districts:
        statement = statement.where(institution.c.district.in_(chosen.districts))
    order = (_v.day, func.coalesce(_v.start, 0), func.coalesce(team.c.name, ""), institution.c.name, _v.id)
    return _frame(conn, statement.order_by(*order))


def any_visit(conn: Connection, regency: str) -> bool:
    """Whether the office has or had any visit at all."""
    return conn.execute(select(_v.id).where(_v.regency == regency).limit(1)).first() is not None


def one(conn: Connection, visit_id: int, by: Actor) -> pd.Series | None:
    """One visit with names, as `listed` shows it; None when it is not there or lies outside what the actor may see."""
    statement = _select().where(_v.id == visit_id)
    if by.regency is not None:
        statement = statement.where(_v.regency == by.regency)
    if by.districts:
        statement = statement.where(institution.c.district.in_(by.districts))
    found = _frame(conn, statement)
    return None if found.empty else found.iloc[0]


def along(conn: Connection, visits: Sequence[int]) -> pd.DataFrame:
    """One row is a kit, operator or vehicle of one of these visits: visit_id, id, kind, name, active."""
    c = visit_resource.c
    columns = (c.visit_id, resource.c.id, resource.c.kind, resource.c.name, resource.c.active)
    statement = select(*columns).join(resource, resource.c.id == c.resource_id).order_by(resource.c.name)
    parts = [
        conn.execute(statement.where(c.visit_id.in_(list(visits[at : at + 500])))).all()
        for at in range(0, len(visits), 500)
    ]
    return pd.DataFrame([row for part in parts for row in part], columns=[one.name for one in columns])


def history(conn: Connection, visit_id: int) -> pd.DataFrame:
    """One row is something that happened to a visit, newest first; `who` is the display name or the account's name."""
    c = visit_change.c
    who = func.coalesce(account.c.display_name, c.by).label("who")
    columns = (c.id, c.at, c.by, who, c.action, c.from_day, c.to_day, c.reason, c.details)
    statement = select(*columns).outerjoin(account, account.c.name == c.by).where(c.visit_id == visit_id)
    rows = conn.execute(statement.order_by(c.id.desc())).all()
    return pd.DataFrame(rows, columns=[one.name for one in columns])


def _select() -> Select[Any]:
    return (
        select(*_COLUMNS)
        .select_from(visit)
        .join(institution, institution.c.id == _v.institution_id)
        .outerjoin(_district, _district.c.code == institution.c.district)
        .outerjoin(team, team.c.id == _v.team_id)
    )


def _frame(conn: Connection, statement: Select[Any]) -> pd.DataFrame:
    """Whole numbers stay whole where some are missing: a start of 480.0 would be no minute."""
    rows = conn.execute(statement).all()
    found = pd.DataFrame(rows, columns=[one.name for one in _COLUMNS])
    return found.astype(dict.fromkeys(_WHOLE, "Int64"))
