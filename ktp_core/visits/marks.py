"""Institutions as points on a map: where they are, when they were last visited, whether they wait. No people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from ktp_core.db.schema import institution, region, request, request_change, visit, visit_change
from ktp_core.institutions.model import Kind
from ktp_core.requests.model import OPEN
from ktp_core.visits.model import VisitAction, VisitState
from ktp_core.visits.queries import was_done

COLUMNS = ("id", "institution", "kind", "district", "village", "lat", "lon", "last_on", "state", "type")
# Where the office serves everybody every day is no place to be reached.
REACHABLE = (Kind.SCHOOL, Kind.PESANTREN, Kind.VILLAGE)
_i, _v, _r = institution.c, visit.c, request.c
_village = region.alias("village_point")


class MarkState(StrEnum):
    """How an institution stands, what asks for work first."""

    WAITING = "waiting"  # a letter without a visit
    PLANNED = "planned"  # a visit is scheduled or under way
    SERVED = "served"  # visited in the year of the day
    BEFORE = "before"  # visited in an earlier year
    NEVER = "never"


def marks(
    conn: Connection, regency: str, as_of: date, *, until: datetime | None = None, known_until: datetime | None = None,
    districts: Sequence[str] = (), kinds: Sequence[str] = (),
) -> pd.DataFrame:  # fmt: skip
    """One row is an institution that is active on the day (COLUMNS), by name.

    `lat`, `lon`: its own point, else that of its village, else None: nobody invents one. `until`: the end of the day if
    it is past, when letters and plans are those of then. `known_until`: visits as they were known then.
    """
    visits = _last_visits(regency, as_of, known_until).subquery()
    columns = (
        _i.id, _i.name, _i.kind, _i.district, _i.village, func.coalesce(_i.lat, _village.c.lat),
        func.coalesce(_i.lon, _village.c.lon), visits.c.last, _planned(until), _waiting(as_of, until),
        _i.type,
    )  # fmt: skip
    wanted = [
        _i.regency == regency, _i.merged_into.is_(None), or_(_i.active_until.is_(None), _i.active_until > as_of),
        _i.kind.in_([str(kind) for kind in kinds or REACHABLE]),
    ]  # fmt: skip
    if districts:
        wanted.append(_i.district.in_(districts))
    rows = conn.execute(
        select(*columns)
        .select_from(institution.outerjoin(_village, _village.c.code == _i.village)
                     .outerjoin(visits, visits.c.place == _i.id))
        .where(*wanted).order_by(_i.name_key, _i.id)
    ).all()  # fmt: skip
    found = [(*row[:8], str(_state(row[7], row[8], row[9], as_of)), row[10]) for row in rows]
    return pd.DataFrame(found, columns=list(COLUMNS), dtype=object)


def stands(state: MarkState, regency: str, today: date) -> ColumnElement[bool]:
    """The same as a condition on `institution`, of today: lists that the counts of marks open ask it."""
    planned, waiting = _planned(None), _waiting(today, None)
    if state is MarkState.PLANNED:
        return planned
    if state is MarkState.WAITING:
        return and_(waiting, ~planned)
    visits, new_year = _last_visits(regency, today, None).subquery(), date(today.year, 1, 1)
    place = select(visits.c.place)
    visited = {
        MarkState.SERVED: _i.id.in_(place.where(visits.c.last >= new_year)),
        MarkState.BEFORE: _i.id.in_(place.where(visits.c.last < new_year)), MarkState.NEVER: _i.id.not_in(place),
    }  # fmt: skip
    return and_(~waiting, ~planned, visited[state])


def _state(last: date | None, planned: bool, waiting: bool, as_of: date) -> MarkState:
    if waiting or planned:
        return MarkState.PLANNED if planned else MarkState.WAITING
    if last is None:
        return MarkState.NEVER
    return MarkState.SERVED if last.year == as_of.year else MarkState.BEFORE


def _last_visits(regency: str, as_of: date, known_until: datetime | None) -> Select[Any]:
    """`place`, `last`: of each institution with a visit, those of the ones that were merged into it included.

    All in one pass: asked institution by institution it takes as long as the registry is long, squared.
    """
    gone = institution.alias("gone")
    place = func.coalesce(gone.c.merged_into, gone.c.id)
    done = (gone.c.regency == regency, was_done(known_until), _v.day <= as_of)
    own = visit.join(gone, gone.c.id == _v.institution_id)
    return select(place.label("place"), func.max(_v.day).label("last")).select_from(own).where(*done).group_by(place)


def _planned(until: datetime | None) -> ColumnElement[bool]:
    here = _v.institution_id == _i.id
    if until is None:
        planned = (str(VisitState.PLANNED), str(VisitState.UNDERWAY))
        return exists().where(here, _v.state.in_(planned))
    change = visit_change.c
    last = (
        select(change.action)
        .where(change.visit_id == _v.id, change.action != str(VisitAction.ASSIGN), change.at < until)
        .order_by(change.id.desc()).limit(1).scalar_subquery()
    )  # fmt: skip
    open_acts = (VisitAction.SCHEDULE, VisitAction.RESCHEDULE, VisitAction.START, VisitAction.REOPEN)
    return exists().where(here, last.in_([str(act) for act in open_acts]))


def _waiting(as_of: date, until: datetime | None) -> ColumnElement[bool]:
    here = and_(_r.institution_id == _i.id, _r.received_on <= as_of)
    states = [str(state) for state in OPEN]
    if until is None:
        return exists().where(here, _r.state.in_(states))
    change = request_change.c
    last = (
        select(change.to_state).where(change.request_id == _r.id, change.at < until)
        .order_by(change.id.desc()).limit(1).scalar_subquery()
    )  # fmt: skip
    return exists().where(here, last.in_(states))
