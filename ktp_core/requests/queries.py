"""Requests for screens and planning: one question, one frame."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, case, false, func, or_, select

from ktp_core.db.frames import frame
from ktp_core.db.schema import institution, region, request, request_change, team, visit
from ktp_core.institutions.rules import search_words
from ktp_core.requests.model import OPEN, Chosen, RequestState
from ktp_core.requests.rules import days_waiting
from ktp_core.visits.model import VisitState

_C, _I, _V = request.c, institution.c, visit.c
_DISTRICT = region.alias("district_region")
_OPEN = [state.value for state in OPEN]
# Its visit: the latest that was not cancelled.
_VISIT = (
    select(_V.id)
    .where(_V.request_id == _C.id, _V.state != VisitState.CANCELLED.value)
    .order_by(_V.day.desc(), _V.id.desc())
    .limit(1)
    .correlate(request)
    .scalar_subquery()
)


def count(conn: Connection, chosen: Chosen) -> int:
    """How many requests the filter gives."""
    return conn.scalar(select(func.count()).select_from(_joined()).where(_where(chosen))) or 0


def by_state(conn: Connection, chosen: Chosen) -> dict[RequestState, int]:
    """How many of the filter's requests are in each state; states without any are 0."""
    statement = select(_C.state, func.count()).select_from(_joined()).where(_where(chosen))
    found = {str(row[0]): int(row[1]) for row in conn.execute(statement.group_by(_C.state))}
    return {state: found.get(state.value, 0) for state in RequestState}


def page(conn: Connection, chosen: Chosen, *, today: date, limit: int, offset: int = 0) -> pd.DataFrame:
    """One row is a request, those that wait first and longest first, then those with a visit by its day, then the
    others by their last step, newest first.

    `days`: whole days of waiting for an answer, missing when nobody waits. `visit_id`, `visit_day`: of its visit.
    """
    columns = (
        _C.id, _C.received_on, _C.institution_id, _I.name.label("institution"), _I.kind,
        _DISTRICT.c.name.label("district"), _C.sender, _C.letter_number, _C.letter_date, _C.expected, _C.wished_from,
        _C.wished_until, _C.state, _C.state_on, _V.id.label("visit_id"), _V.day.label("visit_day"),
    )  # fmt: skip
    waits, planned = _C.state.in_(_OPEN), _C.state == RequestState.SCHEDULED.value
    statement = (
        select(*columns)
        .select_from(_joined().outerjoin(visit, _V.id == _VISIT))
        .where(_where(chosen))
        .order_by(
            case((waits, 0), (planned, 1), else_=2),
            case((waits, _C.received_on), (planned, _V.day)),
            _C.state_on.desc(),
            _C.id.desc(),
        )
    )
    return _with_days(frame(conn, statement.limit(limit).offset(offset)), today)


def longest(conn: Connection, chosen: Chosen, *, today: date) -> tuple[int, str] | None:
    """Days and institution of the filter's request that has waited longest; None when nobody waits."""
    statement = select(_C.received_on, _I.name).select_from(_joined()).where(_where(chosen), _C.state.in_(_OPEN))
    row = conn.execute(statement.order_by(_C.received_on, _C.id).limit(1)).first()
    return None if row is None else (max((today - row.received_on).days, 0), str(row.name))


def waiting(conn: Connection, regency: str, districts: Sequence[str] = (), *, today: date) -> pd.DataFrame:
    """One row is a request that waits for a visit (received or verified), oldest first.

    `request_id`, `institution_id`, `institution`, `district` (code), `state`, `letter_date`, `received_on`, `expected`,
    `wished_from`, `wished_until`, `days` of waiting.
    """
    columns = (
        _C.id.label("request_id"), _C.institution_id, _I.name.label("institution"), _I.district, _C.state,
        _C.letter_date, _C.received_on, _C.expected, _C.wished_from, _C.wished_until,
    )  # fmt: skip
    chosen = Chosen(regency, states=OPEN, districts=tuple(districts))
    statement = select(*columns).select_from(_joined()).where(_where(chosen)).order_by(_C.received_on, _C.id)
    return _with_days(frame(conn, statement), today)


def history(conn: Connection, request_id: int) -> pd.DataFrame:
    """One row is something that happened to a request, newest first: `at`, `by`, `action`, `to_state`, `visit_day`,
    `reason`."""
    c = request_change.c
    statement = (
        select(c.at, c.by, c.action, c.from_state, c.to_state, c.visit_id, _V.day.label("visit_day"), c.reason)
        .select_from(request_change.outerjoin(visit, _V.id == c.visit_id))
        .where(c.request_id == request_id)
        .order_by(c.id.desc())
    )
    return frame(conn, statement)


def visits(conn: Connection, request_id: int) -> pd.DataFrame:
    """One row is a visit made for a request, latest first: `id`, `day`, `start`, `end`, `state`, `team`."""
    columns = (_V.id, _V.day, _V.start, _V.end, _V.state, team.c.name.label("team"))
    joined = visit.outerjoin(team, team.c.id == _V.team_id)
    where = _V.request_id == request_id
    return frame(conn, select(*columns).select_from(joined).where(where).order_by(_V.day.desc(), _V.id.desc()))


def _joined() -> Any:
    return request.join(institution, _I.id == _C.institution_id).outerjoin(_DISTRICT, _DISTRICT.c.code == _I.district)


def _where(chosen: Chosen) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = [_C.regency == chosen.regency]
    if chosen.states:
        parts.append(_C.state.in_([state.value for state in chosen.states]))
    if chosen.sender is not None:
        parts.append(_C.sender == chosen.sender.value)
    if chosen.districts:
        parts.append(_I.district.in_(chosen.districts))
    if chosen.institution_id is not None:
        parts.append(_C.institution_id == chosen.institution_id)
    if chosen.search.strip():
        parts.append(or_(_named(chosen.search), _numbered(chosen.search)))
    return and_(*parts)


def _named(typed: str) -> ColumnElement[bool]:
    words = search_words(typed)
    return and_(*(_I.name_key.contains(word, autoescape=True) for word in words)) if words else false()


def _numbered(typed: str) -> ColumnElement[bool]:
    return func.lower(_C.letter_number).contains(typed.strip().lower(), autoescape=True)


def _with_days(found: pd.DataFrame, today: date) -> pd.DataFrame:
    rows = zip(found["state"], found["received_on"], strict=True)
    days = [days_waiting(RequestState(state), received, today) for state, received in rows]
    found["days"] = pd.array(days, dtype="Int64")
    return found
