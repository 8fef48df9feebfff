"""Regions, the office of each regency, its parameters, and map geometry."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Integer, String, Table, Text

from ktp_core.db.schema.base import metadata
from ktp_core.db.types import Day, Region

# One row is a province, regency, district or village of a regency that was set up with `init`.
region = Table(
    "region",
    metadata,
    Column("code", Region, primary_key=True, autoincrement=False),
    Column("regency", Region, nullable=False, index=True),  # of a province: the province itself
    Column("parent", Region),
    Column("level", Integer, nullable=False),  # 1 province, 2 regency, 3 district, 4 village
    Column("name", Text, nullable=False),
    Column("bps_code", String(10)),
    Column("dapodik_code", String(6)),
    Column("lat", Float),
    Column("lon", Float),
    Column("area_km2", Float),
)

# One row is a civil-registration office: the tenant of everything below.
office = Table(
    "office",
    metadata,
    Column("regency", Region, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("programme", Text),
)

# One row is a parameter's value from a day on: record_age, card_age, leap_day.
parameter = Table(
    "parameter",
    metadata,
    Column("regency", Region, primary_key=True, autoincrement=False),
    Column("name", String(40), primary_key=True),
    Column("valid_from", Day, primary_key=True, autoincrement=False),
    Column("value", Text, nullable=False),
)

# One row is the outline of a region as GeoJSON text, schematic or imported.
boundary = Table(
    "boundary",
    metadata,
    Column("code", Region, primary_key=True, autoincrement=False),
    Column("regency", Region, nullable=False, index=True),
    Column("level", Integer, nullable=False),
    Column("kind", String(12), nullable=False),  # schematic | imported
    Column("source", Text, nullable=False),
    Column("geometry", Text, nullable=False),
)

# The next number of each kind of id within a regency (ids carry the regency in front: no global sequence).
counter = Table(
    "counter",
    metadata,
    Column("regency", Region, primary_key=True, autoincrement=False),
    Column("kind", String(24), primary_key=True),
    Column("next", BigInteger, nullable=False),
)
