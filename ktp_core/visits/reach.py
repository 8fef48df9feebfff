"""Which institutions were reached: how often, when last, how long ago, and how many wait there today. No names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, and_, case, func, literal_column, or_, select

from ktp_core.cards.model import CardState
from ktp_core.db.schema import institution, membership, region, resident, visit
from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.survey import latest_birth
from ktp_core.residents.model import Standing
from ktp_core.visits.asked import Asked, Reached, months_before, months_since
from ktp_core.visits.results import done_where, place_where

COLUMNS = ("id", "institution", "kind", "district", "visits", "last_on", "months", "reported", "waiting")
_v, _i, _m, _r = visit.c, institution.c, membership.c, resident.c
_district = region.alias("district")
_UNRECORDED = _r.state == literal_column(str(int(CardState.UNRECORDED)))


@dataclass(frozen=True, slots=True)
class Reach:
    """Institutions of a question: all, those visited at least once, and those whose last visit is a year ago."""

    institutions: int
    visited: int
    long_ago: int

    @property
    def never(self) -> int:
        """Institutions nobody has visited."""
        return self.institutions - self.visited


def reach(conn: Connection, asked: Asked) -> Reach:
    """How many of the active institutions were visited up to `as_of`; `reached` and `months` are not asked about."""
    made = _visits(asked)
    a_year = months_before(asked.as_of, 12)
    row = conn.execute(
        select(
            func.count(), func.count(made.c.last_on), func.count(case((made.c.last_on <= a_year, 1)))
        )
        .select_from(institution.outerjoin(made, made.c.id == _i.id))
        .where(_active(asked))
    ).one()  # fmt: skip
    return Reach(*map(int, row))


def count(conn: Connection, asked: Asked) -> int:
    """How many institutions the question gives."""
    return int(conn.execute(select(func.count()).select_from(_found(asked).subquery())).scalar_one())


def page(conn: Connection, asked: Asked, rules: AgeRules, *, limit: int, offset: int = 0) -> pd.DataFrame:
    """One row is an active institution (COLUMNS): never visited first, then longest ago, then by name.

    `months`: whole months since the last visit, None: never. `reported`: visits of those that were read in a report.
    `waiting`: people of ours with an open membership there who may be recorded on `as_of` and have not been.
    """
    window = _found(asked).limit(limit).offset(offset).subquery()
    rows = conn.execute(select(window).order_by(*_order(window.c))).all()
    waiting = _waiting(conn, [row.id for row in rows], asked.as_of, rules)
    return pd.DataFrame(
        [
            (
                row.id, row.institution, row.kind, row.district, row.visits or 0, row.last_on,
                None if row.last_on is None else months_since(row.last_on, asked.as_of), row.reported or 0,
                waiting.get(row.id, 0),
            )
            for row in rows
        ],
        columns=list(COLUMNS), dtype=object,
    )  # fmt: skip


def _visits(asked: Asked) -> Any:
    """Visits by institution; those to a merged one are visits to the one it became."""
    one = func.coalesce(_i.merged_into, _i.id)
    return (
        select(
            one.label("id"), func.count().label("visits"), func.max(_v.day).label("last_on"),
            func.count(_v.source).label("reported"),
        )
        .select_from(visit.join(institution, _i.id == _v.institution_id))
        .where(done_where(asked)).group_by(one).subquery("made")
    )  # fmt: skip


def _active(asked: Asked) -> Any:
    serves = or_(_i.active_until.is_(None), _i.active_until > asked.as_of)
    return and_(place_where(asked), _i.merged_into.is_(None), serves)


def _found(asked: Asked) -> Select[Any]:
    made = _visits(asked)
    wanted = [_active(asked)]
    if asked.reached is Reached.NEVER:
        wanted.append(made.c.last_on.is_(None))
    elif asked.reached is Reached.BEFORE:
        wanted.append(made.c.last_on.is_not(None))
    if asked.months is not None:
        wanted.append(made.c.last_on <= months_before(asked.as_of, asked.months))
    found = (
        select(
            _i.id, _i.name.label("institution"), _i.name_key, _i.kind, _district.c.name.label("district"),
            made.c.visits, made.c.last_on, made.c.reported,
        )
        .select_from(institution.outerjoin(made, made.c.id == _i.id))
        .outerjoin(_district, _district.c.code == _i.district).where(*wanted)
    )  # fmt: skip
    return found.order_by(*_order(found.selected_columns))


def _order(columns: Any) -> tuple[Any, ...]:
    return (columns.last_on.is_not(None), columns.last_on, columns.name_key, columns.id)


def _waiting(conn: Connection, ids: list[int], as_of: date, rules: AgeRules) -> dict[int, int]:
    """Through the memberships of these institutions alone."""
    old_enough = or_(_r.birth_date <= latest_birth(rules.record_age, as_of, rules), _r.married_on <= as_of)
    there = and_(_m.from_day <= as_of, or_(_m.until_day.is_(None), _m.until_day >= as_of))
    statement = (
        select(_m.institution_id, func.count(_r.id.distinct())).join(resident, _r.id == _m.resident_id)
        .where(_m.institution_id.in_(ids), there, _UNRECORDED, _r.standing == int(Standing.OURS), old_enough)
        .group_by(_m.institution_id)
    )  # fmt: skip
    return {key: int(n) for key, n in conn.execute(statement)}
