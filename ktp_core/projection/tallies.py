"""Visits, institutions and people served by month, each counted once as the targets count them. Reads visits, never
residents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, exists, func, or_, select

from ktp_core import clock
from ktp_core.db.schema import institution, visit
from ktp_core.figures.model import Measure
from ktp_core.kpi.model import Scope
from ktp_core.months import first_day
from ktp_core.projection.model import Series
from ktp_core.summaries.calendar import months_of
from ktp_core.visits import served
from ktp_core.visits.queries import was_done

VISITED = (Measure.VISITS, Measure.INSTITUTIONS_SERVED, Measure.PEOPLE_SERVED)
"""What is counted from visits."""
_v, _i = visit.c, institution.c


def by_month(
    conn: Connection, scope: Scope, measure: Measure, months: Sequence[int], since: date | None = None
) -> Series:
    """One number for each of `months`, which follow each other; that of the scope's day counts up to it. Institutions
    and people once in a calendar year, in the month they were first visited or served; `since`: once from that day on,
    and nothing before it."""
    first = first_day(months[0]).replace(month=1) if since is None else since
    if measure is Measure.PEOPLE_SERVED:
        found = _people(conn, scope, first, yearly=since is None)
    else:
        asked = _every(scope, first) if measure is Measure.VISITS else _firsts(scope, first, yearly=since is None)
        found = Counter({int(month): int(n) for month, n in conn.execute(asked).all()})
    return np.array([float(found[one]) for one in months])


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


def _firsts(scope: Scope, first: date, *, yearly: bool) -> Select[Any]:
    """How many institutions were visited for the first time in each month."""
    month = func.min(months_of(_v.day)).label("month")
    one = func.coalesce(_i.merged_into, _i.id)
    keys = [one, months_of(_v.day) // 100] if yearly else [one]
    firsts = _of(select(month), scope, first).group_by(*keys).subquery()
    return select(firsts.c.month, func.count()).group_by(firsts.c.month)


def _people(conn: Connection, scope: Scope, first: date, *, yearly: bool) -> Counter[int]:
    """How many people were served for the first time in each month: recordings, those of the repeats put right."""
    month = months_of(_v.day).label("month")
    asked = _of(served.recordings(scope.known_on, month), scope, first)
    found = Counter({int(one): int(n) for one, n in conn.execute(asked)})
    known: set[tuple[int, int]] = set()
    again = conn.execute(_of(served.again(scope.known_on, month), scope, first))
    for one, who, n in sorted(map(tuple, again)):
        key = (int(who), int(one) // 100 if yearly else 0)
        found[int(one)] -= int(n) - (key not in known)
        known.add(key)
    return found


def _of(asked: Select[Any], scope: Scope, first: date) -> Select[Any]:
    """Of visits that were done from a day on, up to the scope's."""
    known = clock.end_of(scope.known_on, scope.regency) if scope.known_on else None
    inside = [_i.district.in_(scope.districts)] if scope.districts else []
    return asked.join(institution, _i.id == _v.institution_id).where(
        _v.regency == scope.regency, was_done(known), _v.day.between(first, scope.as_of), *inside
    )
