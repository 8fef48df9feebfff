"""Recurring services: Kenduren Mas, the days of a service point, their stops and exceptions."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Integer, SmallInteger, String, Table, Text

from ktp_core.db.schema.base import identity, metadata
from ktp_core.db.types import Day, Instant, Region

# One row is a team's recurring service: Kenduren Mas over all districts, or a service point's days.
round_ = Table(
    "round",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("name", Text, nullable=False),
    Column("channel", SmallInteger, nullable=False),  # cards.model.Channel
    Column("team_id", BigInteger, ForeignKey("team.id")),
    Column("weekdays", JSON, nullable=False),  # 0 Monday .. 6 Sunday
    Column("start", SmallInteger, nullable=False),
    Column("end", SmallInteger, nullable=False),
    Column("from_day", Day, nullable=False),
    Column("until_day", Day),
    Column("active", SmallInteger, nullable=False, server_default="1"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("updated_at", Instant, nullable=False),
)
# One row is a stop of a recurring service, in its turn.
round_stop = Table(
    "round_stop",
    metadata,
    Column("round_id", BigInteger, ForeignKey("round.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("institution_id", BigInteger, ForeignKey("institution.id"), nullable=False),
)
# One row is a day on which a recurring service does otherwise: not at all, or at another stop.
round_exception = Table(
    "round_exception",
    metadata,
    Column("round_id", BigInteger, ForeignKey("round.id"), primary_key=True),
    Column("day", Day, primary_key=True, autoincrement=False),
    Column("institution_id", BigInteger, ForeignKey("institution.id")),  # null: no service that day
    Column("reason", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", Instant, nullable=False),
)
