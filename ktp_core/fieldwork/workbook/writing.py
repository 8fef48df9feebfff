"""A workbook for a visit, as XLSX bytes: list, room for walk-ins, guide, and two hidden sheets.

Cells that hold facts are locked, without a password: the lock is against slips. Nothing relies on it, nor on the
drop-downs, which some programs drop when they save.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from ktp_core.exports.rules import neutralise
from ktp_core.fieldwork.workbook import codes, layout, side_sheets
from ktp_core.fieldwork.workbook.guide import day_words
from ktp_core.fieldwork.workbook.layout import EXTRA_COLUMNS, HEADER_ROW, LIST_COLUMNS, SheetColumn
from ktp_core.fieldwork.workbook.model import WALK_IN_ROWS, Field, Heading, Line
from ktp_core.fieldwork.workbook.styles import Styles
from ktp_core.fieldwork.workbook.validation import Choices, limit

_OPTIONS = {"in_memory": False, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_UNLOCKED = {
    "sort": True, "autofilter": True, "format_columns": True, "format_rows": True, "select_locked_cells": True,
}  # fmt: skip


def workbook(heading: Heading, lines: Sequence[Line], copy: str) -> bytes:
    """The file that a team takes along. `copy`: from `codes.new_copy()`, in every row of it."""
    binary = io.BytesIO()
    # The writer's own scratch files hold names: in a folder of ours (mode 700), gone whatever happens.
    with tempfile.TemporaryDirectory(prefix="ktp-") as scratch:
        book = xlsxwriter.Workbook(binary, {"tmpdir": scratch, **_OPTIONS})
        book.set_properties({"title": f"Kunjungan {day_words(heading.day)}"})
        book.set_size(2400, 1300)
        styles = Styles(book)
        # The list first: saved as CSV, a workbook is its first sheet or the one in front.
        listed, extra = book.add_worksheet(layout.LIST), book.add_worksheet(layout.EXTRA)
        guide = book.add_worksheet(layout.GUIDE)
        choices = Choices(book.add_worksheet(layout.CHOICES), heading)
        side_sheets.guide(guide, styles, heading, copy)
        _listed(listed, styles, heading, lines, copy, choices)
        _extra(extra, styles, heading, copy, choices)
        side_sheets.ticket(book.add_worksheet(layout.TICKET), heading, copy, len(lines))
        listed.activate()
        book.close()
    return binary.getvalue()


def _listed(
    sheet: Any, styles: Styles, heading: Heading, lines: Sequence[Line], copy: str, choices: Choices
) -> None:  # fmt: skip
    below = f"{len(lines)} orang · isi kolom kuning · salinan {copy}"
    _top(sheet, styles, heading, LIST_COLUMNS, below)
    for row, line in enumerate(lines, start=HEADER_ROW):
        code = codes.for_person(copy, line.number, line.key).text
        facts = {
            Field.NUMBER: line.number, Field.CLASS: line.class_name or "", Field.NAME: line.name, Field.SEX: line.sex,
            Field.BIRTH_DATE: line.birth_date, Field.NIK: line.nik, Field.CODE: code,
        }  # fmt: skip
        _row(sheet, styles, row, LIST_COLUMNS, facts)
    _bottom(sheet, styles, LIST_COLUMNS, len(lines), choices, freeze=3)
    sheet.autofilter(HEADER_ROW - 1, 0, HEADER_ROW - 1 + len(lines), len(LIST_COLUMNS) - 1)


def _extra(sheet: Any, styles: Styles, heading: Heading, copy: str, choices: Choices) -> None:
    _top(sheet, styles, heading, EXTRA_COLUMNS, f"Orang yang tidak ada di lembar {layout.LIST} · NIK wajib 16 angka")
    for at in range(WALK_IN_ROWS):
        facts = {Field.NUMBER: f"T{at + 1}", Field.CODE: codes.for_walk_in(copy, at + 1).text}
        _row(sheet, styles, HEADER_ROW + at, EXTRA_COLUMNS, facts)
    _bottom(sheet, styles, EXTRA_COLUMNS, WALK_IN_ROWS, choices, freeze=1)


def _top(sheet: Any, styles: Styles, heading: Heading, columns: Sequence[SheetColumn], below: str) -> None:
    """Three lines of text and the headings."""
    sheet.write_string(0, 0, neutralise(heading.institution), styles.title)
    sheet.write_string(1, 0, neutralise(f"{day_words(heading.day)} · {heading.team}"), styles.note)
    sheet.write_string(2, 0, below, styles.note)
    sheet.set_row(0, 22)
    sheet.set_row(HEADER_ROW - 1, 20)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(HEADER_ROW - 1, at, column.title, styles.heading(column))


def _row(sheet: Any, styles: Styles, row: int, columns: Sequence[SheetColumn], facts: dict[Field, Any]) -> None:
    for at, column in enumerate(columns):
        value, style = facts.get(column.field), styles.cell(column)
        if isinstance(value, date):
            sheet.write_datetime(row, at, value, style)
        elif isinstance(value, int):
            sheet.write_number(row, at, value, style)
        elif value:
            sheet.write_string(row, at, neutralise(value), style)
        else:
            sheet.write_blank(row, at, None, style)


def _bottom(
    sheet: Any, styles: Styles, columns: Sequence[SheetColumn], count: int, choices: Choices, *, freeze: int
) -> None:  # fmt: skip
    """What may be typed where, what stands out, and how it is printed."""
    last = HEADER_ROW - 1 + max(count, 1)
    where = {column.field: at for at, column in enumerate(columns)}
    for column in columns:
        if column.open:
            limit(sheet, column.field, (HEADER_ROW, where[column.field], last, where[column.field]), where, choices)
    outcome, reason = xl_col_to_name(where[Field.OUTCOME]), where[Field.REASON]
    needs = choices.needs_reason(f"${outcome}{HEADER_ROW + 1}")
    rule = {"type": "formula", "criteria": f'=AND({needs},${xl_col_to_name(reason)}{HEADER_ROW + 1}="")'}
    sheet.conditional_format(HEADER_ROW, reason, last, reason, {**rule, "format": styles.missing})
    sheet.freeze_panes(HEADER_ROW, freeze)
    sheet.protect("", _UNLOCKED)
    sheet.repeat_rows(HEADER_ROW - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&RHalaman &P dari &N")
