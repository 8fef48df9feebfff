"""Tables, signatures and slips written into a DOCX."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Mm, Pt

from ktp_core.documents import docx_tables, model
from ktp_core.documents.docx_text import facts, first, grid, put
from ktp_core.documents.model import Align

_SHADE = "E6ECF0"
SLIP_MM = 63.0


def table(made: Any, block: model.Table, width: float) -> None:
    """Headings, and the caption above them, stand again on every page."""
    shares = sum(column.share for column in block.columns)
    all_mm = [width * column.share / shares for column in block.columns]
    lead, size = (2, 1)[not block.caption], 8.5 if block.small else 9.5
    shown = made.add_table(lead + len(block.rows), len(all_mm))
    docx_tables.bordered(shown, "single")
    docx_tables.padded(shown, 1.2, 0.6 if block.small else 0.8)
    rows = list(shown.rows)
    for at, row in enumerate(rows):
        docx_tables.row(row, header=at < lead, least_mm=block.row_mm if at >= lead else 0)
    _fill(rows[lead - 1], tuple(column.title for column in block.columns), block, size, bold=True)
    for cell in rows[lead - 1].cells:
        docx_tables.shaded(cell, _SHADE)
    last = len(block.rows) - 1 if block.total else -1
    for at, (row, contents) in enumerate(zip(rows[lead:], block.rows, strict=True)):
        _fill(row, contents, block, size, bold=at == last)
    docx_tables.widths(shown, all_mm)
    if block.caption:
        _caption(rows[0], block)
    for row in rows[:lead]:
        for part in (part for cell in row.cells for part in cell.paragraphs):
            part.paragraph_format.keep_with_next = True


def _fill(row: Any, contents: tuple[str, ...], block: model.Table, size: float, *, bold: bool) -> None:
    for cell, content, column in zip(row.cells, contents, block.columns, strict=True):
        put(first(cell), content, size=size, bold=bold, align=column.align).paragraph_format.line_spacing = 1.0
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER


def _caption(row: Any, block: model.Table) -> None:
    cell = row.cells[0].merge(row.cells[-1])
    docx_tables.without_lines(cell)
    put(first(cell), block.caption, size=9.5, bold=True)
    if block.note:
        put(cell.add_paragraph(), block.note, size=8).paragraph_format.line_spacing = 1.0


def signatures(made: Any, block: model.Signatures, width: float) -> None:
    """Role, room to sign, name, rank, NIP; one alone stands on the right."""
    places = max(2, len(block.signers))
    spacer = made.add_paragraph()
    spacer.paragraph_format.line_spacing, spacer.paragraph_format.keep_with_next = Pt(6), True
    all_mm = [width / places] * places
    shown = grid(made, 3 if block.dated else 2, all_mm)
    rows = list(shown.rows)
    if block.dated:
        put(first(rows[0].cells[-1]), block.dated, align=Align.CENTER)
    begin = places - len(block.signers)
    for role, name, signer in zip(rows[-2].cells[begin:], rows[-1].cells[begin:], block.signers, strict=True):
        put(first(role), signer.role, align=Align.CENTER).paragraph_format.space_after = Mm(18)
        _name(name, signer)
    for row in rows:
        docx_tables.row(row)
    for part in (part for row in rows[:-1] for cell in row.cells for part in cell.paragraphs):
        part.paragraph_format.keep_with_next = True
    docx_tables.widths(shown, all_mm)


def _name(cell: Any, signer: model.Signer) -> None:
    put(first(cell), signer.name or model.SIGN_HERE, bold=bool(signer.name), align=Align.CENTER)
    for line in (signer.rank, f"NIP {signer.nip}" if signer.nip else ""):
        if line:
            put(cell.add_paragraph(), line, align=Align.CENTER)


def slips(made: Any, block: model.Slips, width: float) -> None:
    """Two columns with dashed lines to cut along, no slip split over two pages."""
    if not block.slips:
        return
    shown = made.add_table((len(block.slips) + 1) // 2, 2)
    docx_tables.bordered(shown, "dashed")
    docx_tables.padded(shown, 4.5, 2.5)
    docx_tables.widths(shown, [width / 2] * 2)
    left = list(block.slips)
    for row in shown.rows:
        docx_tables.row(row, least_mm=SLIP_MM)
        for cell, slip in zip(row.cells, left[:2], strict=False):
            _slip(cell, slip, width / 2 - 9)
        left = left[2:]


def _slip(cell: Any, slip: model.Slip, width: float) -> None:
    put(first(cell), slip.head, size=7.5, align=Align.CENTER)
    title = put(cell.add_paragraph(), slip.title, size=10.5, bold=True, align=Align.CENTER)
    title.paragraph_format.space_after = Pt(4)
    facts(cell, slip.facts, width, size=9)
    last = put(cell.paragraphs[-1], slip.text, size=8.5)  # a paragraph stands behind the facts already
    last.paragraph_format.space_before = Pt(4)
