"""Accounts, sessions, owned downloads, and the audit log."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, SmallInteger, String, Table, Text

from ktp_core.db.schema.base import identity, metadata
from ktp_core.db.types import Instant, Region

# One row is a person who may sign in.
account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),  # lower case
    Column("display_name", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("regency", Region),  # null: every regency of this installation (province, admin)
    Column("districts", JSON, nullable=False),  # codes; empty: the whole regency
    Column("active", SmallInteger, nullable=False, default=1),
    Column("created_at", Instant, nullable=False),
    Column("one_time_until", Instant),  # set: the password was given by an admin, works once, until then
)

account_role = Table(
    "account_role",
    metadata,
    Column("account_id", Integer, ForeignKey("account.id"), primary_key=True),
    Column("role", String(16), primary_key=True),
)

# One row is a signed-in browser. Only the SHA-256 of its token is kept.
web_session = Table(
    "web_session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False, index=True),
    Column("created_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("language", String(5), nullable=False, default="id"),
    Column("agent", String(80), nullable=False, default=""),  # browser and system in words, for "own sessions"
)

# One row counts the failures of one account name or one address since the last success.
sign_in_failure = Table(
    "sign_in_failure",
    metadata,
    Column("key", String(80), primary_key=True),  # account:NAME or address:IP, hashed
    Column("count", Integer, nullable=False),
    Column("last_at", Instant, nullable=False),
)

# One row is a file somebody may fetch once: what it holds is asked for again when it is fetched.
download = Table(
    "download",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("params", JSON, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
)

# One row is one thing somebody did or looked at. Append-only, chained by hash; triggers forbid changes.
audit_log = Table(
    "audit_log",
    metadata,
    identity("seq"),
    Column("at", Instant, nullable=False),
    Column("by", String(64), nullable=False),
    Column("action", String(40), nullable=False),
    Column("regency", Region),
    Column("subject", String(80)),
    Column("details", Text, nullable=False),  # canonical JSON, no NIK, no names of residents
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_audit_log_subject", "subject", "seq"),
    Index("ix_audit_log_by", "by", "seq"),
    Index("ix_audit_log_action", "action", "seq"),
    Index("ix_audit_log_at", "at"),
)
