"""The registry for screens: one question, one frame."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from ktp_core.db.frames import frame
from ktp_core.db.schema import institution, institution_alias, region
from ktp_core.institutions.model import Chosen, Institution
from ktp_core.institutions.rules import search_words
from ktp_core.visits.marks import MarkState, stands

_C = institution.c
_DISTRICT = region.alias("district_region")
_VILLAGE = region.alias("village_region")
# Two names are worth a look from here on: "Miftahul Ulum" and "Miftachul Ulum" score 96, "Al Falah" and "Al Fatah" 88.
_ALIKE = 85.0


def count(conn: Connection, chosen: Chosen, *, today: date) -> int:
    """How many institutions the filter gives."""
    return conn.scalar(select(func.count()).select_from(institution).where(_where(chosen, today))) or 0


def page(conn: Connection, chosen: Chosen, *, today: date, limit: int, offset: int = 0) -> pd.DataFrame:
    """One row is an institution, by name: its fields with the names of district and village, and `active` (bool)."""
    columns = (
        _C.id, _C.name, _C.kind, _C.type, _C.official_number, _C.status, _C.address, _C.district,
        _DISTRICT.c.name.label("district_name"), _VILLAGE.c.name.label("village_name"), _C.lat, _C.lon,
        _C.contact_name, _C.contact_phone, _C.active_until, _C.version,
    )  # fmt: skip
    statement = _with_places(select(*columns)).where(_where(chosen, today)).order_by(_C.name_key, _C.id)
    found = frame(conn, statement.limit(limit).offset(offset))
    found["active"] = [pd.isna(until) or until > today for until in found["active_until"]]
    return found


def by_kind(conn: Connection, chosen: Chosen, *, today: date) -> dict[str, int]:
    """How many of each kind the filter gives."""
    statement = select(_C.kind, func.count()).where(_where(chosen, today)).group_by(_C.kind)
    return {row[0]: row[1] for row in conn.execute(statement)}


def types(conn: Connection, regency: str) -> list[str]:
    """The types that occur in the registry of a regency."""
    statement = select(_C.type).where(_C.regency == regency, _C.type.is_not(None)).distinct().order_by(_C.type)
    return list(conn.execute(statement).scalars())


def options(
    conn: Connection, regency: str, districts: Sequence[str] = (), *, today: date | None = None
) -> pd.DataFrame:
    """For select boxes, by name: `id`, `name`, `kind`, `type`, `official_number`, `district`, `district_name`.

    Without `today` those that ended are left out whatever their day; merged ones always are.
    """
    chosen = Chosen(regency, districts=tuple(districts))
    columns = (
        _C.id,
        _C.name,
        _C.kind,
        _C.type,
        _C.official_number,
        _C.district,
        _DISTRICT.c.name.label("district_name"),
    )
    where = _where(chosen, today or date.max)
    return frame(conn, _with_places(select(*columns)).where(where).order_by(_C.name_key, _C.id))


def aliases(conn: Connection, institution_id: int) -> pd.DataFrame:
    """Other names of an institution: `name`, `name_key`."""
    alias = institution_alias.c
    statement = select(alias.name, alias.name_key).where(alias.institution_id == institution_id).order_by(alias.name)
    return frame(conn, statement)


def lookalikes(conn: Connection, one: Institution, limit: int = 8) -> pd.DataFrame:
    """Institutions of the same kind that may be the same one, most alike first: `id`, `name`, …, `score` (0 to 100).

    Names decide; the same district counts a little more, another district a little less.
    """
    columns = (_C.id, _C.name, _C.name_key, _C.official_number, _C.district, _DISTRICT.c.name.label("district_name"))
    same = and_(_C.regency == one.regency, _C.kind == one.kind.value, _C.id != one.id, _C.merged_into.is_(None))
    found = frame(conn, _with_places(select(*columns)).where(same).order_by(_C.id))
    found["score"] = [
        _alike(one, key, district) for key, district in zip(found["name_key"], found["district"], strict=True)
    ]
    best = found[found["score"] >= _ALIKE].sort_values(["score", "id"], ascending=[False, True])
    return best.drop(columns="name_key").head(limit).reset_index(drop=True)


def _alike(one: Institution, key: str, district: Any) -> float:
    score = fuzz.token_sort_ratio(one.name_key, key)
    if one.district is None or district is None or pd.isna(district):
        return score
    return min(100.0, score + 3) if district == one.district else score - 8


def _where(chosen: Chosen, today: date) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = [_C.regency == chosen.regency, _C.merged_into.is_(None)]
    for column, value in ((_C.kind, chosen.kind), (_C.type, chosen.type), (_C.status, chosen.status)):
        if value is not None:
            parts.append(column == str(value))
    if chosen.districts:
        parts.append(_C.district.in_(chosen.districts))
    serves = or_(_C.active_until.is_(None), _C.active_until > today)
    if chosen.active is not None:
        parts.append(serves if chosen.active else ~serves)
    if chosen.stands is not None:
        parts.append(stands(MarkState(chosen.stands), chosen.regency, today))
    parts += [_named(word) for word in search_words(chosen.search)]
    return and_(*parts)


def _named(word: str) -> ColumnElement[bool]:
    """The word in the name, in another name, or at the start of the number."""
    alias = aliased(institution_alias)
    other = exists().where(alias.c.institution_id == _C.id, alias.c.name_key.contains(word, autoescape=True))
    number = func.lower(_C.official_number).startswith(word, autoescape=True)
    return or_(_C.name_key.contains(word, autoescape=True), number, other)


def _with_places(statement: Any) -> Any:
    return statement.select_from(
        institution.outerjoin(_DISTRICT, _DISTRICT.c.code == _C.district).outerjoin(
            _VILLAGE, _VILLAGE.c.code == _C.village
        )
    )
