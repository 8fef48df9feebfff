"""The hash chain of the audit log: each entry's hash covers the one before, so that no entry can be changed unseen."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

FIRST = "0" * 64
# Actions (SQL LIKE) that are written down and change nothing that is counted: who looked at what, who came and went.
LOOKS = ("%.view", "parcel.view_loose", "%.reveal", "%.search", "access.%", "export.fetch")


def canonical(details: dict[str, Any]) -> str:
    """`details` as the one JSON text that is stored and hashed."""
    return json.dumps(details, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def link(
    previous: str, seq: int, at: int, by: str, action: str, regency: int | None, subject: str | None, details: str
) -> str:
    """SHA-256 of an entry and of the hash before it. `at` in microseconds, `details` as stored."""
    body = json.dumps([previous, seq, at, by, action, regency, subject, details], ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()


def fingerprint(details: dict[str, Any], key: bytes) -> str:
    """A short keyed hash that tells two filters apart. Without the key nobody can try out the NIK in it."""
    return hmac.new(key, canonical(details).encode(), hashlib.sha256).hexdigest()[:16]
