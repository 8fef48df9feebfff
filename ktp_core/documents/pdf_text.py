"""Text of a PDF: its styles, and lines of label and value."""

from __future__ import annotations

from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, HRFlowable, Paragraph, Table

from ktp_core.documents.fonts import BOLD, REGULAR, printable
from ktp_core.documents.model import Letterhead, Style

INK = colors.HexColor("#16242F")
BASE = ParagraphStyle("base", fontName=REGULAR, fontSize=11, leading=14.5, textColor=INK, bulletFontName=REGULAR)
STYLES = {
    Style.BODY: ParagraphStyle("body", BASE, spaceAfter=5),
    Style.INDENT: ParagraphStyle("indent", BASE, alignment=TA_JUSTIFY, firstLineIndent=11 * mm, spaceAfter=6),
    Style.STRONG: ParagraphStyle("strong", BASE, fontName=BOLD, spaceAfter=5),
    Style.SMALL: ParagraphStyle("small", BASE, fontSize=9, leading=11.5, spaceAfter=4),
}
CENTERED = ParagraphStyle("centered", BASE, alignment=TA_CENTER)
CAPTION = ParagraphStyle("caption", STYLES[Style.SMALL], alignment=TA_CENTER)
TITLE = ParagraphStyle("title", CENTERED, fontName=BOLD, fontSize=13.5, leading=17)
LETTERS = ParagraphStyle("letters", CENTERED, fontName=BOLD, fontSize=12, leading=15)
HEADING = ParagraphStyle("heading", BASE, fontName=BOLD, spaceBefore=7, spaceAfter=3, keepWithNext=1)
CELL = ParagraphStyle("cell", BASE, fontSize=10, leading=12.5)
SMALL_CELL = ParagraphStyle("small cell", BASE, fontSize=9, leading=11)
ALIGNMENTS = {"left": 0, "center": TA_CENTER, "right": TA_RIGHT}
_GOVERNMENT = ParagraphStyle("government", CENTERED, fontSize=13, leading=16)
_OFFICE = ParagraphStyle("office", CENTERED, fontName=BOLD, fontSize=15.5, leading=18.5)
_ADDRESS = ParagraphStyle("address", CENTERED, fontSize=9.5, leading=12)
FACE = ("FONTNAME", (0, 0), (-1, -1), REGULAR)  # cells of no text name a font too: reportlab's own is not embedded
BARE = [
    FACE,
    ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 0.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5),
]  # fmt: skip


def text(content: str, style: ParagraphStyle = BASE) -> Paragraph:
    """A paragraph of plain text; line breaks and leading spaces stay."""
    shown = escape(printable(content)).replace("\n", "<br/>")
    indent = len(shown) - len(shown.lstrip(" "))
    return Paragraph("&nbsp;" * indent + shown[indent:], style)


def short_text(content: str, style: ParagraphStyle, room: float) -> Paragraph | str:
    """A cell of a table: plain where it fits a line of `room` points (most do, and cost a fifth), else a paragraph."""
    shown = printable(content)
    fits = "\n" not in shown and shown == shown.strip() and stringWidth(shown, style.fontName, style.fontSize) <= room
    return shown if fits else text(content, style)


def letterhead(head: Letterhead, width: float) -> list[Flowable]:
    """Kop surat with its double line."""
    lines = [(head.government, _GOVERNMENT), (head.office, _OFFICE), (head.address, _ADDRESS)]
    thick = HRFlowable(width, thickness=2.2, lineCap="butt", color=colors.black, spaceBefore=4, spaceAfter=2.4)
    thin = HRFlowable(width, thickness=0.7, lineCap="butt", color=colors.black, spaceBefore=0, spaceAfter=10)
    return [*(text(line, style) for line, style in lines if line), thick, thin]


def facts(rows: tuple[tuple[str, str], ...], width: float, style: ParagraphStyle = BASE) -> Table:
    """Label : value, the colons under each other."""
    widest = max(stringWidth(printable(label), style.fontName, style.fontSize) for label, _ in rows)
    first, second = min(widest + 4 * mm, width * 0.45), 3 * mm
    cells = [[text(label, style), text(":", style), text(value, style)] for label, value in rows]
    return Table(cells, [first, second, width - first - second], style=BARE, splitInRow=30)
