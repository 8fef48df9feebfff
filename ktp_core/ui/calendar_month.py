"""Screen `jadwal`: the month as a sheet of weeks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from ktp_core.charts.board_cells import Cell, Entry
from ktp_core.ui.calendar import Sheet
from ktp_core.ui.calendar_entries import by_day, draw, hover, legend, shade, standing, tone
from ktp_core.ui.calendar_words import full_day, hour, month_year, weekday
from ktp_core.ui.i18n import _, number, words
from ktp_core.visits.agenda import weeks

MOST = 4  # lines of a day; what is beyond is counted in the last of them
_WEEKEND = 5


def month(sheet: Sheet) -> None:
    """Seven columns, weekends narrower. A click on a day opens the day, on a visit the visit."""
    visits = by_day(sheet.visits)
    shown = weeks(sheet.day)
    head = [Cell((Entry(weekday(day, short=day.weekday() >= _WEEKEND), tone="quiet"),), "bare") for day in shown[0]]
    rows = [[_month_cell(sheet, day, visits.get(day, [])) for day in week] for week in shown]
    draw([5, 5, 5, 5, 5, 2.6, 2.6], [head, *rows], least=98, alt=_month_alt(sheet))
    legend()


def _month_cell(sheet: Sheet, day: date, rows: list[Any]) -> Cell:
    against = standing(sheet, day)
    entries = [_title(sheet, day), *against]
    narrow = day.weekday() >= _WEEKEND
    room = max(1, MOST - sum(2 if one.below else 1 for one in against))
    named = rows if len(rows) <= room else rows[: room - 1]
    entries += [_brief(sheet, row) for row in named]
    if len(rows) > len(named):
        left = number(len(rows) - len(named))
        more = words("+{n}", n=left) if narrow or not named else words("+{n} lagi", n=left)
        entries.append(Entry(more, f"d{day}", "quiet", hover=words("{n} kunjungan", n=number(len(rows)))))
    return Cell(tuple(entries), shade(sheet, day))


def _title(sheet: Sheet, day: date) -> Entry:
    """The day's number; those of the months around say which month they are of."""
    here = day.month == sheet.day.month
    text = "" if here else month_year(day)[:3]
    if day == sheet.today:
        text = _("hari ini") if day.weekday() < _WEEKEND else ""
    tone = "plain" if here and sheet.calendar.is_workday(day) else "quiet"
    return Entry(text, f"d{day}", tone, bold=str(day.day), hover=full_day(day))


def _brief(sheet: Sheet, row: Any) -> Entry:
    begin = hour(row.start) if pd.notna(row.start) else ""
    return Entry(row.institution, f"v{row.id}", tone(sheet, row), bold=begin, hover=hover(sheet, row))


def _month_alt(sheet: Sheet) -> str:
    inside = [day for day in sheet.visits["day"] if day.month == sheet.day.month]
    return words(
        "Kalender {month}: {n} kunjungan pada {days} hari.", month=month_year(sheet.day), n=number(len(inside)),
        days=number(len(set(inside))),
    )  # fmt: skip
