"""Security headers of every answer, and the content policies."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
COMMON = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # Not no-referrer: browsers would then send "Origin: null" with our own forms.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
]
HSTS = (b"strict-transport-security", b"max-age=31536000")
NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def script_hash(body: bytes) -> str:
    """The CSP source of one inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(body).digest()).decode()}'"


def inline_scripts(html: bytes) -> list[str]:
    """CSP sources of the inline scripts of a page of ours."""
    return [script_hash(body) for body in _INLINE.findall(html)]


def app_policy(scripts: Iterable[str]) -> str:
    """The policy of the application: this server alone, and only inline scripts whose hash is known.

    Streamlit sets styles inline and Plotly's map draws in workers made from blobs; nothing needs eval.
    """
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' {' '.join(scripts)}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "media-src 'self' blob:",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def page_policy(style: bytes) -> str:
    """The policy of our own small pages: one inline style, forms to this server, no script at all."""
    return (
        f"default-src 'none'; style-src {script_hash(style)}; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
