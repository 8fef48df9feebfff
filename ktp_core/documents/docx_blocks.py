"""Blocks of a document written into a DOCX."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.enum.text import WD_BREAK
from docx.shared import Pt

from ktp_core.documents import docx_tables, docx_xml, model
from ktp_core.documents.docx_grids import signatures, slips, table
from ktp_core.documents.docx_pictures import code, pictures
from ktp_core.documents.docx_text import facts, first, grid, paragraph, put
from ktp_core.documents.model import Align


def write(made: Any, block: model.Block, width: float) -> None:
    """One block at the end of the document. `width` in mm."""
    WRITERS[type(block)](made, block, width)


def gap(made: Any, points: float) -> None:
    """Empty room; it also keeps two tables apart, which would otherwise become one."""
    empty = made.add_paragraph()
    empty.paragraph_format.line_spacing = Pt(points)
    empty.paragraph_format.space_after = Pt(0)


def _paragraph(made: Any, block: model.Paragraph, width: float) -> None:
    paragraph(made, block.text, block.style, with_next=block.with_next)


def _title(made: Any, block: model.Title, width: float) -> None:
    name = put(made.add_paragraph(), block.text, size=13, bold=True, align=Align.CENTER)
    name.paragraph_format.keep_with_next = True
    docx_xml.outlined(name, 0)
    if block.below:
        put(made.add_paragraph(), block.below, align=Align.CENTER).paragraph_format.keep_with_next = True
    gap(made, 9)


def _heading(made: Any, block: model.Heading, width: float) -> None:
    name = put(made.add_paragraph(), block.text, bold=True)
    docx_xml.outlined(name, 1)
    spacing = name.paragraph_format
    spacing.space_before, spacing.space_after, spacing.keep_with_next = Pt(7), Pt(3), True


def _opening(made: Any, block: model.Opening, width: float) -> None:
    left, right = width * 0.57, width * 0.43
    made_grid = grid(made, 1, [left, right])
    docx_tables.widths(made_grid, [left, right])
    one, two = made_grid.rows[0].cells
    first(one).paragraph_format.line_spacing = Pt(26.5)
    facts(one, block.facts, left - 8)
    put(first(two), block.dated).paragraph_format.space_after = Pt(14)
    for line in block.addressee:
        put(two.add_paragraph(), line)
    gap(made, 8)


def _facts(made: Any, block: model.Facts, width: float) -> None:
    if block.rows:
        facts(made, block.rows, width)
        gap(made, 7)


def _code(made: Any, block: model.Code, width: float) -> None:
    code(made, block, width)
    gap(made, 6)


def _items(made: Any, block: model.Items, width: float) -> None:
    if not block.texts:
        return
    listed = grid(made, len(block.texts), [8, width - 8])
    for n, (row, content) in enumerate(zip(listed.rows, block.texts, strict=True), start=1):
        put(first(row.cells[0]), f"{n}.")
        put(first(row.cells[1]), content)
    docx_tables.widths(listed, [8, width - 8])
    gap(made, 6)


def _table(made: Any, block: model.Table, width: float) -> None:
    table(made, block, width)
    gap(made, 8)


def _page_break(made: Any, block: model.PageBreak, width: float) -> None:
    at_end = made.add_paragraph()
    at_end.paragraph_format.line_spacing = Pt(1)
    at_end.add_run().add_break(WD_BREAK.PAGE)


WRITERS: dict[type, Callable[[Any, Any, float], None]] = {
    model.Paragraph: _paragraph,
    model.Title: _title,
    model.Heading: _heading,
    model.Opening: _opening,
    model.Facts: _facts,
    model.Code: _code,
    model.Items: _items,
    model.Table: _table,
    model.Pictures: pictures,
    model.Signatures: signatures,
    model.Slips: slips,
    model.PageBreak: _page_break,
}
