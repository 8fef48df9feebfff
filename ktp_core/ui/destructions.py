"""Screen `penyerahan`: finished cards that somebody wants destroyed, decided by somebody else, and the report."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.delivery import queries, service
from ktp_core.labels.delivery import LOSSES
from ktp_core.ui import destructions_report, tables
from ktp_core.ui.i18n import _, day_long, day_short, words
from ktp_core.ui.parcels_acts import carry_out
from ktp_core.ui.safe import plain, quiet

_LOOKED = "_musnah_dilihat"
_PAST = 100


def destructions(user: Actor, today: date) -> None:
    """What waits for a second person, what was decided of late, and the berita acara."""
    with reading(user, Permission.PARCEL_VIEW, user.regency) as conn:
        waiting = queries.destructions(conn, str(user.regency), open=True, districts=user.districts)
        past = queries.destructions(conn, str(user.regency), open=False, districts=user.districts, limit=_PAST)
    seen = (tuple(waiting["id"]), len(past))
    if len(waiting) + len(past) and st.session_state.get(_LOOKED) != seen:  # one audit entry per look, not per rerun
        service.looked_at_loose(user, str(user.regency), rows=len(waiting) + len(past), at=clock.now())
        st.session_state[_LOOKED] = seen
    if waiting.empty:
        st.markdown(quiet(_("Tidak ada usulan pemusnahan yang menunggu keputusan.")))
    for row in waiting.to_dict("records"):
        with st.container(border=True):
            _one(user, row, today)
    if not past.empty:
        st.header(_("Sudah diputuskan"), anchor=False)
        _past(past)
    destructions_report.report(user, today)


def _one(user: Actor, row: dict[str, Any], today: date) -> None:
    left, right = st.columns([3.4, 1.6], vertical_alignment="center")
    with left:
        _asked(row)
    key = int(row["id"])
    if row["proposed_by"] == user.name:
        with right.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right"):
            st.markdown(quiet(_("Menunggu orang lain.")), width="content")
            if may(user, Permission.DESTROY_PROPOSE, user.regency) and st.button(_("Tarik usulan"), key=f"tarik_{key}"):
                carry_out("musnah", lambda: _withdraw(user, key, today))
        return
    if not may(user, Permission.DESTROY_DECIDE, user.regency):
        right.markdown(quiet(_("Menunggu keputusan orang kedua.")))
        return
    with right.container(horizontal=True, horizontal_alignment="right"):
        # Asked twice: it cannot be taken back, and the next proposal moves up to where this button was.
        with st.popover(_("Setujui"), type="primary", icon=":material/check:", key=f"buka_setuju_{key}"):
            st.markdown(quiet(_("Kartunya dicoret untuk selamanya; ini tidak dapat dibatalkan.")))
            if st.button(_("Setujui"), type="primary", key=f"setuju_{key}", icon=":material/check:"):
                carry_out("musnah", lambda: _decide(user, key, True, today))
        if st.button(_("Tolak"), key=f"tolak_{key}"):
            carry_out("musnah", lambda: _decide(user, key, False, today))


def _asked(row: dict[str, Any]) -> None:
    """Whose card is to go, and why."""
    st.markdown(words("**{name}**, lahir {day}: **{cause}**", name=plain(row["name"]),
                      day=day_short(row["birth_date"]), cause=_(LOSSES[row["cause"]])))  # fmt: skip
    st.markdown(words("Alasan: {reason} · {who}, {when}", reason=plain(row["reason"]), who=plain(row["proposer"]),
                      when=day_long(row["proposed_on"])))  # fmt: skip


def _decide(user: Actor, key: int, accepted: bool, today: date) -> str:
    service.decide_destruction(user, key, accepted, day=today, at=clock.now())
    if accepted:
        return _("Pemusnahan disetujui. Kartu keluar dari catatan kartu jadi dan menunggu dicetak lagi bila pemiliknya "
                 "masih berhak. Cetak berita acaranya di bawah.")  # fmt: skip
    return _("Usulan ditolak; kartunya tetap ada.")


def _withdraw(user: Actor, key: int, today: date) -> str:
    service.withdraw_destruction(user, key, day=today, at=clock.now())
    return _("Usulan ditarik; kartunya tetap ada.")


def _past(past: pd.DataFrame) -> None:
    shown = past.assign(
        cause_word=[_(LOSSES[one]) for one in past["cause"]],
        verdict=[_verdict(row) for row in past.to_dict("records")],
    )
    columns = {
        "name": tables.text(_("Nama"), 180), "birth_date": tables.day(_("Lahir"), 86),
        "cause_word": tables.text(_("Sebab"), 110), "reason": tables.text(_("Alasan"), 150),
        "proposer": tables.text(_("Pengusul"), 120), "decider": tables.text(_("Pemutus"), 122),
        "decided_on": tables.day(_("Diputuskan"), 86), "verdict": tables.text(_("Keputusan"), 78),
    }  # fmt: skip
    tables.show(shown, columns, key="musnah_lalu", empty="–", height=min(300, 38 + 35 * len(shown)),
                alt=_("Usulan pemusnahan yang sudah diputuskan, terbaru di atas"))  # fmt: skip


def _verdict(row: dict[str, Any]) -> str:
    if row["accepted"]:
        return _("Disetujui")
    return _("Ditarik") if row["decided_by"] == row["proposed_by"] else _("Ditolak")
