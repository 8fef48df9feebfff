"""Outlines as they are stored."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, select

from ktp_core.db import dialects
from ktp_core.db.schema import boundary
from ktp_core.geo.model import Kind, Outline
from ktp_core.regions.model import Level


def outlines(conn: Connection, regency: str) -> list[Outline]:
    """The stored outlines of the districts of a regency, by code."""
    c = boundary.c
    rows = conn.execute(
        select(c.code, c.kind, c.source, c.geometry)
        .where(c.regency == regency, c.level == int(Level.DISTRICT))
        .order_by(c.code)
    )
    return [Outline(row.code, Kind(row.kind), row.source, json.loads(row.geometry)) for row in rows]


def replace(conn: Connection, regency: str, new: Sequence[Outline]) -> None:
    """Store these outlines; those of other districts stay."""
    if not new:
        return
    statement = dialects.insert(conn, boundary)
    changed = {name: statement.excluded[name] for name in ("kind", "source", "geometry")}
    rows = [
        {
            "code": one.code, "regency": regency, "level": int(Level.DISTRICT), "kind": str(one.kind),
            "source": one.source, "geometry": json.dumps(one.geometry, separators=(",", ":")),
        }
        for one in new
    ]  # fmt: skip
    conn.execute(statement.on_conflict_do_update(index_elements=["code"], set_=changed), rows)
