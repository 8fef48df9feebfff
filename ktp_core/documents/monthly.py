"""The monthly report as PDF: cover, contents, sections with tables, charts and the map, what was corrected since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from ktp_core.documents import heads, monthly_tables, monthly_words
from ktp_core.documents.fonts import register
from ktp_core.documents.model import Style
from ktp_core.documents.monthly_annex import annex
from ktp_core.documents.monthly_pages import ACROSS, WIDTH, About, Entry, Heading, across, contents, made
from ktp_core.documents.monthly_parts import ROOM, flowables, height
from ktp_core.documents.pdf import BOTTOM, TOP
from ktp_core.documents.pdf_text import STYLES, TITLE, facts, letterhead, text
from ktp_core.documents.values import Office
from ktp_core.reports.model import Correction, Part, Report, Section, Table

_MONTH = ParagraphStyle("month", TITLE, fontSize=13, leading=18, spaceAfter=10)
_TITLE = ParagraphStyle("report", TITLE, fontSize=18, leading=23, spaceBefore=8)
_BODY = ParagraphStyle("report text", STYLES[Style.BODY], fontSize=10.5, leading=14)
_BARE = "Tidak ada data."
_PAGE = A4[1] - TOP - BOTTOM


def pdf(
    report: Report, corrections: Sequence[Correction] | None, office: Office, shapes: Mapping[str, Any],
    late: str = "",
) -> bytes:  # fmt: skip
    """The file. `corrections`: None where nothing was compared, empty where nothing changed; `late`: a sentence about
    what was entered late. `shapes`: GeoJSON geometry by region code. Same values, same bytes."""
    register()
    sections = (*report.sections, *([annex(corrections, late)] if corrections is not None else []))

    def story(entries: Sequence[Entry]) -> list[Flowable]:
        found = _cover(report, office)
        found += [*contents(entries), PageBreak()] if entries else []
        for number, section in enumerate(sections):
            found += _section(f"bagian{number}", section, shapes)
        return found

    stamp = report.stamp
    return made(
        story,
        About(monthly_words.title(stamp), office.name, monthly_words.status(stamp), monthly_words.footer(stamp)),
    )


def _cover(report: Report, office: Office) -> list[Flowable]:
    stamp = report.stamp
    month = " · ".join(part for part in (monthly_words.month(stamp.month), stamp.name) if part)
    head = letterhead(heads.letterhead(office), WIDTH)
    return [
        *head, text("Laporan bulanan KTP-el", _TITLE), text(month, _MONTH),
        facts(monthly_words.facts(stamp), WIDTH, _BODY), Spacer(1, 12),
    ]  # fmt: skip


def _section(key: str, section: Section, shapes: Mapping[str, Any]) -> list[Flowable]:
    """Heading, sentences and parts; tables too wide for the page, one after another, on pages across."""
    lead: list[Flowable] = [Heading(key, section.title), *(text(one, _BODY) for one in section.texts)]
    found: list[Flowable] = []
    for wide, group in groupby(section.parts, _too_wide):
        parts = [flowables(part, shapes, ACROSS if wide else WIDTH) for part in group]
        inner = [one for part in parts for one in part]
        if lead:
            inner = [CondPageBreak(_room(lead, parts[0])), *lead, *inner]
            lead = []
        found += across(inner) if wide else inner
    bare = [] if section.texts else [text(_BARE, _BODY)]
    return found or [CondPageBreak(ROOM), *lead, *bare]


def _room(lead: Sequence[Flowable], part: Sequence[Flowable]) -> float:
    """What a section asks for at its beginning: its first part whole, or the first rows of a long table."""
    before, first = height(lead, WIDTH), part[0]
    wanted = float(first.height) if isinstance(first, CondPageBreak) else height(part, WIDTH)
    return before + wanted if before + wanted <= _PAGE else min(before + ROOM, _PAGE)


def _too_wide(part: Part) -> bool:
    return isinstance(part, Table) and not monthly_tables.fits(part, WIDTH)
