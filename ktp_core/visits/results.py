"""What came of visits, visit by visit, and one visit's own totals. No names.

Who was served is counted from recordings that stand, who was met from the outcomes of closed lists; both through
indexes that begin with the visit, so that the cost follows the visits on screen and not the residents of a regency.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from ktp_core.db.schema import institution, region, team, visit, visit_outcome
from ktp_core.institutions.rules import search_words
from ktp_core.visits.asked import Asked
from ktp_core.visits.model import MISSED, Outcome, VisitState
from ktp_core.visits.served import again, recordings

VISITS = (
    "id", "day", "institution_id", "institution", "kind", "district", "origin", "source", "team", "minutes", "kits",
    "listed", "recorded", "missed", "others",
)  # fmt: skip
_v, _i = visit.c, institution.c
_district = region.alias("district")


def count(conn: Connection, asked: Asked) -> int:
    """How many visits were done."""
    of = select(func.count()).select_from(visit.join(institution, _i.id == _v.institution_id))
    return int(conn.execute(of.where(_done(asked))).scalar_one())


def page(conn: Connection, asked: Asked, *, limit: int, offset: int = 0) -> pd.DataFrame:
    """One row is a visit that was done (VISITS), newest first. `listed`: people with an outcome, of them `recorded`,
    `missed` (on the next list) and `others`. All four None where no list was kept (reported visits)."""
    window = (
        select(_v.id).join(institution, _i.id == _v.institution_id).where(_done(asked))
        .order_by(_v.day.desc(), _v.id.desc()).limit(limit).offset(offset).subquery()
    )  # fmt: skip
    o = visit_outcome.c
    met = (
        select(
            o.visit_id, func.count().label("listed"),
            func.count().filter(o.outcome == int(Outcome.RECORDED)).label("recorded"),
            func.count().filter(o.outcome.in_([int(one) for one in MISSED])).label("missed"),
        )
        .where(o.visit_id.in_(select(window.c.id))).group_by(o.visit_id).subquery()
    )  # fmt: skip
    statement = (
        select(
            _v.id, _v.day, _v.institution_id, _i.name.label("institution"), _i.kind, _district.c.name.label("district"),
            _v.origin, _v.source, team.c.name.label("team"), _v.minutes, _v.kits, met.c.listed, met.c.recorded,
            met.c.missed, (met.c.listed - met.c.recorded - met.c.missed).label("others"),
        )
        .join(window, window.c.id == _v.id).join(institution, _i.id == _v.institution_id)
        .outerjoin(_district, _district.c.code == _i.district).outerjoin(team, team.c.id == _v.team_id)
        .outerjoin(met, met.c.visit_id == _v.id).order_by(_v.day.desc(), _v.id.desc())
    )  # fmt: skip
    return pd.DataFrame(conn.execute(statement).fetchall(), columns=list(VISITS), dtype=object)


def outcomes(conn: Connection, visit_id: int) -> pd.DataFrame:
    """One row is an outcome and reason of one visit: `outcome`, `reason` (None: needs none), `n`; by outcome."""
    o = visit_outcome.c
    statement = (
        select(o.outcome, o.reason, func.count().label("n")).where(o.visit_id == visit_id)
        .group_by(o.outcome, o.reason).order_by(o.outcome, func.count().desc(), o.reason)
    )  # fmt: skip
    return pd.DataFrame(conn.execute(statement).fetchall(), columns=["outcome", "reason", "n"], dtype=object)


def served(conn: Connection, visit_id: int) -> int:
    """People recorded at a visit whose recording stands."""
    repeats = conn.execute(again(None).where(_v.id == visit_id))
    recorded = conn.execute(recordings(None).where(_v.id == visit_id)).scalar_one()
    return int(recorded) - sum(int(row.n) - 1 for row in repeats)


def done_where(asked: Asked) -> ColumnElement[bool]:
    """Visits done in the period."""
    return and_(_v.regency == asked.regency, _v.state == str(VisitState.DONE), _v.day.between(asked.first, asked.last))


def place_where(asked: Asked) -> ColumnElement[bool]:
    """Institutions of the question; a word is looked for in names and at the start of the official number."""
    parts: list[ColumnElement[bool]] = [_i.regency == asked.regency]
    if asked.kinds:
        parts.append(_i.kind.in_([str(kind) for kind in asked.kinds]))
    if asked.districts:
        parts.append(_i.district.in_(asked.districts))
    if asked.institution_id is not None:
        parts.append(or_(_i.id == asked.institution_id, _i.merged_into == asked.institution_id))
    for word in search_words(asked.search):
        number = func.lower(_i.official_number).startswith(word, autoescape=True)
        parts.append(or_(_i.name_key.contains(word, autoescape=True), number))
    return and_(*parts)


def _done(asked: Asked) -> ColumnElement[bool]:
    return and_(done_where(asked), place_where(asked))


def one(conn: Connection, visit_id: int) -> Any:
    """A visit with what its heading needs: the columns of `page` but the counts, and `state`, `regency`,
    `district_code`, `channel`, `start`, `end`, `expected`, `note`. None when there is no such visit."""
    statement: Select[Any] = (
        select(
            _v.id, _v.regency, _v.day, _v.state, _v.institution_id, _i.name.label("institution"), _i.kind,
            _i.district.label("district_code"), _district.c.name.label("district"), _v.origin, _v.source,
            team.c.name.label("team"), _v.minutes, _v.kits, _v.channel, _v.start, _v.end, _v.expected, _v.note,
        )
        .join(institution, _i.id == _v.institution_id)
        .outerjoin(_district, _district.c.code == _i.district).outerjoin(team, team.c.id == _v.team_id)
        .where(_v.id == visit_id)
    )  # fmt: skip
    return conn.execute(statement).first()
