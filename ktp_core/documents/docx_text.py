"""Text of a DOCX: runs, paragraphs, lines of label and value."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from ktp_core.documents import docx_tables, docx_xml
from ktp_core.documents.fonts import printable
from ktp_core.documents.model import Align, Letterhead, Style

ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_SPACE_AFTER = {Style.BODY: 5, Style.INDENT: 6, Style.STRONG: 5, Style.SMALL: 4}


def put(paragraph: Any, content: str, *, size: float = 0, bold: bool = False, align: Align | None = None) -> Any:
    """Add text; line breaks stay. The paragraph itself comes back."""
    for at, line in enumerate(printable(content.rstrip("\t")).split("\n")):
        run = paragraph.add_run()
        if at:
            run.add_break()
        run.add_text(line)
        _shape(run, size, bold)
    if content.endswith("\t"):
        paragraph.add_run().add_tab()
    if align is not None:
        paragraph.alignment = ALIGNMENTS[align]
    return paragraph


def _shape(run: Any, size: float, bold: bool) -> None:
    if size:
        run.font.size = Pt(size)
    if bold:
        run.bold = True


def paragraph(where: Any, content: str, style: Style, *, with_next: bool = False) -> None:
    """Running text."""
    made = put(where.add_paragraph(), content, size=9 if style is Style.SMALL else 0, bold=style is Style.STRONG)
    made.paragraph_format.space_after = Pt(_SPACE_AFTER[style])
    made.paragraph_format.keep_with_next = with_next
    if style is Style.INDENT:
        made.paragraph_format.first_line_indent = Mm(11)
        made.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def letterhead(made: Any, head: Letterhead) -> None:
    """Kop surat with its double line."""
    lines = [(head.government, 13.0, False), (head.office, 15.0, True), (head.address, 9.0, False)]
    shown = [line for line in lines if line[0]]
    for content, size, bold in shown:
        last = put(made.add_paragraph(), content, size=size, bold=bold, align=Align.CENTER)
        last.paragraph_format.line_spacing = 1.0
    docx_xml.line_below(last)
    last.paragraph_format.space_after = Pt(10)


def first(cell: Any) -> Any:
    """The paragraph every cell begins with."""
    return cell.paragraphs[0]


def grid(where: Any, rows: int, all_mm: list[float]) -> Any:
    """A table without lines. `where`: the document or a cell."""
    made = where.add_table(rows, len(all_mm))
    docx_tables.bordered(made, "nil")
    docx_tables.padded(made, 0, 0.1)
    return made


def facts(where: Any, rows: tuple[tuple[str, str], ...], width: float, size: float = 0) -> None:
    """Label : value, the colons under each other."""
    widest = max(stringWidth(printable(label), "Helvetica", size or 10.5) for label, _ in rows)  # as wide as Arial
    first_mm = min(widest / mm + 4, width * 0.45)
    all_mm = [first_mm, 3.0, width - first_mm - 3.0]
    made = grid(where, len(rows), all_mm)
    for row, (label, value) in zip(made.rows, rows, strict=True):
        for cell, content in zip(row.cells, (label, ":", value), strict=True):
            put(first(cell), content, size=size)
    docx_tables.widths(made, all_mm)
