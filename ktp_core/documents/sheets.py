"""The paper sheet of a visit, for a day without network."""

from __future__ import annotations

from ktp_core.documents.model import Document
from ktp_core.documents.values import Sheet


def paper(sheet: Sheet) -> Document:
    """A page for each class, room for walk-ins, and what the codes mean."""
    raise NotImplementedError
