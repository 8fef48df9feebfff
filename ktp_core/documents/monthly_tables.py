"""Tables of a monthly report on paper: columns as wide as what stands in them, numbers to the right, heads repeated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Table

from ktp_core.documents import model
from ktp_core.documents.fonts import BOLD
from ktp_core.documents.monthly_columns import SIDE, Wide, column
from ktp_core.documents.monthly_columns import widths as widths_of
from ktp_core.documents.pdf_axes import MUTED
from ktp_core.documents.pdf_text import ALIGNMENTS, CELL, FACE, STYLES, short_text, text
from ktp_core.reports import model as reports

_SIZES = (9.0, 8.0, 7.0)
_RULE, _STRONG, _SHADE = (colors.HexColor(shade) for shade in ("#DCE3E8", "#6B7C87", "#EEF3F6"))
_CAPTION = ParagraphStyle("table name", CELL, fontName=BOLD)
_NOTE = ParagraphStyle("table note", STYLES[model.Style.SMALL], textColor=MUTED, spaceBefore=2, spaceAfter=0)
_EMPTY = "Tidak ada baris."


def flowables(table: reports.Table, width: float) -> list[Flowable]:
    """The table with its name above (again on every page) and its note below."""
    note = [text(table.note, _NOTE)] if table.note else []
    if not table.rows:
        return [text(table.title, _CAPTION), text(_EMPTY, _NOTE), *note]
    for size in _SIZES:
        columns = [column(table, at, size) for at in range(len(table.columns))]
        if sum(one.natural for one in columns) <= width:
            return [_drawn(table, columns, size, width), *note]
    for size in _SIZES:
        columns = [column(table, at, size, two_lines=True) for at in range(len(table.columns))]
        if sum(one.least for one in columns) <= width:
            break
    return [_drawn(table, columns, size, width), *note]


def fits(table: reports.Table, width: float) -> bool:
    """Whether no word must be torn apart on paper of that width."""
    columns = [column(table, at, _SIZES[-1], two_lines=True) for at in range(len(table.columns))]
    return sum(one.least for one in columns) <= width


def _drawn(table: reports.Table, columns: Sequence[Wide], size: float, width: float) -> Table:
    plain = ParagraphStyle("report cell", CELL, fontSize=size, leading=size + 2.2)
    bold = ParagraphStyle("report sum", plain, fontName=BOLD)
    widths = widths_of(columns, width)
    lead = [[text(table.title, _CAPTION), *[""] * (len(columns) - 1)]]
    heads: list[list[Any]] = [[text(one.title, _aligned(bold, one)) for one in columns]]
    rows: list[list[Any]] = []
    for at in range(len(table.rows)):
        style = bold if table.total and at == len(table.rows) - 1 else plain
        cells = zip(columns, widths, strict=True)
        rows.append([short_text(one.texts[at], _aligned(style, one), wide_ - 2 * SIDE) for one, wide_ in cells])
    rules = _rules(columns, plain, table.total)
    return Table(lead + heads + rows, widths, repeatRows=2, splitInRow=30, style=rules)


def _aligned(style: ParagraphStyle, one: Wide) -> ParagraphStyle:
    return ParagraphStyle(f"{style.name} {one.right}", style, alignment=ALIGNMENTS["right" if one.right else "left"])


def _rules(columns: Sequence[Wide], cell_style: ParagraphStyle, total: bool) -> list[Any]:
    rules: list[Any] = [
        FACE,
        ("SPAN", (0, 0), (-1, 0)), ("LEFTPADDING", (0, 0), (-1, 0), 0),
        ("BACKGROUND", (0, 1), (-1, 1), _SHADE), ("LINEBELOW", (0, 1), (-1, 1), 0.9, _STRONG),
        ("LINEBELOW", (0, 2), (-1, -1), 0.4, _RULE),
        ("VALIGN", (0, 1), (-1, 1), "BOTTOM"), ("VALIGN", (0, 2), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6),
        ("LEFTPADDING", (0, 1), (-1, -1), SIDE), ("RIGHTPADDING", (0, 0), (-1, -1), SIDE),
        ("FONTSIZE", (0, 2), (-1, -1), cell_style.fontSize), ("LEADING", (0, 2), (-1, -1), cell_style.leading),
        ("TEXTCOLOR", (0, 2), (-1, -1), cell_style.textColor),
        *(("ALIGN", (at, 2), (at, -1), "RIGHT" if one.right else "LEFT") for at, one in enumerate(columns)),
    ]  # fmt: skip
    if total:
        rules += [("LINEABOVE", (0, -1), (-1, -1), 0.9, _STRONG), ("FONTNAME", (0, -1), (-1, -1), BOLD)]
    return rules
