"""A document as DOCX."""

from __future__ import annotations

from ktp_core.documents.model import Document


def render(document: Document) -> bytes:
    """The file."""
    raise NotImplementedError
