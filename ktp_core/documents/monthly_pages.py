"""Pages of a monthly report: made until the page numbers of its contents are right; foot, bookmarks, two ways up."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageBreak, PageTemplate, Table
from reportlab.platypus import Paragraph as Text

from ktp_core.documents import fonts
from ktp_core.documents.pdf import BOTTOM, LEFT, RIGHT, TOP, foot
from ktp_core.documents.pdf_axes import GRID
from ktp_core.documents.pdf_text import BARE, BASE, text

WIDTH = A4[0] - LEFT - RIGHT
ACROSS = landscape(A4)[0] - LEFT - RIGHT
LONG = 6  # pages; a longer report has a list of its contents
_HEADING = ParagraphStyle("section", BASE, fontName=fonts.BOLD, fontSize=14, leading=18, spaceBefore=10, spaceAfter=4)
_ENTRY = ParagraphStyle("entry", BASE, fontSize=10.5, leading=13)
_NUMBER = ParagraphStyle("entry page", _ENTRY, alignment=TA_RIGHT)


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading and the page it stands on."""

    key: str
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class About:
    """What a PDF says of itself, and the foot of its pages."""

    title: str
    author: str
    subject: str
    footer: str


class Heading(Text):
    """Above a section; a bookmark, and noted with its page."""

    def __init__(self, key: str, title: str) -> None:
        self.key, self.title = key, fonts.printable(title)
        super().__init__(escape(self.title), _HEADING)
        self.keepWithNext = 1

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Never: it goes to the next page whole."""
        return []

    def draw(self) -> None:
        """Drawn, and marked in the file."""
        self.canv.bookmarkPage(self.key)
        self.canv.addOutlineEntry(self.title, self.key, 0)
        self.canv.noted.append(Entry(self.key, self.title, self.canv.getPageNumber()))
        super().draw()


Story = Callable[[Sequence[Entry]], list[Flowable]]


def made(story: Story, about: About) -> bytes:
    """The file. `story` is asked again with its contents once their pages are known."""
    content, entries, pages = _pass(story, about, (), 0)
    if pages <= LONG:
        return _pass(story, about, (), pages)[0]
    for _ in range(4):  # the list takes room of its own, once
        content, found, counted = _pass(story, about, entries, pages)
        if (found, counted) == (entries, pages):
            break
        entries, pages = found, counted
    return content


def _pass(story: Story, about: About, entries: Sequence[Entry], pages: int) -> tuple[bytes, list[Entry], int]:
    out, noted = io.BytesIO(), []  # type: ignore[var-annotated]

    def begin(canvas: Canvas, template: Any) -> None:
        canvas.noted = noted
        canvas.showOutline()
        foot(canvas, fonts.printable(about.footer), f"Halaman {canvas.getPageNumber()} dari {pages}")

    template = BaseDocTemplate(
        out, pagesize=A4, title=fonts.printable(about.title), author=fonts.printable(about.author),
        subject=fonts.printable(about.subject), lang="id-ID", creator="", producer="", invariant=1,
        initialFontName=fonts.REGULAR, displayDocTitle=1,
    )  # fmt: skip
    template.addPageTemplates([_upright(begin), _across(begin)])
    template.build(story(entries))
    return out.getvalue(), noted, template.page


def _upright(begin: Callable[..., None]) -> PageTemplate:
    frame = Frame(LEFT, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0)
    return PageTemplate("upright", [frame], onPage=begin, pagesize=A4)


def _across(begin: Callable[..., None]) -> PageTemplate:
    size = landscape(A4)
    return PageTemplate(
        "across", [Frame(LEFT, BOTTOM, ACROSS, size[1] - TOP - BOTTOM, 0, 0, 0, 0)], onPage=begin, pagesize=size
    )


def across(flowables: list[Flowable]) -> list[Flowable]:
    """On pages of their own whose long side is the upper one."""
    return [
        NextPageTemplate("across"), PageBreak(), *flowables, NextPageTemplate("upright"), PageBreak(),
    ]  # fmt: skip


def contents(entries: Sequence[Entry]) -> list[Flowable]:
    """The list of sections with their pages; a click leads there."""
    rows = [[_linked(one, one.title, _ENTRY), _linked(one, str(one.page), _NUMBER)] for one in entries]
    rules = [*BARE, ("LINEBELOW", (0, 0), (-1, -1), 0.4, GRID), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]
    return [text("Isi", _HEADING), Table(rows, [WIDTH - 14 * mm, 14 * mm], style=rules)]


def _linked(one: Entry, said: str, style: ParagraphStyle) -> Text:
    return Text(f'<a href="#{one.key}">{escape(said)}</a>', style)
