"""Reminder slips (nota pengingat) for those recorded before card age."""

from __future__ import annotations

from ktp_core.documents.model import Document
from ktp_core.documents.values import Reminders


def reminders(asked: Reminders) -> Document:
    """A slip for each, several on a page, with lines to cut along."""
    raise NotImplementedError
