"""Teams and what they take along, with what is planned for each, for the screen that keeps them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, and_, case, func, select

from ktp_core.db.schema import resource, team, visit, visit_resource
from ktp_core.visits.model import VisitState
from ktp_core.visits.states import OPEN

_OPEN = [str(state) for state in OPEN]


def teams(conn: Connection, regency: str, *, today: date) -> pd.DataFrame:
    """One row is a team, those in use first: id, name, active, version, kits, operators, vehicles (in use, usually
    with it), `planned` (visits from today on), `next` (the day of the first of them), `last` (its last visit done)."""
    c = resource.c
    own = (
        select(c.team_id, *(func.sum(case((c.kind == kind, 1), else_=0)).label(f"{kind}s") for kind in _KINDS))
        .where(c.regency == regency, c.active == 1, c.team_id.is_not(None)).group_by(c.team_id).subquery()
    )  # fmt: skip
    times = _times(select(visit.c.team_id.label("key")), visit.c.team_id, regency, today)
    numbers = [func.coalesce(own.c[f"{kind}s"], 0).label(f"{kind}s") for kind in _KINDS]
    statement = (
        select(team.c.id, team.c.name, team.c.active, team.c.version, *numbers, *_when(times))
        .outerjoin(own, own.c.team_id == team.c.id)
        .outerjoin(times, times.c.key == team.c.id)
        .where(team.c.regency == regency)
        .order_by(team.c.active.desc(), team.c.name, team.c.id)
    )
    return _frame(conn, statement)


def resources(conn: Connection, regency: str, *, today: date) -> pd.DataFrame:
    """One row is a kit, operator or vehicle, those in use first: id, kind, name, team_id, team, note, active, version,
    `planned`, `next`, `last` as for teams."""
    c = resource.c
    source = select(visit_resource.c.resource_id.label("key")).join(visit, visit.c.id == visit_resource.c.visit_id)
    times = _times(source, visit_resource.c.resource_id, regency, today)
    statement = (
        select(
            c.id, c.kind, c.name, c.team_id, team.c.name.label("team"), c.note, c.active, c.version, *_when(times)
        )
        .outerjoin(team, team.c.id == c.team_id)
        .outerjoin(times, times.c.key == c.id)
        .where(c.regency == regency)
        .order_by(c.active.desc(), c.kind, c.name, c.id)
    )  # fmt: skip
    found = _frame(conn, statement)
    return found.astype({"team_id": "Int64"})


_KINDS = ("kit", "operator", "vehicle")


def _times(source: Select[Any], key: Any, regency: str, today: date) -> Any:
    ahead = and_(visit.c.state.in_(_OPEN), visit.c.day >= today)
    done = visit.c.state == str(VisitState.DONE)
    return source.add_columns(
        func.sum(case((ahead, 1), else_=0)).label("planned"),
        func.min(case((ahead, visit.c.day))).label("next"),
        func.max(case((done, visit.c.day))).label("last"),
    ).where(visit.c.regency == regency, key.is_not(None)).group_by(key).subquery()  # fmt: skip


def _when(times: Any) -> list[Any]:
    return [func.coalesce(times.c.planned, 0).label("planned"), times.c.next, times.c.last]


def _frame(conn: Connection, statement: Select[Any]) -> pd.DataFrame:
    found = conn.execute(statement)
    frame = pd.DataFrame(found.all(), columns=list(found.keys()))
    frame["active"] = frame["active"].astype(bool)
    return frame
