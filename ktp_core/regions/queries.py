"""Regions for screens."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, select

from ktp_core.db.frames import frame
from ktp_core.db.schema import region
from ktp_core.regions.model import Level


def districts(conn: Connection, regency: str) -> pd.DataFrame:
    """One row is a district of the regency, by code: `code`, `name`, `lat`, `lon`, `area_km2` (empty where unknown)."""
    c = region.c
    return frame(
        conn,
        select(c.code, c.name, c.lat, c.lon, c.area_km2)
        .where(c.regency == regency, c.level == int(Level.DISTRICT))
        .order_by(c.code),
    )


def villages(conn: Connection, regency: str, district: str | None = None) -> pd.DataFrame:
    """One row is a village, by code: `code`, `name`, `district`, `lat`, `lon`."""
    c = region.c
    statement = select(c.code, c.name, c.parent.label("district"), c.lat, c.lon).where(
        c.regency == regency, c.level == int(Level.VILLAGE)
    )
    if district is not None:
        statement = statement.where(c.parent == district)
    return frame(conn, statement.order_by(c.code))
