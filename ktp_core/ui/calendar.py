"""Screen `jadwal`: which span is looked at and how, and what was asked for in the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.labels.visits import VISIT_STATES
from ktp_core.regions import store as regions
from ktp_core.teams import store as teams
from ktp_core.teams.model import Team
from ktp_core.ui import places
from ktp_core.ui.calendar_address import DAY, EARLIEST, LATEST, VIEW, go, open_form
from ktp_core.ui.calendar_words import full_day, month_year, span_words
from ktp_core.ui.i18n import N_, _
from ktp_core.visits import calendar
from ktp_core.visits.agenda import Chosen, View, span, step
from ktp_core.visits.model import VisitState
from ktp_core.workdays import store as workdays
from ktp_core.workdays.rules import Calendar

VIEWS = {View.MONTH: N_("Bulan"), View.WEEK: N_("Pekan"), View.DAY: N_("Hari"), View.AGENDA: N_("Agenda")}
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one view shows: its days, the visits on them, and what stands against visiting."""

    view: View
    day: date
    first: date
    last: date
    today: date
    visits: pd.DataFrame
    calendar: Calendar
    teams: list[Team]


def asked(user: Actor, today: date) -> Sheet:
    """The filter row and what it gives; every part of it stands in the address."""
    regency = user.regency or ""
    with reading(user, Permission.VISIT_VIEW, regency) as conn:
        known = teams.teams(conn, regency, active=False)
        names = regions.names(conn, regency)
    view, day = _span_row(today)
    chosen = _narrowed(user, known, names)
    first, last = span(view, day)
    with reading(user, Permission.VISIT_VIEW, regency) as conn:
        visits = calendar.listed(conn, chosen, first, last)
        days = workdays.calendar(conn, regency, first, last)
        ever = not visits.empty or calendar.any_visit(conn, regency)
    if not ever:
        st.info(_nothing(user), icon=":material/event:")
    return Sheet(view, day, first, last, today, visits, days, _rows(known, visits, chosen.teams))


def _nothing(user: Actor) -> str:
    if may(user, Permission.VISIT_PLAN):
        return _("Belum ada kunjungan. Buat satu dengan **Jadwalkan**, atau susun usulannya di Rencana kunjungan.")
    return _("Belum ada kunjungan. Penjadwal mengisinya.")


def _span_row(today: date) -> tuple[View, date]:
    """How, and around which day; the title of the span between the arrows."""
    day, key = _day(today), f"menuju_{_day(today)}"
    row = st.columns([3.1, 4.4, 1.7], vertical_alignment="center")
    with row[0]:
        view = st.segmented_control(
            _("Tampilan"), list(VIEWS), default=View.MONTH, required=True, key=VIEW, bind="query-params",
            format_func=lambda view: _(VIEWS[view]), label_visibility="collapsed",
        )  # fmt: skip
    with row[2]:
        # Not bound: a bound one forgets the address while a visit stands in the calendar's place.
        st.date_input(
            _("Menuju hari"), day, min_value=EARLIEST, max_value=LATEST, format="DD/MM/YYYY", key=key,
            label_visibility="collapsed", on_change=lambda: go(st.session_state[key]),
        )  # fmt: skip
    with row[1].container(horizontal=True, vertical_alignment="center"):
        _arrow(":material/chevron_left:", _("Sebelumnya"), step(view, day, -1), "mundur")
        _arrow(":material/chevron_right:", _("Berikutnya"), step(view, day, 1), "maju")
        st.button(_("Hari ini"), on_click=go, args=(today,), key="hari_ini")
        st.markdown(f"**{_title(view, day)}**", width="content")
    return view, day


def _day(today: date) -> date:
    try:
        return min(max(date.fromisoformat(st.query_params.get(DAY, "")), EARLIEST), LATEST)
    except ValueError:
        return today


def _arrow(icon: str, help_: str, day: date, key: str) -> None:
    st.button("", icon=icon, help=help_, on_click=go, args=(day,), key=key)


def _title(view: View, day: date) -> str:
    if view is View.MONTH:
        return month_year(day)
    return full_day(day) if view is View.DAY else span_words(*span(view, day))


def _narrowed(user: Actor, known: list[Team], names: dict[str, str]) -> Chosen:
    mine = places.own(user, names)
    row = st.columns([3, 3, 3, 2.4], vertical_alignment="center")
    with row[0]:
        wanted = _several(_("Tim"), {one.id: one.name for one in known}, "tim_jadwal", _("Semua tim"))
    with row[1]:
        districts = _several(_("Kecamatan"), mine, "kec_jadwal", _("Semua kecamatan"))
    with row[2]:
        states = {state: _(VISIT_STATES[state]) for state in VisitState}
        picked = _several(_("Keadaan"), states, "keadaan_jadwal", _("Semua yang tidak dibatalkan"))
    if may(user, Permission.VISIT_PLAN):
        row[3].button(
            _("Jadwalkan"), type="primary", icon=":material/add:", on_click=open_form, width="stretch", key="jadwalkan"
        )
    return Chosen(user.regency or "", wanted, districts, picked).within(user)


def _several(label: str, options: dict[K, str], key: str, everything: str) -> tuple[K, ...]:
    """As `filters.several`, without the label above: on this screen the calendar needs the room."""
    chosen = st.multiselect(
        label, list(options), format_func=options.__getitem__, key=key, bind="query-params", placeholder=everything,
        select_all=False, label_visibility="collapsed",
    )  # fmt: skip
    return tuple(chosen)


def _rows(known: list[Team], visits: pd.DataFrame, wanted: tuple[int, ...]) -> list[Team]:
    """Teams that have a row: those in use or asked for, and those with visits here."""
    busy = {int(key) for key in visits["team_id"].dropna()}
    if wanted:
        return [one for one in known if one.id in wanted]
    return [one for one in known if one.active or one.id in busy]
