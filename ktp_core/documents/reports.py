"""Berita acara of a closed visit."""

from __future__ import annotations

from ktp_core.documents.model import Document
from ktp_core.documents.values import VisitReport


def berita_acara(report: VisitReport) -> Document:
    """Totals, reasons, classes, effect, photos and signatures. No names of those served."""
    raise NotImplementedError
