"""Tables, signatures and slips of a document as reportlab flowables."""

from __future__ import annotations

from typing import Any

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from ktp_core.documents import model
from ktp_core.documents.fonts import BOLD
from ktp_core.documents.pdf_text import (
    ALIGNMENTS,
    BARE,
    BASE,
    CELL,
    CENTERED,
    FACE,
    SMALL_CELL,
    STYLES,
    facts,
    short_text,
    text,
)

_LINE, _SHADE = colors.HexColor("#6B7C87"), colors.HexColor("#E6ECF0")
_SLIP_HEAD = ParagraphStyle("slip head", CENTERED, fontSize=8, leading=10)
_SLIP_TITLE = ParagraphStyle("slip title", CENTERED, fontName=BOLD, fontSize=11, leading=14, spaceAfter=5)
_SLIP = ParagraphStyle("slip", BASE, fontSize=10, leading=12.4)
_SLIP_TEXT = ParagraphStyle("slip text", BASE, fontSize=9, leading=11)
_SIDE = 3.5  # points between a line and the text beside it
SLIP_MM = 64.0  # four rows of slips on a page
_TALL = 120 * mm  # any page has room for a row up to this


class _Rows(Table):
    """Rows of a list stay whole: reportlab would split one that meets the end of a page, headings above it again."""

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Only a row that no page might hold is split."""
        self._calc(availWidth, availHeight)
        first = self._rowHeights[self.repeatRows :][:1]
        self.splitInRow = 30 if first and first[0] > _TALL else 0
        return list(super().split(availWidth, availHeight))


def table(block: model.Table, width: float) -> list[Flowable]:
    """Headings, and the caption above them, stand again on every page; a row taller than a page is split."""
    cell = SMALL_CELL if block.small else CELL
    shares = sum(column.share for column in block.columns)
    widths = [width * column.share / shares for column in block.columns]
    styles = [_styled(cell, column.align) for column in block.columns]
    head = [_styled(ParagraphStyle("head", cell, fontName=BOLD), column.align) for column in block.columns]
    bold = [_styled(ParagraphStyle("sum", cell, fontName=BOLD), column.align) for column in block.columns]
    rows: list[list[Any]] = [[text(column.title, style) for column, style in zip(block.columns, head, strict=True)]]
    last = len(block.rows) - 1 if block.total else -1
    rooms = [wide - 2 * _SIDE for wide in widths]
    for at, row in enumerate(block.rows):
        used = bold if at == last else styles
        rows.append([short_text(*one) for one in zip(row, used, rooms, strict=True)])
    lead = 1
    if block.caption:
        rows.insert(0, [_caption(block), *[""] * (len(head) - 1)])
        lead = 2
    heights = [0.0] * lead + [block.row_mm * mm] * len(block.rows)
    rules = [*_rules(block, lead), *_plain(cell, block, lead)]
    return [_Rows(rows, widths, repeatRows=lead, minRowHeights=heights, style=rules)]


def _caption(block: model.Table) -> list[Flowable]:
    note = [text(block.note, STYLES[model.Style.SMALL])] if block.note else []
    return [text(block.caption, ParagraphStyle("name", CELL, fontName=BOLD)), *note]


def _styled(style: ParagraphStyle, align: model.Align) -> ParagraphStyle:
    return ParagraphStyle(f"{style.name} {align}", style, alignment=ALIGNMENTS[align])


def _rules(block: model.Table, lead: int) -> list[Any]:
    padding = 2.0 if block.small else 2.6
    rules: list[Any] = [
        FACE,
        ("GRID", (0, lead - 1), (-1, -1), 0.5, _LINE),
        ("BACKGROUND", (0, lead - 1), (-1, lead - 1), _SHADE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), padding), ("BOTTOMPADDING", (0, 0), (-1, -1), padding + 1),
        ("LEFTPADDING", (0, 0), (-1, -1), _SIDE), ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE),
    ]  # fmt: skip
    if lead == 2:
        rules += [("SPAN", (0, 0), (-1, 0)), ("LEFTPADDING", (0, 0), (-1, 0), 0)]
    if block.total and block.rows:
        rules += [("LINEABOVE", (0, -1), (-1, -1), 1.1, _LINE)]
    return rules


def _plain(cell: ParagraphStyle, block: model.Table, lead: int) -> list[Any]:
    """How cells stand that are no paragraphs."""
    rules: list[Any] = [
        ("FONTSIZE", (0, lead), (-1, -1), cell.fontSize), ("LEADING", (0, lead), (-1, -1), cell.leading),
        ("TEXTCOLOR", (0, lead), (-1, -1), cell.textColor),
        *(("ALIGN", (at, lead), (at, -1), column.align.upper()) for at, column in enumerate(block.columns)),
    ]  # fmt: skip
    return [*rules, ("FONTNAME", (0, -1), (-1, -1), BOLD)] if block.total and block.rows else rules


def signatures(block: model.Signatures, width: float) -> list[Flowable]:
    """Role, room to sign, name, rank, NIP; one alone stands on the right."""
    signers: list[model.Signer | None] = [None, *block.signers] if len(block.signers) == 1 else [*block.signers]
    roles: list[Any] = [text(signer.role, CENTERED) if signer else "" for signer in signers]
    rows = [roles, [_name(signer) if signer else "" for signer in signers]]
    if block.dated:
        rows.insert(0, [*[""] * (len(signers) - 1), text(block.dated, CENTERED)])
    rule = [*BARE, ("BOTTOMPADDING", (0, -2), (-1, -2), 18 * mm)]
    return [Spacer(1, 8), Table(rows, [width / len(signers)] * len(signers), style=rule, splitInRow=30)]


def _name(signer: model.Signer) -> list[Flowable]:
    name = ParagraphStyle("signer", CENTERED, fontName=BOLD)
    below = [text(signer.name or model.SIGN_HERE, name if signer.name else CENTERED)]
    below += [text(signer.rank, CENTERED)] if signer.rank else []
    return [*below, *([text(f"NIP {signer.nip}", CENTERED)] if signer.nip else [])]


def slips(block: model.Slips, width: float) -> list[Flowable]:
    """Two columns with dashed lines to cut along."""
    made: list[Any] = [_slip(slip, width / 2 - 9 * mm) for slip in block.slips]
    if not made:
        return []
    made += [""] * (len(made) % 2)
    rows = [made[at : at + 2] for at in range(0, len(made), 2)]
    rule = [
        FACE,
        ("INNERGRID", (0, 0), (-1, -1), 0.6, _LINE, None, (2, 2)), ("BOX", (0, 0), (-1, -1), 0.6, _LINE, None, (2, 2)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 3 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2 * mm), ("LEFTPADDING", (0, 0), (-1, -1), 4.5 * mm),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4.5 * mm),
    ]  # fmt: skip
    return [Table(rows, [width / 2] * 2, style=rule, minRowHeights=[SLIP_MM * mm] * len(rows), splitInRow=30)]


def _slip(slip: model.Slip, width: float) -> list[Flowable]:
    return [
        text(slip.head, _SLIP_HEAD),
        text(slip.title, _SLIP_TITLE),
        facts(slip.facts, width, _SLIP),
        Spacer(1, 5),
        text(slip.text, _SLIP_TEXT),
    ]
