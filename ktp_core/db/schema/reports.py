"""Monthly reports that were issued."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from ktp_core.db.schema.base import identity, metadata
from ktp_core.db.types import Day, Instant, Region

# One row is a report that an office issued about a month, with everything it says. Never changed.
report_issue = Table(
    "report_issue",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("month", Integer, nullable=False),  # yyyymm
    Column("number", Integer, nullable=False),  # of the issues of that month, from 1
    Column("as_of", Day, nullable=False),
    Column("known_on", Day),  # null: as known when it was made
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),  # of the content
    Column("content", LargeBinary, nullable=False),  # reports.coding.write
    Index("uq_report_issue_number", "regency", "month", "number", unique=True),
)
