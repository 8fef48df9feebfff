"""Tables of a monthly report on paper: columns as wide as what stands in them, numbers to the right, heads repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Table

from ktp_core.documents import model
from ktp_core.documents.fonts import BOLD
from ktp_core.documents.monthly_words import DASH, cell, parts, percent
from ktp_core.documents.pdf_axes import MUTED, wide
from ktp_core.documents.pdf_text import ALIGNMENTS, CELL, FACE, STYLES, short_text, text
from ktp_core.reports import model as reports

_SIDE, _SIZES = 4.5, (9.0, 8.0, 7.0)
_LONGEST_TEXT = 190.0  # points a column of text asks for at most; what is longer is wrapped
_RULE, _STRONG, _SHADE = (colors.HexColor(shade) for shade in ("#DCE3E8", "#6B7C87", "#EEF3F6"))
_RIGHT = {reports.Kind.NUMBER, reports.Kind.SHARE, reports.Kind.DECIMAL, reports.Kind.DAY}
_CAPTION = ParagraphStyle("table name", CELL, fontName=BOLD)
_NOTE = ParagraphStyle("table note", STYLES[model.Style.SMALL], textColor=MUTED, spaceBefore=2, spaceAfter=0)
_EMPTY = "Tidak ada baris."


@dataclass(frozen=True, slots=True)
class _Column:
    """A column with its texts. `natural`: points it asks for, `least`: those below which words are torn apart."""

    title: str
    right: bool
    texts: tuple[str, ...]
    natural: float
    least: float


def flowables(table: reports.Table, width: float) -> list[Flowable]:
    """The table with its name above (again on every page) and its note below."""
    note = [text(table.note, _NOTE)] if table.note else []
    if not table.rows:
        return [text(table.title, _CAPTION), text(_EMPTY, _NOTE), *note]
    for size in _SIZES:
        columns = [_column(table, at, size) for at in range(len(table.columns))]
        if sum(one.natural for one in columns) <= width:
            return [_drawn(table, columns, size, width), *note]
    for size in _SIZES:
        columns = [_column(table, at, size, two_lines=True) for at in range(len(table.columns))]
        if sum(one.least for one in columns) <= width:
            break
    return [_drawn(table, columns, size, width), *note]


def fits(table: reports.Table, width: float) -> bool:
    """Whether no word must be torn apart on paper of that width."""
    columns = [_column(table, at, _SIZES[-1], two_lines=True) for at in range(len(table.columns))]
    return sum(one.least for one in columns) <= width


def _column(table: reports.Table, at: int, size: float, *, two_lines: bool = False) -> _Column:
    kind, title = table.columns[at].kind, table.columns[at].title
    texts = tuple(_text(row[at], two_lines) for row in table.rows)
    whole = [line for one in texts for line in one.split("\n")]
    if kind in _RIGHT:
        pieces = whole
    else:
        pieces = [word for line in whole for word in line.split()]
    heads = [wide(word, size, BOLD) for word in title.split()]
    least = max([wide(word, size, BOLD) for word in pieces] + heads, default=0.0)
    two = wide(title, size, BOLD) * 0.62  # a heading in two lines
    natural = max([min(wide(line, size, BOLD), _LONGEST_TEXT) for line in whole] + heads + [two], default=0.0)
    return _Column(title, kind in _RIGHT, texts, natural + 2 * _SIDE + 1, min(least, 140.0) + 2 * _SIDE + 1)


def _text(value: reports.Cell, two_lines: bool) -> str:
    if two_lines and isinstance(value, reports.Share) and (value.n is not None or value.of is not None):
        return f"{percent(value.n, value.of)}\n{parts(value)}"
    return cell(value) or DASH


def _widths(columns: Sequence[_Column], width: float) -> list[float]:
    """What is over goes to the columns of text, or to all; what is missing is taken from those that can give."""
    natural, least = [one.natural for one in columns], [one.least for one in columns]
    spare = width - sum(natural)
    if spare >= 0:
        takers = [not one.right for one in columns]
        share = min(spare / max(sum(takers), 1), 60.0)
        widths = [have + share * taker for have, taker in zip(natural, takers, strict=True)]
        rest = (width - sum(widths)) / len(columns)
        return [one + rest for one in widths]
    give = [have - need for have, need in zip(natural, least, strict=True)]
    if sum(give) + spare >= 0:
        return [have + spare * one / sum(give) for have, one in zip(natural, give, strict=True)]
    return [width * one / sum(least) for one in least]


def _drawn(table: reports.Table, columns: Sequence[_Column], size: float, width: float) -> Table:
    plain = ParagraphStyle("report cell", CELL, fontSize=size, leading=size + 2.2)
    bold = ParagraphStyle("report sum", plain, fontName=BOLD)
    widths = _widths(columns, width)
    lead = [[text(table.title, _CAPTION), *[""] * (len(columns) - 1)]]
    heads: list[list[Any]] = [[text(one.title, _aligned(bold, one)) for one in columns]]
    rows: list[list[Any]] = []
    for at in range(len(table.rows)):
        style = bold if table.total and at == len(table.rows) - 1 else plain
        cells = zip(columns, widths, strict=True)
        rows.append([short_text(one.texts[at], _aligned(style, one), wide_ - 2 * _SIDE) for one, wide_ in cells])
    rules = _rules(columns, plain, table.total)
    return Table(lead + heads + rows, widths, repeatRows=2, splitInRow=30, style=rules)


def _aligned(style: ParagraphStyle, one: _Column) -> ParagraphStyle:
    return ParagraphStyle(f"{style.name} {one.right}", style, alignment=ALIGNMENTS["right" if one.right else "left"])


def _rules(columns: Sequence[_Column], cell_style: ParagraphStyle, total: bool) -> list[Any]:
    rules: list[Any] = [
        FACE,
        ("SPAN", (0, 0), (-1, 0)), ("LEFTPADDING", (0, 0), (-1, 0), 0),
        ("BACKGROUND", (0, 1), (-1, 1), _SHADE), ("LINEBELOW", (0, 1), (-1, 1), 0.9, _STRONG),
        ("LINEBELOW", (0, 2), (-1, -1), 0.4, _RULE),
        ("VALIGN", (0, 1), (-1, 1), "BOTTOM"), ("VALIGN", (0, 2), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2.2), ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LEFTPADDING", (0, 1), (-1, -1), _SIDE), ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE),
        ("FONTSIZE", (0, 2), (-1, -1), cell_style.fontSize), ("LEADING", (0, 2), (-1, -1), cell_style.leading),
        ("TEXTCOLOR", (0, 2), (-1, -1), cell_style.textColor),
        *(("ALIGN", (at, 2), (at, -1), "RIGHT" if one.right else "LEFT") for at, one in enumerate(columns)),
    ]  # fmt: skip
    if total:
        rules += [("LINEABOVE", (0, -1), (-1, -1), 0.9, _STRONG), ("FONTNAME", (0, -1), (-1, -1), BOLD)]
    return rules
