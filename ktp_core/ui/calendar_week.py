"""Screen `jadwal`: the week with a row for each team."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from ktp_core.charts.board_cells import Cell, Entry
from ktp_core.ui.calendar import Sheet
from ktp_core.ui.calendar_entries import by_day, draw, hover, legend, shade, standing, tone
from ktp_core.ui.calendar_words import full_day, hours, weekday
from ktp_core.ui.i18n import _, number, words
from ktp_core.workdays.rules import days

_WEEKEND = 5


def week(sheet: Sheet) -> None:
    """A row for each team, a column for each day; Saturday and Sunday only when somebody goes out."""
    busy = set(sheet.visits["day"])
    shown = [day for day in days(sheet.first, sheet.last) if day.weekday() < _WEEKEND or day in busy]
    head = [Cell(shade="bare")] + [_week_head(sheet, day, short=len(shown) > _WEEKEND) for day in shown]
    rows = [head]
    for key, name in [*((one.id, one.name) for one in sheet.teams), (None, _("Tanpa tim"))]:
        mine = sheet.visits[_of_team(sheet.visits, key)]
        if key is None and mine.empty:
            continue
        first = Entry(name, f"t{key}" if key else "", below=words("{n} kunjungan", n=number(len(mine))))
        on = by_day(mine)
        cells = [_week_cell(sheet, day, on.get(day, [])) for day in shown]
        rows.append([Cell((first,), "bare"), *cells])
    draw([3.4, *([4.0] * len(shown))], rows, least=62, alt=_week_alt(sheet))
    legend()


def _week_head(sheet: Sheet, day: date, *, short: bool) -> Cell:
    text = f"{day.day}/{day.month}" + (f" · {_('hari ini')}" if day == sheet.today and not short else "")
    title = Entry(text, f"d{day}", bold=weekday(day, short=short), hover=full_day(day))
    return Cell((title, *standing(sheet, day)), "bare")


def _week_cell(sheet: Sheet, day: date, rows: list[Any]) -> Cell:
    return Cell(tuple(_full(sheet, row) for row in rows), shade(sheet, day))


def _of_team(visits: pd.DataFrame, key: int | None) -> pd.Series:
    return visits["team_id"].isna() if key is None else visits["team_id"].eq(key).fillna(False).astype(bool)


def _full(sheet: Sheet, row: Any) -> Entry:
    place = row.district_name if isinstance(row.district_name, str) else ""
    below = " · ".join(part for part in (hours(row.start, row.end), place) if part)
    return Entry(row.institution, f"v{row.id}", tone(sheet, row), below=below, hover=hover(sheet, row))


def _week_alt(sheet: Sheet) -> str:
    return words("Pekan per tim: {n} kunjungan oleh {teams} tim.", n=number(len(sheet.visits)),
                 teams=number(sheet.visits["team_id"].nunique()))  # fmt: skip
