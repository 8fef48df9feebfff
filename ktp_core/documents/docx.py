"""A document as DOCX, to be edited in the office: A4, real tables, page numbers as fields. Same input, same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from ktp_core.documents import docx_xml
from ktp_core.documents.docx_blocks import write
from ktp_core.documents.docx_text import letterhead, put
from ktp_core.documents.fonts import WORD, printable
from ktp_core.documents.keeping import held
from ktp_core.documents.model import Document, PageBreak

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP file can name
_LONG, _SHORT = Mm(297), Mm(210)
_MARGINS = {"left_margin": 22, "right_margin": 18, "top_margin": 14, "bottom_margin": 18}


def render(document: Document) -> bytes:
    """The file."""
    made = new_document()
    width = _page(made, document)
    _style(made)
    _properties(made, document)
    if document.letterhead:
        letterhead(made, document.letterhead)
    stays = held(document.blocks)
    for at, block in enumerate(document.blocks):
        if not (isinstance(block, PageBreak) and at == len(document.blocks) - 1):  # no empty last page
            with docx_xml.keeping(made, at in stays):
                write(made, block, width)
    docx_xml.end(made)
    return _packed(made)


def _page(made: Any, document: Document) -> float:
    """Set the page up; the width between its margins in mm."""
    section = made.sections[0]
    section.page_width, section.page_height = (_LONG, _SHORT) if document.wide else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if document.wide else WD_ORIENT.PORTRAIT
    for name, mm in _MARGINS.items():
        setattr(section, name, Mm(mm))
    section.header_distance = section.footer_distance = Mm(8)
    width = (297 if document.wide else 210) - _MARGINS["left_margin"] - _MARGINS["right_margin"]
    foot = section.footer.paragraphs[0]
    docx_xml.tab_at_right(foot, width)
    put(foot, document.footer + "\t", size=8)
    docx_xml.page_numbers(foot)
    return width


def _style(made: Any) -> None:
    normal: ParagraphStyle = made.styles["Normal"]
    normal.font.name, normal.font.size = WORD, Pt(10.5)
    docx_xml.all_scripts(normal, WORD, "id-ID")
    spacing = normal.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing = 1.1
    spacing.widow_control = True


def _properties(made: Any, document: Document) -> None:
    """What the file says of itself: its title and office; no person, no clock, no machine."""
    known = made.core_properties
    known.title, known.language = printable(document.title)[:255], "id-ID"
    known.author = printable(document.letterhead.office)[:255] if document.letterhead else ""
    known.last_modified_by, known.comments, known.revision = "", "", 1
    known.created = known.modified = datetime(*_EPOCH)  # noqa: DTZ001  the format knows no zone here


def _packed(made: Any) -> bytes:
    """The package with fixed times in its directory, where the library writes the moment."""
    raw, out = io.BytesIO(), io.BytesIO()
    made.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # not which system this was made on
            target.writestr(entry, source.read(name))
    return out.getvalue()
