"""Teams, what they take along, and the days on which nobody is visited."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, SmallInteger, String, Table, Text

from ktp_core.db.schema.base import identity, metadata
from ktp_core.db.types import Day, Instant, Region

# One row is a team that goes out together.
team = Table(
    "team",
    metadata,
    identity(),
    Column("regency", Region, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("active", SmallInteger, nullable=False, server_default="1"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("updated_at", Instant, nullable=False),
)

# One row is a kit (alat rekam), an operator or a vehicle.
resource = Table(
    "resource",
    metadata,
    identity(),
    Column("regency", Region, nullable=False, index=True),
    Column("kind", String(10), nullable=False),  # teams.model.ResourceKind: kit | operator | vehicle
    Column("name", Text, nullable=False),  # inventory number, name of the operator, number plate
    Column("team_id", BigInteger, ForeignKey("team.id")),  # usually goes with
    Column("active", SmallInteger, nullable=False, server_default="1"),
    Column("note", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("updated_at", Instant, nullable=False),
)

# One row is a span of days on which an institution (or every one, or every one of a kind) is not visited.
blocked_period = Table(
    "blocked_period",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("institution_id", BigInteger, ForeignKey("institution.id")),  # null: all of `kind`
    Column("kind", String(16)),  # institutions.model.Kind; null with no institution: all, and the office rests
    Column("from_day", Day, nullable=False),
    Column("until_day", Day, nullable=False),
    Column("cause", String(12), nullable=False),  # workdays.model.Cause
    Column("note", Text),
    Column("removed_at", Instant),
    Column("updated_at", Instant, nullable=False),
    Column("by", String(64), nullable=False),
    Index("ix_blocked_period_days", "regency", "until_day", "from_day"),
)
