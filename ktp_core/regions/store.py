"""Regions, offices and parameters as SQL keeps them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from ktp_core.db import dialects
from ktp_core.db.schema import office, parameter, region
from ktp_core.eligibility.model import AgeRules
from ktp_core.errors import NotFound
from ktp_core.regions import catalogue
from ktp_core.regions.model import Area, Level

# UU 24/2013 article 63 fixes 17; 16 for recording and 1 March are the practice of the offices (docs/architecture.md).
FIRST_DAY = date(1945, 1, 1)
DEFAULTS = {"record_age": "16", "card_age": "17", "leap_day": "march_1"}

_SHIPPED = ("code", "level", "name", "bps_code", "lat", "lon", "area_km2")
_FIELDS = (*_SHIPPED, "dapodik_code")


def setup(conn: Connection, regency: str) -> list[Area]:
    """Write everything known of a regency: regions, office, default parameters. What is there already is refreshed.

    Parameters and the office's own name are kept as somebody set them, and Dapodik's codes as lists taught them.
    Raises NotFound("regency_unknown").
    """
    known = catalogue.areas_of(regency)
    if not known:
        raise NotFound("regency_unknown", regency=regency)
    _write_areas(conn, regency, known)
    name = next(area.name for area in known if area.code == regency)
    _insert_missing(conn, office, [{"regency": regency, "name": _office_name(name)}])
    values = [{"regency": regency, "name": key, "valid_from": FIRST_DAY, "value": v} for key, v in DEFAULTS.items()]
    _insert_missing(conn, parameter, values)
    return known


def _office_name(regency: str) -> str:
    return f"Dinas Kependudukan dan Pencatatan Sipil {regency}"


def _write_areas(conn: Connection, regency: str, areas: list[Area]) -> None:
    rows = [
        {name: getattr(area, name) for name in _SHIPPED}
        | {"level": int(area.level), "parent": area.parent, "regency": area.code if area.level == 1 else regency}
        for area in areas
    ]
    statement = dialects.insert(conn, region)
    changed = {name: statement.excluded[name] for name in _SHIPPED if name != "code"}
    conn.execute(statement.on_conflict_do_update(index_elements=["code"], set_=changed), rows)


def _insert_missing(conn: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    conn.execute(dialects.insert(conn, table).on_conflict_do_nothing(), rows)


def areas(conn: Connection, regency: str, *levels: Level) -> list[Area]:
    """The regions of a regency by code, of `levels` only if given; the province is not among them."""
    statement = select(*(region.c[name] for name in _FIELDS)).where(region.c.regency == regency).order_by(region.c.code)
    if levels:
        statement = statement.where(region.c.level.in_([int(level) for level in levels]))
    return [Area(**{**row, "level": Level(row["level"])}) for row in conn.execute(statement).mappings()]


def set_dapodik_codes(conn: Connection, codes: dict[str, str]) -> None:
    """Write the Dapodik code of each region code."""
    if codes:
        statement = update(region).where(region.c.code == bindparam("area")).values(dapodik_code=bindparam("learned"))
        conn.execute(statement, [{"area": area, "learned": code} for area, code in codes.items()])


def names(conn: Connection, regency: str) -> dict[str, str]:
    """Name by code of the regency, its districts and villages."""
    return {area.code: area.name for area in areas(conn, regency)}


def is_within(conn: Connection, regency: str, code: str) -> bool:
    """Whether the code is of a district or village of the regency."""
    found = select(region.c.code).where(region.c.code == code, region.c.regency == regency, region.c.level > 2)
    return conn.execute(found).first() is not None


def known(conn: Connection) -> list[str]:
    """Codes of the regencies that were set up."""
    return list(conn.execute(select(office.c.regency).order_by(office.c.regency)).scalars())


def office_of(conn: Connection, regency: str) -> dict[str, Any]:
    """`name` and `programme` of the office. Raises NotFound("regency_not_set_up")."""
    row = conn.execute(select(office).where(office.c.regency == regency)).mappings().first()
    if row is None:
        raise NotFound("regency_not_set_up", regency=regency)
    return dict(row)


def age_rules(conn: Connection, regency: str, on: date) -> AgeRules:
    """The age parameters in force on a day: the newest value that is valid by then."""
    rows = conn.execute(
        select(parameter.c.name, parameter.c.value)
        .where(parameter.c.regency == regency, parameter.c.name.in_(DEFAULTS), parameter.c.valid_from <= on)
        .order_by(parameter.c.valid_from)
    )
    value = {**DEFAULTS, **{row.name: row.value for row in rows}}
    leap_day: Any = value["leap_day"]
    return AgeRules(int(value["record_age"]), int(value["card_age"]), leap_day)
