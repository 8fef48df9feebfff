"""Screen `layanan_keliling`: the coming weeks as a sheet, a row for each week, who is served on each day."""

from __future__ import annotations

import textwrap
from datetime import date, timedelta
from typing import Any

import streamlit as st

from ktp_core.charts.board import WIDTH, board
from ktp_core.charts.board_cells import Cell, Entry
from ktp_core.charts.theme import palette
from ktp_core.ui import phone
from ktp_core.ui.calendar_entries import by_day, lined
from ktp_core.ui.calendar_words import full_day, hours, off_words, state_word, weekday
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.rounds import Sheet
from ktp_core.workdays.model import DayKind

CHOSEN = "_layanan_kunjungan"
_TURN = "_layanan_klik"
_MOST = 4  # lines of a day
_SATURDAY = 5


def draw(one: Sheet) -> None:
    """Monday to Friday, and the weekend where somebody goes out or a service runs then."""
    weekdays = _weekdays(one)
    visits, without = by_day(one.visits), _without(one)
    mondays = [one.first + timedelta(days=7 * week) for week in range(((one.last - one.first).days + 1) // 7)]
    head = [Cell((Entry(weekday(one.first + timedelta(days=n)), tone="quiet"),), "bare") for n in weekdays]
    rows = [[_cell(one, monday + timedelta(days=n), visits, without) for n in weekdays] for monday in mondays]
    turn = st.session_state.setdefault(_TURN, 0)
    key = f"pekan_{one.channel}_{turn}"
    st.plotly_chart(
        board([1.0] * len(weekdays), [head, *rows], palette(st.context.theme.type == "dark"), least=46,
              width=phone.WIDTH if phone.phone() else WIDTH),
        config={"displayModeBar": False}, key=key, on_select=lambda: _clicked(key), selection_mode="points",
        alt=words("Layanan {service} dalam enam pekan: {n} hari layanan.", service=one.name, n=number(len(visits))),
    )  # fmt: skip


def _weekdays(one: Sheet) -> list[int]:
    used = {n for days in one.services["weekdays"] for n in days} | {day.weekday() for day in one.visits["day"]}
    return [n for n in range(7) if n < _SATURDAY or n in used]


def _cell(one: Sheet, day: date, visits: dict[date, list[Any]], without: dict[date, list[str]]) -> Cell:
    off = one.calendar.is_off(day)
    entries = [_title(one, day)]
    if off is not None and off.kind is not DayKind.WEEKEND:
        entries.append(lined(off_words(off), "", "holiday"))
    entries += [Entry(_("tanpa layanan"), tone="blocked", hover=reason) for reason in without.get(day, [])]
    rows = visits.get(day, [])
    if len(rows) <= _MOST:
        entries += [_visit(row) for row in rows]
    else:  # offices that open on the same day: how many, and by name when pointed at
        names = ", ".join(_name(row) for row in rows)
        hover = "\n".join(textwrap.wrap(f"{full_day(day)}: {names}", 60))
        entries.append(Entry(words("{n} tempat", n=number(len(rows))), tone=_state(rows), hover=hover))
    return Cell(tuple(entries), "now" if day == one.today else "off" if off is not None else "")


def _without(one: Sheet) -> dict[date, list[str]]:
    """Why a service of this sheet does not run at all on a day."""
    services = set(one.services["id"])
    found: dict[date, list[str]] = {}
    for row in one.exceptions.itertuples(index=False):
        if row.institution is None and row.round_id in services:
            found.setdefault(row.day, []).append(str(row.reason))
    return found


def _title(one: Sheet, day: date) -> Entry:
    text = _("hari ini") if day == one.today else ""
    return Entry(text, tone="quiet" if day < one.today else "plain", bold=f"{day.day}/{day.month}", hover=full_day(day))


def _name(row: Any) -> str:
    return str(row.district_name or row.institution)


def _state(rows: list[Any]) -> str:
    """Done when all are; planned while one is."""
    found = {str(row.state) for row in rows}
    return found.pop() if len(found) == 1 else "planned"


def _visit(row: Any) -> Entry:
    team = row.team if isinstance(row.team, str) else _("tanpa tim")
    lines = (str(row.institution), f"{full_day(row.day)}, {hours(row.start, row.end)}", team, state_word(row.state))
    return Entry(_name(row), f"v{row.id}", str(row.state), hover="\n".join(lines))


def _clicked(key: str) -> None:
    """A callback: the visit that was clicked is the one to be moved; the sheet is fresh afterwards."""
    points = st.session_state[key].selection.points
    st.session_state[_TURN] += 1
    said = points[0].get("customdata") if points else None
    said = said[0] if isinstance(said, list) else said
    if said and said[0] == "v":
        st.session_state[CHOSEN] = int(said[1:])
