"""What a plan is made from: people by institution, letters, visits that are planned, visits that were made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Integer, and_, case, func, literal_column, or_, select, type_coerce

from ktp_core.cards.model import CardState
from ktp_core.db.frames import frame
from ktp_core.db.schema import institution, membership, region, resident, visit, visit_outcome
from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.survey import latest_birth
from ktp_core.institutions.model import Kind
from ktp_core.residents.model import Standing
from ktp_core.visits.model import MISSED, Outcome, VisitState

YEARS_BACK = 2
"""Visits of so many years teach the rates: equipment and networks change."""
_PLANNED = (str(VisitState.PLANNED), str(VisitState.UNDERWAY))
_VISITED = (str(Kind.SCHOOL), str(Kind.PESANTREN), str(Kind.VILLAGE))
_I, _R, _M, _V = institution.c, resident.c, membership.c, visit.c
# Written out, not bound: the partial index of the survey list is only used when its condition can be seen.
_UNRECORDED = _R.state == literal_column(str(int(CardState.UNRECORDED)))
_HERE = _R.standing.in_([int(Standing.OURS), int(Standing.ELSEWHERE)])


def institutions(conn: Connection, regency: str, first: date, districts: Sequence[str] = ()) -> pd.DataFrame:
    """One row is a school, pesantren or village that is served in the period: `id`, `name`, `kind`, `type`, `district`,
    `district_name`, `village`, `last_visit` (last day of a visit that was made, whoever reported it)."""
    made = select(_V.institution_id, func.max(_V.day).label("last_visit")).where(
        _V.regency == regency, _V.state == str(VisitState.DONE)
    ).group_by(_V.institution_id).subquery()  # fmt: skip
    statement = (
        select(
            _I.id, _I.name, _I.kind, func.coalesce(_I.type, _I.kind).label("type"), _I.district,
            region.c.name.label("district_name"), _I.village, made.c.last_visit,
        )
        .outerjoin(region, region.c.code == _I.district)
        .outerjoin(made, made.c.institution_id == _I.id)
        .where(_I.regency == regency, _I.merged_into.is_(None), _I.kind.in_(_VISITED), _served(first))
        .order_by(_I.id)
    )  # fmt: skip
    return frame(conn, statement.where(_I.district.in_(districts)) if districts else statement)


def people(conn: Connection, regency: str, last: date, rules: AgeRules) -> list[tuple[int, int, int]]:
    """One row is an unrecorded person who is 16 by `last`: institution, birth date (day number), 1 if ever married by
    then. Of several open memberships the newest counts, so that nobody stands in two places of a plan."""
    row = (_M.institution_id, type_coerce(_R.birth_date, Integer), _married(last), _R.id)
    statement = (
        select(*row)
        .join(membership, and_(_M.resident_id == _R.id, _M.until_day.is_(None)))
        .join(institution, _I.id == _M.institution_id)
        .where(_R.regency == regency, _UNRECORDED, _HERE, _old_enough(last, rules), _I.kind.in_(_VISITED))
        .where(_I.merged_into.is_(None), or_(_I.active_until.is_(None), _I.active_until > last))
        .order_by(_R.id, _M.from_day.desc(), _M.institution_id)
    )
    found, before = [], None
    for place, birth, married, person in conn.execute(statement):
        if person != before:
            found.append((place, birth, married))
        before = person
    return found


def villagers(
    conn: Connection, regency: str, last: date, rules: AgeRules, villages: Sequence[str]
) -> list[tuple[str, int, int]]:
    """One row is an unrecorded resident of one of these villages who is in no institution: village, birth, married."""
    if not villages:
        return []
    elsewhere = select(_M.resident_id).where(_M.resident_id == _R.id, _M.until_day.is_(None)).exists()
    statement = select(_R.village, type_coerce(_R.birth_date, Integer), _married(last)).where(
        _R.regency == regency, _UNRECORDED, _R.standing == int(Standing.OURS), _R.village.in_(villages),
        _old_enough(last, rules), ~elsewhere,
    )  # fmt: skip
    return [(row[0], row[1], row[2]) for row in conn.execute(statement)]


def planned(conn: Connection, regency: str, first: date, last: date) -> pd.DataFrame:
    """One row is a visit that is planned or underway in the period: `institution_id`, `kind`, `district`, `day`,
    `team_id`, `start`, `end` (minutes after midnight)."""
    statement = (
        select(_V.institution_id, _I.kind, _I.district, _V.day, _V.team_id, _V.start, _V.end)
        .join(institution, _I.id == _V.institution_id)
        .where(_V.regency == regency, _V.day.between(first, last), _V.state.in_(_PLANNED))
        .order_by(_V.day, _V.id)
    )
    return frame(conn, statement)


def past(conn: Connection, regency: str, today: date) -> pd.DataFrame:
    """One row is a closed visit of the last two years with outcomes: `institution_id`, `type`, `district`, `minutes`,
    `kits`, and people `recorded`, `failed` (there, not recorded, may come again), `absent`."""
    o = visit_outcome.c
    failed = [int(one) for one in MISSED - {Outcome.ABSENT}]
    counts = (
        select(
            o.visit_id,
            func.sum(case((o.outcome == int(Outcome.RECORDED), 1), else_=0)).label("recorded"),
            func.sum(case((o.outcome.in_(failed), 1), else_=0)).label("failed"),
            func.sum(case((o.outcome == int(Outcome.ABSENT), 1), else_=0)).label("absent"),
        )
        .join(visit, _V.id == o.visit_id)
        .where(_V.regency == regency, _V.state == str(VisitState.DONE))
        .where(_V.day.between(today - timedelta(days=round(365.25 * YEARS_BACK)), today))
        .group_by(o.visit_id)
        .subquery()
    )
    statement = (
        select(
            _V.institution_id, func.coalesce(_I.type, _I.kind).label("type"), _I.district, _V.minutes, _V.kits,
            counts.c.recorded, counts.c.failed, counts.c.absent,
        )
        .join(counts, counts.c.visit_id == _V.id)
        .join(institution, _I.id == _V.institution_id)
        .where(_I.kind.in_(_VISITED))
        .order_by(_V.id)
    )  # fmt: skip
    return frame(conn, statement)


def _served(day: date) -> ColumnElement[bool]:
    return or_(_I.active_until.is_(None), _I.active_until > day)


def _old_enough(last: date, rules: AgeRules) -> ColumnElement[bool]:
    return or_(_R.birth_date <= latest_birth(rules.record_age, last, rules), _R.married_on <= last)


def _married(last: date) -> Any:
    return case((_R.married_on <= last, 1), else_=0)
