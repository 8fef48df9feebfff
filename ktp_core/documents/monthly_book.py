"""The monthly report as a workbook: its stamp and sentences, a sheet for each section, corrections. Real numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC
from typing import Any

import xlsxwriter

from ktp_core.documents import book_charts, book_parts, monthly_annex, monthly_words
from ktp_core.documents.book_formats import Formats, names
from ktp_core.documents.book_sheets import Sheet
from ktp_core.reports.model import Correction, Kind, Map, Part, Report, Section, Share, Stamp, Table

_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_FACE = {"font_name": "Arial", "font_size": 10}  # every spreadsheet has it or replaces it at equal widths
_EMPTY_CELLS = "Sel kosong: belum diketahui. Persentase dihitung dari dua kolom di kirinya."
_FIRST, _CORRECTED = "Laporan", "Koreksi"
_CORRECTIONS = ("Bagian", "Kolom", "Tertulis", "Sekarang", "Tertulis: n dari N", "Sekarang: n dari N")


def xlsx(report: Report, corrections: Sequence[Correction] | None, late: str = "") -> bytes:
    """The file. `corrections` and `late` as in `monthly.pdf`. Same values, same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {**_SAFE, "default_format_properties": dict(_FACE)})  # it writes into it
    _properties(book, report.stamp)
    formats, footer = Formats(book), monthly_words.footer(report.stamp)
    sections = [one for one in report.sections if one.parts]
    first, *others = names([_FIRST, *(one.title for one in sections), _CORRECTED])
    _opening(Sheet(book, first, formats), report, corrections, late, footer)
    for name, section in zip(others, sections, strict=False):
        broad = 70.0 if len(section.parts) == 1 else 36.0
        _section(Sheet(book, name, formats, broad), book, section, report.stamp, footer)
    if corrections is not None:
        _corrections(Sheet(book, others[-1], formats), corrections, late, footer)
    book.close()
    return out.getvalue()


def _properties(book: Any, stamp: Stamp) -> None:
    book.set_properties(
        {
            "title": monthly_words.title(stamp), "subject": monthly_words.status(stamp), "author": stamp.made_by,
            "company": stamp.office, "created": stamp.made_at.astimezone(UTC).replace(tzinfo=None),
        }
    )  # fmt: skip


def _opening(sheet: Sheet, report: Report, corrections: Sequence[Correction] | None, late: str, footer: str) -> None:
    """The stamp, then what each section says."""
    sheet.line("Laporan bulanan KTP-el", "title")
    sheet.line(f"{monthly_words.month(report.stamp.month)} · {report.stamp.name}", "caption")
    sheet.line(report.stamp.office, "muted", gap=1)
    said: list[tuple[str, Sequence[str]]] = [(label, (value,)) for label, value in monthly_words.facts(report.stamp)]
    said.append(("", (_EMPTY_CELLS,)))
    said += [(one.title, one.texts) for one in report.sections if one.texts]
    if corrections is not None:
        said.append((_CORRECTED, monthly_annex.texts(corrections, late)))
    for label, texts in said:
        for number, text in enumerate(texts):
            sheet.put(0, label if not number and label else None, Kind.TEXT, bold=True)
            sheet.put(1, text, Kind.TEXT)
            sheet.row += 1
    sheet.finish(footer, freeze=2, widths={0: 24.0, 1: 76.0})


def _section(sheet: Sheet, book: Any, section: Section, stamp: Stamp, footer: str) -> None:
    sheet.line(section.title, "title")
    sheet.line(f"{monthly_words.month(stamp.month)} · {stamp.name} · {monthly_words.status(stamp)}", "muted", gap=1)
    heads = [head for part in section.parts if (head := _part(sheet, book, part)) is not None]
    alone = len(section.parts) == 1 and bool(heads)
    sheet.finish(footer, freeze=heads[0] + 1 if alone else 1, repeat=heads[0] if alone else None)


def _part(sheet: Sheet, book: Any, part: Part) -> int | None:
    """The row of its headings, where it has some."""
    if isinstance(part, Table):
        return book_parts.table(sheet, part)
    if isinstance(part, Map):
        return book_parts.map_table(sheet, part)
    book_charts.chart(sheet, book, part)
    return None


def _corrections(sheet: Sheet, corrections: Sequence[Correction], late: str, footer: str) -> None:
    sheet.line(monthly_annex.TITLE, "title")
    for text in monthly_annex.texts(corrections, late):
        sheet.line(text, "muted")
    sheet.row += 1
    head = sheet.row
    for at, title in enumerate(_CORRECTIONS):
        sheet.head(at, title, right=at in (2, 3))
    for one in corrections:
        sheet.row += 1
        sheet.put(0, one.where, Kind.TEXT)
        sheet.put(1, one.column, Kind.TEXT)
        for at, value in enumerate((one.was, one.now)):
            sheet.put(2 + at, value, Kind.NUMBER)
            sheet.put(4 + at, monthly_words.parts(value) if isinstance(value, Share) else None, Kind.TEXT)
    sheet.finish(footer, freeze=head + 1, repeat=head)
