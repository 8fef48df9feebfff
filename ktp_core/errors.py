"""Refusals: what the product raises when it will not do what was asked.

Faults inside a file are values with a cell address (see `rosters`), never exceptions.
"""

from __future__ import annotations

from typing import Any


class KtpError(Exception):
    """Base of every refusal. `code` is stable and language-free; words for people live beside each concept."""

    def __init__(self, code: str, /, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code


class Refused(KtpError):
    """The request is understood and not carried out: a damaged file, a duplicate name, a full database."""


class NotAllowed(KtpError):
    """The actor lacks the permission, or the place lies outside what the actor may see."""


class Conflict(KtpError):
    """Somebody else changed the row first; nothing was written."""


class NotFound(KtpError):
    """No such row within what the actor may see."""
