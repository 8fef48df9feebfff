"""Kartu tersendat: what can be done with the cards that were chosen in the list."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.delivery.queries import where_is
from ktp_core.labels.roles import ROLES
from ktp_core.labels.stuck import KINDS, STEPS
from ktp_core.stuck import notes, queries, service
from ktp_core.stuck.model import MAX_ACTION, Agreement, StuckFilter, StuckKind
from ktp_core.stuck.rules import OWNERS
from ktp_core.ui import refusals, tables
from ktp_core.ui.i18n import _, moment, number, words
from ktp_core.ui.menu import BY_FILE
from ktp_core.ui.safe import plain, quiet
from ktp_core.ui.stuck import Found

SAVED = "_tersendat_dicatat"
"""How often the list started afresh in this session, with nothing chosen."""
_WEEK = timedelta(days=7)


def chosen_cards(user: Actor, chosen: StuckFilter, found: Found, rows: pd.DataFrame) -> None:
    """Whose turn it is, the way to the card, the agreement form, and what was agreed before."""
    with st.container(border=True):
        if len(rows) == 1:
            _one(user, rows.iloc[0])
        else:
            st.markdown(words("**{n} kartu dipilih**", n=number(len(rows))))
        if may(user, Permission.STUCK_WORK, user.regency):
            _form(user, chosen, found, rows)
        if len(rows) == 1:
            _history(user, int(rows["id"].iloc[0]))


def _one(user: Actor, row: Any) -> None:
    kind = StuckKind(row["kind"])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(row['name'])}** · {_(KINDS[kind.value])}", width="content")
        if may(user, Permission.CARD_VIEW, user.regency):
            screen = BY_FILE["kartu"]
            link = {"penduduk": str(int(row["id"]))}
            st.page_link(str(screen.path), label=_("Buka kartu"), icon=screen.icon, query_params=link)
        if kind in (StuckKind.PRINTED, StuckKind.DISPATCHED) and may(user, Permission.PARCEL_VIEW, user.regency):
            _delivery_link(user, int(row["id"]))
    turn = words("Giliran: {role}. {step}.", role=_(ROLES[OWNERS[kind]]), step=_(STEPS[kind.value]))
    st.markdown(quiet(turn))


def _delivery_link(user: Actor, resident_id: int) -> None:
    """The way to the parcel that has the card, or to where it is packed."""
    with reading(user, Permission.PARCEL_VIEW, user.regency) as conn:
        found = where_is(conn, resident_id)
    screen = BY_FILE["penyerahan"]
    address = {"paket": str(found.parcel_id)} if found is not None and found.parcel_id else {}
    label = _("Buka paket") if address else _("Buka Penyerahan")
    st.page_link(str(screen.path), label=label, icon=screen.icon, query_params=address)


def _form(user: Actor, chosen: StuckFilter, found: Found, rows: pd.DataFrame) -> None:
    with reading(user, Permission.STUCK_VIEW, user.regency) as conn:
        people = notes.workers(conn, chosen.regency)
    key = hash(tuple(rows["id"]))
    with st.form(f"penanganan_{key}", border=False):
        who, what, until, send = st.columns([1.3, 2.2, 1, 0.9], vertical_alignment="bottom")
        owner = who.selectbox(
            _("Ditangani oleh"), list(people), index=list(people).index(user.name) if user.name in people else None,
            format_func=people.__getitem__, placeholder=_("Belum ditentukan"), key=f"tangani_{key}",
        )  # fmt: skip
        action = what.text_input(
            _("Yang akan dilakukan"), max_chars=MAX_ACTION, key=f"tindakan_{key}",
            placeholder=_("mis. telepon sekolah, minta datang Senin"),
        )  # fmt: skip
        day = until.date_input(
            _("Tenggat"), value=found.today + _WEEK, min_value=found.today, format="DD/MM/YYYY", key=f"tenggat_{key}"
        )
        pressed = send.form_submit_button(_("Catat"), type="primary", width="stretch", key=f"catat_{key}")
    ids = [int(one) for one in rows["id"]]

    def write() -> None:
        service.agree(user, chosen, ids, Agreement(owner, action, day), today=found.today, at=clock.now())

    if pressed and refusals.carried_out(write, forget=_nothing_chosen):
        st.toast(words("Penanganan {n} kartu dicatat.", n=number(len(ids))), icon=":material/check:")
        st.rerun()


def _nothing_chosen() -> None:
    st.session_state[SAVED] = st.session_state.get(SAVED, 0) + 1


def _history(user: Actor, resident_id: int) -> None:
    with reading(user, Permission.STUCK_VIEW, user.regency) as conn:
        past = queries.agreements(conn, str(user.regency), resident_id)
    if past.empty:
        return
    past["at"] = [moment(at, user.regency or "") for at in past["at"]]
    past["kind"] = [_(KINDS[kind]) for kind in past["kind"]]
    columns = {
        "at": tables.text(_("Waktu"), 118), "kind": tables.text(_("Tersendat di"), 190), "owner": _("Ditangani"),
        "action": tables.text(_("Kesepakatan"), 260), "due_on": tables.day(_("Tenggat"), 86), "by": _("Dicatat oleh"),
    }  # fmt: skip
    tables.show(past, columns, key="riwayat_penanganan", empty="–", alt=_("Riwayat penanganan, terbaru di atas."))
