"""A document as PDF: A4, embedded type, page numbers with their total. Same document, same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate, Spacer

from ktp_core.documents import fonts
from ktp_core.documents.keeping import held, leading
from ktp_core.documents.model import Document, PageBreak
from ktp_core.documents.pdf_blocks import flowables
from ktp_core.documents.pdf_text import letterhead

LEFT, RIGHT, TOP, BOTTOM = 22 * mm, 18 * mm, 14 * mm, 18 * mm


def render(document: Document) -> bytes:
    """The file."""
    fonts.register()
    out, size = io.BytesIO(), landscape(A4) if document.wide else A4
    frame = Frame(LEFT, BOTTOM, size[0] - LEFT - RIGHT, size[1] - TOP - BOTTOM, 0, 0, 0, 0)
    template = BaseDocTemplate(
        out, pagesize=size, title=fonts.printable(document.title), author=_author(document), lang="id-ID",
        creator="", producer="", invariant=1, initialFontName=fonts.REGULAR, displayDocTitle=1,
    )  # fmt: skip
    template.addPageTemplates([PageTemplate("page", [frame])])
    template.build(_story(document, frame._width), canvasmaker=_numbered(fonts.printable(document.footer)))
    return out.getvalue()


def _author(document: Document) -> str:
    return fonts.printable(document.letterhead.office) if document.letterhead else ""


def _story(document: Document, width: float) -> list[Flowable]:
    story = letterhead(document.letterhead, width) if document.letterhead else []
    stays, leads, kept = held(document.blocks), leading(document.blocks), []
    for at, block in enumerate(document.blocks):
        if isinstance(block, PageBreak) and at == len(document.blocks) - 1:  # no empty last page
            continue
        made = flowables(block, width, leads=leads.get(at, 0))
        if at in stays:
            kept += made
        else:
            story += [KeepTogether([*kept, *made])] if kept else made
            kept = []
    return story or [Spacer(1, 1)]  # reportlab makes no page of nothing


def _numbered(footer: str) -> Callable[..., Canvas]:
    """A canvas that holds its pages back until their number is known."""

    class Numbered(Canvas):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            pages = self._pages
            for number, page in enumerate(pages, start=1):
                self.__dict__.update(page)
                foot(self, footer, f"Halaman {number} dari {len(pages)}")
                super().showPage()
            super().save()

    return Numbered


def foot(canvas: Canvas, footer: str, numbers: str) -> None:
    """The foot of a page; what has no room ends in dots."""
    width, size = canvas._pagesize[0], 8
    canvas.setFont(fonts.REGULAR, size)
    canvas.setFillGray(0.35)
    canvas.drawRightString(width - RIGHT, 9 * mm, numbers)
    room = width - LEFT - RIGHT - canvas.stringWidth(numbers, fonts.REGULAR, size) - 6 * mm
    canvas.drawString(LEFT, 9 * mm, _cut(footer, room, lambda text: canvas.stringWidth(text, fonts.REGULAR, size)))


def _cut(text: str, room: float, measure: Callable[[str], float]) -> str:
    lengths: Iterable[int] = range(len(text), 0, -1)
    if measure(text) <= room:
        return text
    return next((text[:n].rstrip() + "…" for n in lengths if measure(text[:n].rstrip() + "…") <= room), "")
