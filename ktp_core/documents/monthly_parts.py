"""Parts of a section of the monthly report as flowables: a table, a chart under its finding, the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.graphics.shapes import Drawing
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from ktp_core.documents import monthly_tables, pdf_bars, pdf_lines, pdf_map, pdf_multiples
from ktp_core.documents.fonts import BOLD
from ktp_core.documents.pdf_axes import MUTED, known
from ktp_core.documents.pdf_blocks import ROOM_FOR_ROWS
from ktp_core.documents.pdf_text import BASE, text
from ktp_core.reports.model import Chart, Look, Map, Part, Table

ROOM = float(ROOM_FOR_ROWS)
_WHOLE, _FEW = 230.0, 6  # points; rows: a table that is lower, or has no more, is not divided
_MANY = 7  # lines that one chart can hold
_FINDING = ParagraphStyle("finding", BASE, fontName=BOLD, fontSize=10.5, leading=13.5)
_TITLE = ParagraphStyle("chart", BASE, fontSize=9, leading=12, textColor=MUTED, spaceAfter=5)
_RUNNING = "Garis putus-putus: bulan berjalan, belum selesai."
_GO_ON = "{title} (lanjutan)"


def flowables(part: Part, shapes: Mapping[str, Any], width: float) -> list[Flowable]:
    """One part with the space under it. What stays on one page is one flowable; else the room that its beginning asks
    for stands first."""
    if isinstance(part, Table):
        return _table(part, width)
    if isinstance(part, Map):
        return _map(part, shapes, width)
    return _lines(part, width) if part.look is Look.LINES else _bars(part, width)


def height(parts: Sequence[Flowable], width: float) -> float:
    """Points they take one below another."""
    inner = [two for one in parts for two in (one._content if isinstance(one, KeepTogether) else [one])]
    return sum(one.wrap(width, 1e6)[1] + one.getSpaceBefore() + one.getSpaceAfter() for one in inner)


def _table(part: Table, width: float) -> list[Flowable]:
    made = [*monthly_tables.flowables(part, width), Spacer(1, 12)]
    most = 2 * _WHOLE if len(part.rows) <= _FEW else _WHOLE
    return [KeepTogether(made)] if height(made, width) <= most else [CondPageBreak(ROOM), *made]


def _map(part: Map, shapes: Mapping[str, Any], width: float) -> list[Flowable]:
    missing = pdf_map.missing(part, shapes)
    note = [text(f"Tanpa batas wilayah, tidak tergambar: {', '.join(missing)}.", _TITLE)] if missing else []
    return [KeepTogether([*_head(part), pdf_map.draw(part, shapes, width), *note, Spacer(1, 12)])]


def _lines(part: Chart, width: float) -> list[Flowable]:
    note = [text(_RUNNING, _TITLE)] if part.running and known(part.series) else []
    draw = pdf_multiples.draw if len(part.series) > _MANY else pdf_lines.draw
    return [KeepTogether([*_head(part), draw(part, width), *note, Spacer(1, 10)])]


def _bars(part: Chart, width: float) -> list[Flowable]:
    first, *others = pdf_bars.draw(part, width)
    found: list[Flowable] = [KeepTogether([*_head(part), first, Spacer(1, 12)])]
    return found + [_more(part, drawing) for drawing in others]


def _more(part: Chart, drawing: Drawing) -> Flowable:
    return KeepTogether([text(_GO_ON.format(title=part.title), _TITLE), drawing, Spacer(1, 12)])


def _head(part: Chart | Map) -> list[Flowable]:
    """What it shows, then what it is."""
    return [text(said, style) for said, style in ((part.finding, _FINDING), (part.title, _TITLE)) if said]
