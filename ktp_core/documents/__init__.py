"""Values as letters, sheets and reports that leave the office: one description, written as PDF and as DOCX."""

from __future__ import annotations

from ktp_core.documents.model import Document
from ktp_core.exports.model import MEDIA_TYPES, Export, Format
from ktp_core.text import safe_file_name


def render(document: Document, form: Format) -> bytes:
    """The file. Same description, same bytes. Raises ValueError for a form that is no document's."""
    if form is Format.PDF:
        from ktp_core.documents import pdf

        return pdf.render(document)
    if form is Format.DOCX:
        from ktp_core.documents import docx

        return docx.render(document)
    raise ValueError(form)


def export(document: Document, form: Format, *, rows: int) -> Export:
    """The file as it leaves, named after its title; `rows`: how many people it names."""
    title = document.title.translate(str.maketrans("/\\", "--"))  # "MTs/MA Contoh" is a name, not a folder
    name = safe_file_name(f"{title}.{form}")
    return Export(name=name, media_type=MEDIA_TYPES[form], content=render(document, form), rows=rows)
