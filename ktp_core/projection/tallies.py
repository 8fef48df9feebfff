"""Visits, institutions and people served by month, each counted once as the targets count them. Reads visits, never
residents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from ktp_core import clock
from ktp_core.cards.model import CardAction
from ktp_core.db.schema import card_event, institution, visit
from ktp_core.figures.model import Measure
from ktp_core.kpi.model import Scope
from ktp_core.months import first_day
from ktp_core.projection.model import Series
from ktp_core.summaries.calendar import months_of
from ktp_core.visits.queries import was_done

VISITED = (Measure.VISITS, Measure.INSTITUTIONS_SERVED, Measure.PEOPLE_SERVED)
"""What is counted from visits."""
_v, _i, _e = visit.c, institution.c, card_event.c


def by_month(
    conn: Connection, scope: Scope, measure: Measure, months: Sequence[int], since: date | None = None
) -> Series:
    """One number for each of `months`, which follow each other; that of the scope's day counts up to it. Institutions
    and people once in a calendar year, in the month they were first visited or served; `since`: once from that day on,
    and nothing before it."""
    first = first_day(months[0]).replace(month=1) if since is None else since
    if measure is Measure.VISITS:
        asked = _every(scope, first)
    else:
        asked = _firsts(scope, measure, first, yearly=since is None)
    found = {int(month): int(n) for month, n in conn.execute(asked).all()}
    return np.array([float(found.get(one, 0)) for one in months])


def pool(conn: Connection, scope: Scope) -> int:
    """Institutions of the scope that can be visited on its day, or were in its year before they closed."""
    inside = [_i.district.in_(scope.districts)] if scope.districts else []
    known = clock.end_of(scope.known_on, scope.regency) if scope.known_on else None
    year = _v.day.between(scope.as_of.replace(month=1, day=1), scope.as_of)
    been = exists().where(_v.institution_id == _i.id, was_done(known), year)
    return int(conn.execute(
        select(func.count()).select_from(institution).where(
            _i.regency == scope.regency, _i.merged_into.is_(None),
            or_(_i.active_until.is_(None), _i.active_until > scope.as_of, been), *inside,
        )
    ).scalar_one())  # fmt: skip


def _every(scope: Scope, first: date) -> Select[Any]:
    month = months_of(_v.day)
    columns: tuple[Any, ...] = (month.label("month"), func.count())
    return _of(select(*columns), scope, first).group_by(month)


def _firsts(scope: Scope, measure: Measure, first: date, *, yearly: bool) -> Select[Any]:
    """How many were visited, or served, for the first time in each month."""
    month = func.min(months_of(_v.day)).label("month")
    one = func.coalesce(_i.merged_into, _i.id) if measure is Measure.INSTITUTIONS_SERVED else _e.resident_id
    keys = [one, months_of(_v.day) // 100] if yearly else [one]
    asked: Select[Any] = select(month)
    if measure is Measure.PEOPLE_SERVED:
        asked = asked.join_from(visit, card_event, _recorded(scope))
    firsts = _of(asked, scope, first).group_by(*keys).subquery()
    return select(firsts.c.month, func.count()).group_by(firsts.c.month)


def _recorded(scope: Scope) -> ColumnElement[bool]:
    """Recordings of a visit that stand, as far as they were known."""
    undo = card_event.alias("undo")
    parts: list[ColumnElement[bool]] = [_e.visit_id == _v.id, _e.action == int(CardAction.RECORD)]
    if scope.known_on is None:
        return and_(*parts, ~exists().where(undo.c.undoes == _e.id))
    until = clock.end_of(scope.known_on, scope.regency)
    return and_(*parts, _e.at < until, ~exists().where(undo.c.undoes == _e.id, undo.c.at < until))


def _of(asked: Select[Any], scope: Scope, first: date) -> Select[Any]:
    """Of visits that were done from a day on, up to the scope's."""
    known = clock.end_of(scope.known_on, scope.regency) if scope.known_on else None
    inside = [_i.district.in_(scope.districts)] if scope.districts else []
    return asked.join(institution, _i.id == _v.institution_id).where(
        _v.regency == scope.regency, was_done(known), _v.day.between(first, scope.as_of), *inside
    )
