"""Form tokens: an HMAC over a value that only this browser's cookie knows."""

from __future__ import annotations

import hashlib
import hmac

from ktp_core import config


def token(bound_to: str, purpose: str) -> str:
    """The token of a form. `bound_to`: a cookie's value; `purpose`: which form."""
    return hmac.new(config.secret_key(), f"{purpose}\0{bound_to}".encode(), hashlib.sha256).hexdigest()


def valid(given: str, bound_to: str | None, purpose: str) -> bool:
    """Whether the form came from a page that this server made for this browser."""
    return bool(bound_to) and hmac.compare_digest(given.encode(), token(bound_to or "", purpose).encode())
