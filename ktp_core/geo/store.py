"""Outlines as they are stored."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, delete, or_, select

from ktp_core.db import dialects
from ktp_core.db.schema import boundary
from ktp_core.db.types import region_number
from ktp_core.geo.model import Kind, Outline
from ktp_core.regions.model import Level

_VILLAGES = 10_000  # codes of villages in a district


def outlines(conn: Connection, regency: str, level: Level = Level.DISTRICT) -> list[Outline]:
    """The stored outlines of the districts (or villages) of a regency, by code."""
    c = boundary.c
    rows = conn.execute(
        select(c.code, c.kind, c.source, c.geometry)
        .where(c.regency == regency, c.level == int(level))
        .order_by(c.code)
    )
    return [Outline(row.code, Kind(row.kind), row.source, json.loads(row.geometry)) for row in rows]


def replace(conn: Connection, regency: str, new: Sequence[Outline]) -> None:
    """Store these outlines; those of others stay."""
    if not new:
        return
    statement = dialects.insert(conn, boundary)
    changed = {name: statement.excluded[name] for name in ("kind", "source", "geometry")}
    rows = [
        {
            "code": one.code, "regency": regency, "level": one.code.count(".") + 1, "kind": str(one.kind),
            "source": one.source, "geometry": json.dumps(one.geometry, separators=(",", ":")),
        }
        for one in new
    ]  # fmt: skip
    conn.execute(statement.on_conflict_do_update(index_elements=["code"], set_=changed), rows)


def forget_villages(conn: Connection, regency: str, districts: Sequence[str]) -> None:
    """Remove the outlines of the villages of these districts."""
    c = boundary.c
    firsts = [region_number(district) * _VILLAGES for district in districts]
    inside = or_(*(c.code.between(first, first + _VILLAGES - 1) for first in firsts))
    if firsts:
        conn.execute(delete(boundary).where(c.regency == regency, c.level == int(Level.VILLAGE), inside))
