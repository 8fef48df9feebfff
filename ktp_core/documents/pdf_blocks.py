"""Blocks of a document as reportlab flowables."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Image, PageBreak, Spacer, Table

from ktp_core.documents import codes, model, photos
from ktp_core.documents.pdf_grids import signatures, slips, table
from ktp_core.documents.pdf_text import BARE, BASE, CAPTION, CENTERED, HEADING, LETTERS, STYLES, TITLE, facts, text

ROOM_FOR_ROWS = 38 * mm  # the headings of a table and its first rows stay together
LEADING_LINE = 14 * mm


def flowables(block: model.Block, width: float, *, leads: int = 0) -> list[Flowable]:
    """One block. `leads`: it and how many more stand before a table, whose first rows must find room after them."""
    made = MAKERS[type(block)](block, width)
    if isinstance(block, model.Table):
        return [CondPageBreak(ROOM_FOR_ROWS), *made, Spacer(1, 8)]
    if leads:
        made[-1].keepWithNext = 0
        return [CondPageBreak(ROOM_FOR_ROWS + leads * LEADING_LINE), *made]
    return made


def _paragraph(block: model.Paragraph, width: float) -> list[Flowable]:
    made = text(block.text, STYLES[block.style])
    made.keepWithNext = int(block.with_next)
    return [made]


def _title(block: model.Title, width: float) -> list[Flowable]:
    below = [text(block.below, CENTERED)] if block.below else []
    return [text(block.text, TITLE), *below, Spacer(1, 9)]


def _heading(block: model.Heading, width: float) -> list[Flowable]:
    made = text(block.text, HEADING)
    made.keepWithNext = 1
    return [made]


def _page_break(block: model.PageBreak, width: float) -> list[Flowable]:
    return [PageBreak()]


def _items(block: model.Items, width: float) -> list[Flowable]:
    rows = [[text(f"{n}."), text(item)] for n, item in enumerate(block.texts, start=1)]
    return [Table(rows, [8 * mm, width - 8 * mm], style=BARE, splitInRow=30), Spacer(1, 6)] if rows else []


def _facts(block: model.Facts, width: float) -> list[Flowable]:
    return [facts(block.rows, width), Spacer(1, 7)] if block.rows else []


def _opening(block: model.Opening, width: float) -> list[Flowable]:
    left, right = width * 0.57, width * 0.43
    gap = Spacer(1, BASE.leading)
    lines = [[text(block.dated)], [gap], *([text(line)] for line in block.addressee)]
    first = [[gap], [gap], [facts(block.facts, left - 8 * mm)]]
    cells = [Table(first, [left - 8 * mm], style=BARE), Table(lines, [right], style=BARE)]
    return [Table([cells], [left, right], style=BARE, splitInRow=30), Spacer(1, 14)]


def _code(block: model.Code, width: float) -> list[Flowable]:
    bars, square = codes.bars(block.text), codes.qr(block.text)
    right = [[[bars, text(block.text, LETTERS)], square]]
    used = bars.width + square.width
    said = facts(block.facts, width - used - 4 * mm) if block.facts else ""
    rule = [*BARE, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    scanned = Table(right, [bars.width, square.width], style=rule)
    return [Table([[said, scanned]], [width - used, used], style=rule, splitInRow=30), Spacer(1, 6)]


def _pictures(block: model.Pictures, width: float) -> list[Flowable]:
    if not block.pictures:
        return []
    each = width / max(2, len(block.pictures))
    cells = [[_picture(one, each - 5 * mm), text(one.caption, CAPTION)] for one in block.pictures]
    paddings = [("TOPPADDING", (0, 0), (-1, -1), 3), ("BOTTOMPADDING", (0, 0), (-1, -1), 4)]
    rule = [*BARE, ("ALIGN", (0, 0), (-1, -1), "CENTER"), *paddings]
    return [Table([cells], [each] * len(cells), style=rule, hAlign="CENTER"), Spacer(1, 6)]


def _picture(one: model.Picture, width: float) -> Flowable:
    photo = photos.ready(one.content)
    if photo is None:
        return text(photos.UNREADABLE, CENTERED)
    return Image(io.BytesIO(photo.content), *photo.fitted(width, 68 * mm))


MAKERS: dict[type, Callable[[Any, float], list[Flowable]]] = {
    model.Paragraph: _paragraph,
    model.Title: _title,
    model.Heading: _heading,
    model.Opening: _opening,
    model.Facts: _facts,
    model.Code: _code,
    model.Items: _items,
    model.Table: table,
    model.Pictures: _pictures,
    model.Signatures: signatures,
    model.Slips: slips,
    model.PageBreak: _page_break,
}
