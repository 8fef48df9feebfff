"""What leaves: a file, and the columns it is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ktp_core.access.model import Actor


class Format(StrEnum):
    """File kinds."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"
    DOCX = "docx"


TABLES = frozenset({Format.CSV, Format.XLSX})
"""What a list of rows is written as; the others are documents."""


MEDIA_TYPES: dict[Format, str] = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Column:
    """Heading and width (characters) of a column. Its cells are text, whole numbers or dates, by their own type."""

    title: str
    width: int = 14


@dataclass(frozen=True, slots=True)
class Export:
    """A finished file. `rows`: how many residents or lines it holds, headings not counted."""

    name: str
    media_type: str
    content: bytes
    rows: int


Builder = Callable[[Actor, dict[str, Any]], Export]
"""Makes a file for somebody from the parameters of its kind (see `kinds`)."""
