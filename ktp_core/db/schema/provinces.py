"""Months that other offices sent."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from ktp_core.db.schema.base import identity, metadata
from ktp_core.db.types import Instant, Region

# One row is a file that a regency's office sent about a month. The newest of a regency and month counts; none is lost.
summary_file = Table(
    "summary_file",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("month", Integer, nullable=False),  # yyyymm
    Column("made_at", Instant, nullable=False),  # when the sender counted
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),  # the file: provinces.coding.read
    Column("received_at", Instant, nullable=False),
    Column("received_by", String(64), nullable=False),
    Index("ix_summary_file_month", "month", "regency", "made_at"),
)
