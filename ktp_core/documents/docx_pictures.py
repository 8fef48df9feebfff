"""Pictures and codes to scan written into a DOCX."""

from __future__ import annotations

import io
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.shared import Mm, Pt

from ktp_core.documents import codes, docx_tables, model, photos
from ktp_core.documents.docx_text import facts, first, grid, put
from ktp_core.documents.fonts import printable
from ktp_core.documents.model import Align


def code(made: Any, block: model.Code, width: float) -> None:
    """Label : value, then bars with their letters, then the square."""
    bars = codes.bars_mm(block.text)
    all_mm = [width - bars - codes.QR_MM, bars, codes.QR_MM]
    shown = grid(made, 1, all_mm)
    said, middle, right = shown.rows[0].cells
    if block.facts:
        facts(said, block.facts, all_mm[0] - 4)
    _drawn(middle, codes.bars_picture(block.text), bars, codes.HIGH_MM)
    put(middle.add_paragraph(), block.text, size=12, bold=True, align=Align.CENTER)
    _drawn(right, codes.qr_picture(block.text), codes.QR_MM, codes.QR_MM)
    for cell in (middle, right):
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    docx_tables.widths(shown, all_mm)


def _drawn(cell: Any, content: bytes, wide: float, high: float) -> None:
    run = put(first(cell), "", align=Align.CENTER).add_run()
    run.add_picture(io.BytesIO(content), Mm(wide), Mm(high))


def pictures(made: Any, block: model.Pictures, width: float) -> None:
    """One or two side by side."""
    if not block.pictures:
        return
    each = width / max(2, len(block.pictures))
    shown = grid(made, 1, [each] * len(block.pictures))
    shown.alignment = WD_TABLE_ALIGNMENT.CENTER
    docx_tables.row(shown.rows[0])
    for cell, one in zip(shown.rows[0].cells, block.pictures, strict=True):
        _picture(cell, one, each - 5)
    docx_tables.widths(shown, [each] * len(block.pictures))


def _picture(cell: Any, one: model.Picture, width: float) -> None:
    photo = photos.ready(one.content)
    if photo is None:
        put(first(cell), photos.UNREADABLE, align=Align.CENTER)
    else:
        wide, high = photo.fitted(width, 68)
        run = put(first(cell), "", align=Align.CENTER).add_run()
        shape = run.add_picture(io.BytesIO(photo.content), Mm(wide), Mm(high))
        shape._inline.docPr.set("descr", printable(one.caption))  # read aloud to those who cannot see it
    put(cell.add_paragraph(), one.caption, size=8.5, align=Align.CENTER).paragraph_format.space_after = Pt(4)
