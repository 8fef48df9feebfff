"""Screen `jadwal`: one visit, what happened to it, and what can be done with it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.labels.visits import ORIGINS, RESOURCES, VISIT_ACTIONS
from ktp_core.teams.model import ResourceKind
from ktp_core.ui import calendar_address, parcels_visit, visits_steps
from ktp_core.ui.calendar_words import COLOURS, full_day, hours, joined, state_word
from ktp_core.ui.i18n import _, day_short, moment, number, words
from ktp_core.ui.menu import BY_FILE
from ktp_core.ui.safe import plain, quiet
from ktp_core.visits import calendar as questions
from ktp_core.visits import store
from ktp_core.visits.model import VisitAction, VisitState

_WHOLE, _TALL = 5, 320  # changes shown without scrolling; pixels of a longer history


def one(user: Actor, visit_id: int, today: date) -> None:
    """The visit in the address, in the calendar's place."""
    st.button(_("Kembali ke jadwal"), on_click=calendar_address.back, icon=":material/arrow_back:", type="tertiary")
    with reading(user, Permission.VISIT_VIEW, user.regency) as conn:
        found = questions.one(conn, visit_id, user)
        along = questions.along(conn, [visit_id])
        past = questions.history(conn, visit_id)
        reported = store.reported(conn, visit_id)
    if found is None:
        st.info(_("Kunjungan itu tidak ada, atau di luar wilayah akun Anda."), icon=":material/search_off:")
        return
    state = VisitState(found["state"])
    st.header(
        f"{plain(found['institution'])} :{COLOURS[state]}-badge[{state_word(state)}]", anchor=False
    )
    st.markdown(f"{full_day(found['day'])}, {hours(found['start'], found['end'])}")
    left, right = st.columns([1, 1])
    with left.container(border=True, height="stretch"):
        _facts(found, along, listed=may(user, Permission.FIELD_VIEW))
        _links(user, found)
        parcels_visit.along(user, visit_id, Permission.VISIT_VIEW)
    with right.container(border=True, height="stretch"):
        _history(user, past)
    if may(user, Permission.VISIT_PLAN):
        visits_steps.steps(user, found, along, today, reported=reported)


def _facts(found: pd.Series, along: pd.DataFrame, *, listed: bool) -> None:
    """`listed`: with the team's notes, which may name people of the list."""
    rows: list[tuple[str, str]] = [
        (_("Kecamatan"), _text(found["district_name"])),
        (_("Tim"), _text(found["team"])),
        *((_(RESOURCES[kind]), plain(joined(along[along["kind"] == kind]["name"]))) for kind in ResourceKind),
        (_("Perkiraan orang"), number(_whole(found["expected"]))),
        (_("Asal"), _(ORIGINS[found["origin"]])),
    ]
    if found["state"] == VisitState.DONE:
        rows.append((_("Lama bekerja"), words("{n} menit", n=number(_whole(found["minutes"])))))
    for name, value in (("note", _("Catatan")), ("source", _("Sumber"))):
        if isinstance(found[name], str) and (name == "source" or listed):
            rows.append((value, plain(found[name])))
    st.table(pd.DataFrame(rows, columns=["", " "]).set_index(""), border=False, hide_header=True)


def _links(user: Actor, found: pd.Series) -> None:
    """Where the work on this visit goes on, for who may."""
    targets = [("hari_kunjungan", _("Buka hari kunjungan"), "kunjungan", found["id"])]
    if pd.notna(found["request_id"]):
        targets.append(("permohonan", _("Buka permohonannya"), "permohonan", found["request_id"]))
    for file, label, name, key in targets:
        screen = BY_FILE[file]
        if may(user, screen.permission) and screen.path.exists():
            st.page_link(str(screen.path), label=label, icon=screen.icon, query_params={name: str(int(key))})


def _history(user: Actor, past: pd.DataFrame) -> None:
    st.markdown(f"**{_('Riwayat')}**")
    if past.empty:
        st.markdown(quiet(_("Belum ada riwayat; kunjungan ini tidak dijadwalkan lewat layar ini.")))
        return
    with st.container(height=_TALL if len(past) > _WHOLE else "content", border=False):
        for row in past.itertuples():
            reason = f"  \n{plain(row.reason)}" if _told(user, row) else ""
            when = quiet(f"{moment(row.at, user.regency or '')}, {plain(row.who)}")
            st.markdown(f"**{_happened(row)}** {when}{reason}")


def _told(user: Actor, row: Any) -> bool:
    """Why a closed list was opened again is a word about somebody on it."""
    said = isinstance(row.reason, str) and bool(row.reason)
    return said and (row.action != VisitAction.REOPEN or may(user, Permission.FIELD_VIEW))


def _happened(row: Any) -> str:
    word = _(VISIT_ACTIONS[row.action])
    if isinstance(row.from_day, date) and isinstance(row.to_day, date) and row.from_day != row.to_day:
        return f"{word} {day_short(row.from_day)} → {day_short(row.to_day)}"
    return word


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def _text(value: Any) -> str:
    return plain(value) if isinstance(value, str) else "–"
