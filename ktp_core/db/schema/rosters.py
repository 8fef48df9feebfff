"""Uploads staged until a human has seen them."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, SmallInteger, String, Table, Text

from ktp_core.db.schema.base import identity, metadata
from ktp_core.db.types import Day, Instant, Region

# One row is a roster file as it was read and checked; the file itself is not kept.
roster_upload = Table(
    "roster_upload",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("institution_id", BigInteger, ForeignKey("institution.id"), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("school_year", SmallInteger, nullable=False),
    Column("state", String(12), nullable=False),  # staged | in_review | applied | discarded
    Column("facts", JSON, nullable=False),  # file facts and counts, no personal data
    Column("uploaded_at", Instant, nullable=False),
    Column("uploaded_by", String(64), nullable=False),
    Column("applied_at", Instant),
    Column("applied_by", String(64)),
    Column("finished_at", Instant),  # nothing more can be applied since; names are kept for a while after it
    Index("ix_roster_upload_place", "regency", "institution_id", "uploaded_at"),
)

# One row is one row of the spreadsheet, normalised; `verdict` says what applying does with it.
roster_row = Table(
    "roster_row",
    metadata,
    Column("upload_id", BigInteger, ForeignKey("roster_upload.id"), primary_key=True),
    Column("position", Integer, primary_key=True),  # running number over all sheets
    Column("sheet", Text),
    Column("row", Integer, nullable=False),  # the number the spreadsheet shows
    Column("nik", String(16)),
    Column("nisn", String(10)),
    Column("name", Text),
    Column("sex", String(1)),
    Column("birth_place", Text),
    Column("birth_date", Day),
    Column("class_name", Text),
    Column("district", Region),
    Column("village", Region),
    Column("standing", SmallInteger),  # null: the roster names no place, domicile is read from the NIK
    Column("verdict", String(10), nullable=False),  # new | changed | same | review | rejected
    Column("reason", String(32)),  # why in review
    Column("resident_id", BigInteger),  # of the match, or of the resident to compare with
    Column("shown", Integer),  # fingerprint of what the preview showed; applying compares
    Column("decision", String(10)),  # of a row in review: known | new | leave_out
    Column("done", SmallInteger, nullable=False, default=0),  # 1: applied, or left out for good
    Index("ix_roster_row_verdict", "upload_id", "verdict"),
)

# One row is a fault or warning at a cell of the spreadsheet.
roster_issue = Table(
    "roster_issue",
    metadata,
    Column("upload_id", BigInteger, ForeignKey("roster_upload.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sheet", Text),
    Column("row", Integer),
    Column("cell", String(12)),
    Column("column", Text),
    Column("severity", String(8), nullable=False),  # error | warning
    Column("code", String(32), nullable=False),
    Column("params", JSON, nullable=False),
)
