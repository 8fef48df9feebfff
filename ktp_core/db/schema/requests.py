"""Letters that ask for a visit, their history, and files kept with letters and visits."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from ktp_core.db.schema.base import identity, metadata
from ktp_core.db.types import Day, Instant, Region

# One row is a letter or call that asks for a visit, or our own wish to go.
request = Table(
    "request",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("institution_id", BigInteger, ForeignKey("institution.id"), nullable=False),  # who asks
    Column("sender", String(12), nullable=False),  # requests.model.Sender: school | pesantren | village | own
    Column("letter_number", Text),
    Column("letter_date", Day),
    Column("received_on", Day, nullable=False),
    Column("contact_name", Text),
    Column("contact_phone", String(32)),
    Column("expected", Integer),
    Column("wished_from", Day),
    Column("wished_until", Day),
    Column("note", Text),
    Column("state", String(12), nullable=False),  # requests.model.RequestState
    Column("state_on", Day, nullable=False),
    Column("reason", Text),  # of declining or withdrawing
    Column("version", Integer, nullable=False, server_default="1"),
    Column("updated_at", Instant, nullable=False),
    Index("ix_request_state", "regency", "state", "received_on"),
    Index("ix_request_institution", "institution_id", "received_on"),
)

# One row is something that happened to a request. Never changed.
request_change = Table(
    "request_change",
    metadata,
    identity(),
    Column("request_id", BigInteger, ForeignKey("request.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(64), nullable=False),
    Column("action", String(12), nullable=False),  # requests.model.RequestAction
    Column("from_state", String(12)),
    Column("to_state", String(12), nullable=False),
    Column("visit_id", BigInteger),
    Column("reason", Text),
    Index("ix_request_change_request", "request_id", "id"),
)

# One row is a file kept with a request, parcel (scan) or visit (photo); its bytes lie in the database, in no folder.
attachment = Table(
    "attachment",
    metadata,
    identity(),
    Column("regency", Region, nullable=False),
    Column("owner", String(12), nullable=False),  # attachments.model.Owner: request | visit | parcel
    Column("owner_id", BigInteger, nullable=False),
    Column("media_type", String(40), nullable=False),  # by content, never by name
    Column("title", Text, nullable=False),  # for people: the name it came with, cleaned
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("added_by", String(64), nullable=False),
    Column("removed_at", Instant),
    Column("removed_by", String(64)),
    Index("ix_attachment_owner", "owner", "owner_id"),
)

attachment_content = Table(
    "attachment_content",
    metadata,
    Column("attachment_id", BigInteger, ForeignKey("attachment.id"), primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)
