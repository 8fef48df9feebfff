"""The sheets of a workbook beside its lists: how to fill it in, and the hidden one that says what it is."""

from __future__ import annotations

from typing import Any

from ktp_core.exports.rules import neutralise
from ktp_core.fieldwork.workbook import codes, layout
from ktp_core.fieldwork.workbook.guide import GUIDE_LINES, day_words
from ktp_core.fieldwork.workbook.model import VERSION, Heading
from ktp_core.fieldwork.workbook.styles import Styles


def guide(sheet: Any, styles: Styles, heading: Heading, copy: str) -> None:
    """How it is filled in and returned."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 24, styles.plain)
    sheet.set_column(1, 1, 96, styles.plain)
    sheet.write_string(0, 0, neutralise(heading.institution), styles.title)
    sheet.write_string(1, 0, neutralise(f"{day_words(heading.day)} · {heading.team} · salinan {copy}"), styles.note)
    for row, (left, right) in enumerate(GUIDE_LINES, start=3):
        sheet.write_string(row, 0, left, styles.strong if right else styles.part)
        sheet.write_string(row, 1, right, styles.plain)
        sheet.set_row(row, 31 if len(right) > 95 else None)
    sheet.protect("", {"select_locked_cells": True, "format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


def ticket(sheet: Any, heading: Heading, copy: str, count: int) -> None:
    """What the file is, for the program that reads it."""
    check = codes.ticket(heading.visit_id, copy, VERSION)
    facts = [
        (layout.TICKET_MARK, str(VERSION)), ("kunjungan", str(heading.visit_id)), ("salinan", copy),
        ("baris", str(count)), ("tanda", check),
    ]  # fmt: skip
    for row, (name, value) in enumerate(facts):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    sheet.protect()
    sheet.very_hidden()
