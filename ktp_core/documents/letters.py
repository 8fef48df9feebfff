"""The answer to a letter that asked for a visit, as a letter and as text for a message."""

from __future__ import annotations

from ktp_core.documents.model import Document
from ktp_core.documents.values import ReplyLetter


def reply(letter: ReplyLetter) -> Document:
    """The letter, and on its own page the list of those awaited."""
    raise NotImplementedError


def message(letter: ReplyLetter) -> str:
    """The same as text to copy into a message; no names."""
    raise NotImplementedError
