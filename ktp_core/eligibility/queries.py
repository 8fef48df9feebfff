"""The survey list as tables: who may be recorded, per institution and class, a page at a time.

An institution's people are its open memberships; a pupil who also lives in a pesantren stands in both lists and is
counted once in the total. People without an institution stand only in the list of the regency.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from sqlalchemy import Connection, and_, func, select

from ktp_core import nik
from ktp_core.db.frames import frame
from ktp_core.db.schema import institution, membership, region, resident
from ktp_core.eligibility.rules import AgeRules, card_age_on, recordable_from
from ktp_core.eligibility.survey import NO_INSTITUTION, SurveyFilter
from ktp_core.eligibility.survey_people import people_asked

COLUMNS = (
    "id", "nik", "name", "sex", "birth_date", "recordable_from", "card_age_on", "institution", "class_name", "district",
    "village", "standing", "state",
)  # fmt: skip
_district, _village = region.alias("district"), region.alias("village")
_r, _m = resident.c, membership.c


def survey_total(conn: Connection, chosen: SurveyFilter, rules: AgeRules) -> int:
    """People who answer the question, each once."""
    return int(conn.execute(select(func.count()).select_from(people_asked(chosen, rules).subquery())).scalar_one())


def survey_page(
    conn: Connection,
    chosen: SurveyFilter,
    rules: AgeRules,
    *,
    limit: int = 50,
    offset: int = 0,
    reveal: bool = False,
) -> pd.DataFrame:
    """One row is a resident (COLUMNS): by class and name within an institution, else oldest first. NIK masked unless
    `reveal`; `recordable_from` is the day from which they may be recorded."""
    rows = survey_rows(conn, chosen, rules, limit=limit, offset=offset, reveal=reveal)
    return pd.DataFrame(list(rows), columns=list(COLUMNS))


def survey_rows(
    conn: Connection,
    chosen: SurveyFilter,
    rules: AgeRules,
    *,
    limit: int | None = None,
    offset: int = 0,
    reveal: bool = False,
) -> Iterator[tuple[Any, ...]]:
    """The same as plain values, row by row."""
    people = people_asked(chosen, rules)
    window = people.order_by(*_order(chosen, people.selected_columns)).limit(limit).offset(offset).subquery()
    statement = (
        select(
            _r.id, _r.nik, _r.name, _r.sex, _r.birth_date, _r.married_on, _r.card_age_on,
            institution.c.name.label("institution"), _class(chosen, window), _district.c.name.label("district"),
            _village.c.name.label("village"), _r.standing, _r.state,
        )
        .join(window, window.c.id == _r.id)
        .outerjoin(institution, institution.c.id == (chosen.institution_id or _r.institution_id))
        .outerjoin(_district, _district.c.code == _r.district)
        .outerjoin(_village, _village.c.code == _r.village)
        .order_by(*_order(chosen, window.c))
    )  # fmt: skip
    for row in conn.execute(statement):
        yield _shown(row, rules, reveal=reveal)


def survey_by_institution(conn: Connection, chosen: SurveyFilter, rules: AgeRules) -> pd.DataFrame:
    """One row is an institution with people who answer the question, most first: `institution_id`, `institution`,
    `kind`, `district`, `people`. Id 0 are those without an institution. The rows add up to the total or, where
    pupils live in a pesantren, to more."""
    found = people_asked(chosen, rules).subquery()
    open_ = and_(_m.resident_id == found.c.id, _m.until_day.is_(None))
    key = func.coalesce(_m.institution_id, NO_INSTITUTION).label("institution_id")
    counted = (  # counted by id first, named afterwards: sorting every person by a school's name took most of the time
        select(key, func.count().label("people"))
        .select_from(found)
        .outerjoin(membership, open_)
        .group_by(key)
        .subquery()
    )
    statement = (
        select(
            counted.c.institution_id, institution.c.name.label("institution"), institution.c.kind,
            _district.c.name.label("district"), counted.c.people,
        )
        .outerjoin(institution, institution.c.id == counted.c.institution_id)
        .outerjoin(_district, _district.c.code == institution.c.district)
        .order_by(counted.c.people.desc(), institution.c.name)
    )  # fmt: skip
    return frame(conn, statement)


def survey_by_class(conn: Connection, chosen: SurveyFilter, rules: AgeRules) -> pd.DataFrame:
    """One row is a class of the chosen institution: `class_name` (empty when not known), `people`."""
    found = people_asked(chosen, rules).subquery()
    name = found.c.class_name
    statement = select(name, func.count().label("people")).group_by(name).order_by(name)
    return frame(conn, statement)


def classes(conn: Connection, institution_id: int) -> list[str]:
    """Names of the classes an institution's open memberships are in."""
    where = (_m.institution_id == institution_id, _m.until_day.is_(None), _m.class_name.is_not(None))
    return list(conn.execute(select(_m.class_name).where(*where).distinct().order_by(_m.class_name)).scalars())


def _class(chosen: SurveyFilter, window: Any) -> Any:
    """The class of the newest membership or, of an institution's list, of the membership there."""
    return _r.class_name if chosen.institution_id is None else window.c.class_name


def _order(chosen: SurveyFilter, columns: Any) -> list[Any]:
    if chosen.institution_id is not None:
        return [columns.class_name, columns.name, columns.id]
    return [columns.birth_date, columns.id]


def _shown(row: Any, rules: AgeRules, *, reveal: bool) -> tuple[Any, ...]:
    from_day = recordable_from(row.birth_date, row.married_on, rules)
    card_age = card_age_on(row.birth_date, row.married_on, rules)
    number = row.nik if reveal else nik.mask(row.nik)
    return (
        row.id, number, row.name, row.sex, row.birth_date, from_day, card_age, row.institution, row.class_name,
        row.district, row.village, row.standing, row.state,
    )  # fmt: skip
