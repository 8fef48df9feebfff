"""Screen `jadwal`: what both sheets, month and week, have in common: words of a day and a visit, drawing, clicks."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.charts.board import board
from ktp_core.charts.board_cells import Cell, Entry
from ktp_core.charts.theme import palette
from ktp_core.institutions.model import Kind
from ktp_core.labels.visits import CAUSES
from ktp_core.ui.calendar import Sheet
from ktp_core.ui.calendar_address import go, open_visit
from ktp_core.ui.calendar_words import blocked_words, full_day, hours, off_words, state_word
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.institutions import KINDS
from ktp_core.visits.agenda import View
from ktp_core.visits.model import VisitState
from ktp_core.workdays.model import Blocked, DayKind

_TURN = "_jadwal_klik"
_LINE = 20  # letters that a day of the month has room for


def by_day(visits: pd.DataFrame) -> dict[date, list[Any]]:
    """The rows of each day, in their order. Read once: a frame for each cell costs twenty times as much."""
    found: dict[date, list[Any]] = {}
    for row in visits.itertuples(index=False):
        found.setdefault(row.day, []).append(row)
    return found


def standing(sheet: Sheet, day: date) -> list[Entry]:
    """The holiday by name, and spans in which whole kinds of institutions are not visited, each cause once."""
    off = sheet.calendar.is_off(day)
    if off is not None:
        return [] if off.kind is DayKind.WEEKEND else [lined(off_words(off), f"d{day}", "holiday")]
    spans = [one for one in sheet.calendar.spans if one.covers(day) and one.institution_id is None]
    by_cause: dict[str, list[Blocked]] = {}
    for one in spans:
        by_cause.setdefault(one.cause, []).append(one)
    return [_blocked(day, same) for same in by_cause.values()]


def _blocked(day: date, same: list[Blocked]) -> Entry:
    said = blocked_words(same[0])
    if len(same) > 1:
        said = f"{_(CAUSES[same[0].cause])}: {', '.join(_(KINDS[Kind(one.kind)]).lower() for one in same if one.kind)}"
    entry = lined(said, f"d{day}", "blocked", split=": ")
    return replace(entry, hover="\n".join(_said(one) for one in same))


def lined(text: str, key: str, tone: str, *, split: str = "") -> Entry:
    """What is too long for a day of the month goes on in a second line: at `split`, or between two words."""
    if len(text) <= _LINE:
        return Entry(text, key, tone, hover=text)
    head, found, rest = text.partition(split) if split else ("", "", "")
    if not found or len(head) > _LINE:
        head, *others = textwrap.wrap(text, _LINE)
        rest = " ".join(others)
    return Entry(head, key, tone, below=rest, hover=text)


def _said(one: Blocked) -> str:
    return f"{blocked_words(one)}\n{one.note}" if one.note else blocked_words(one)


def shade(sheet: Sheet, day: date) -> str:
    """How the cell of a day is drawn."""
    if day == sheet.today:
        return "now"
    return "" if sheet.calendar.is_workday(day) else "off"


def tone(sheet: Sheet, row: Any) -> str:
    """The colour of a visit: its state, or that something is against the day."""
    return "wrong" if against_visit(sheet, row) else str(row.state)


def against_visit(sheet: Sheet, row: Any) -> str:
    """Why a visit that is still to come stands on a day on which it should not; empty when nothing is against it."""
    if row.state != VisitState.PLANNED:
        return ""
    off = sheet.calendar.is_off(row.day)
    span = sheet.calendar.blocked(row.institution_id, row.kind, row.day)
    parts = [off_words(off)] if off else []
    if span:
        parts.append(blocked_words(span, row.institution if span.institution_id else None))
    return "; ".join(parts)


def hover(sheet: Sheet, row: Any) -> str:
    """Everything that a cell has no room for."""
    people = words("{n} orang", n=number(row.expected)) if pd.notna(row.expected) else ""
    lines = [
        str(row.institution), f"{full_day(row.day)}, {hours(row.start, row.end)}",
        " · ".join(part for part in (row.team if isinstance(row.team, str) else _("tanpa tim"), people) if part),
        state_word(row.state), against_visit(sheet, row),
    ]  # fmt: skip
    return "\n".join(line for line in lines if line)


def draw(weights: list[float], rows: list[list[Cell]], *, least: int, alt: str) -> None:
    """The sheet; a click on a line of it opens what it is about."""
    turn = st.session_state.setdefault(_TURN, 0)
    key = f"lembar_{turn}"
    figure = board(weights, rows, palette(st.context.theme.type == "dark"), least=least)
    st.plotly_chart(
        figure, config={"displayModeBar": False}, alt=alt, key=key, on_select=lambda: _clicked(key),
        selection_mode="points",
    )  # fmt: skip


def _clicked(key: str) -> None:
    """A callback: open what was clicked; the sheet is a fresh one afterwards, with nothing chosen."""
    points = st.session_state[key].selection.points
    st.session_state[_TURN] += 1
    said = points[0].get("customdata") if points else None
    said = said[0] if isinstance(said, list) else said
    if not said:
        return
    if said[0] == "v":
        open_visit(int(said[1:]))
    elif said[0] == "t":
        st.session_state["tim_jadwal"] = [int(said[1:])]
        st.session_state["tampilan"] = View.AGENDA
    else:
        go(date.fromisoformat(said[1:]), View.DAY)


def legend() -> None:
    """What the colours say, in the very colours of the sheet."""
    against = _("jatuh pada hari libur atau rentang tanpa kunjungan")
    said = [*((state_word(state), str(state)) for state in VisitState), (against, "wrong")]
    cells = [Cell((Entry(text, tone=tone),), "bare") for text, tone in said]
    figure = board([1, 1, 1, 1, 2.6], [cells], palette(st.context.theme.type == "dark"))
    st.plotly_chart(figure, config={"displayModeBar": False}, alt=", ".join(text for text, _tone in said))
