"""Official figures and targets."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, SmallInteger, String, Table, Text

from ktp_core.db.schema.base import identity, metadata
from ktp_core.db.types import Day, Instant, Region

# One row is an official aggregate as somebody reported it. A newer version supersedes; nothing is overwritten.
figure = Table(
    "figure",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("area", Region, nullable=False),  # regency, district or village the figure is about
    Column("measure", String(32), nullable=False),  # figures.model.Measure
    Column("value", BigInteger, nullable=False),
    Column("basis_on", Day, nullable=False),  # the date it is true of; of a year's total: 31 December
    Column("basis_kind", String(16), nullable=False),  # today | year | election | period
    Column("known_on", Day),  # since when the office knew it: published, or entered; null: since its own date
    Column("approximate", SmallInteger, nullable=False, default=0),
    Column("source", Text, nullable=False),
    Column("entered_at", Instant, nullable=False),
    Column("entered_by", String(64), nullable=False),
    Index("ix_figure_measure", "regency", "measure", "basis_on"),
    # One area's figures are read on every screen of the head; those of every village stand in the same table.
    Index("ix_figure_area", "regency", "area", "basis_on"),
)

# One row is a raw number to be reached, never a percentage and never a denominator.
target = Table(
    "target",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("area", Region, nullable=False),
    Column("measure", String(32), nullable=False),
    Column("value", BigInteger, nullable=False),
    Column("valid_from", Day, nullable=False),
    Column("valid_until", Day),
    Column("source", Text, nullable=False),
    Column("known_on", Day),  # null: since `valid_from`
    Column("entered_at", Instant, nullable=False),
    Column("entered_by", String(64), nullable=False),
    Index("ix_target_measure", "regency", "measure", "valid_from"),
)
