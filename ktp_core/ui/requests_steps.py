"""Screen `permohonan`: the next step of one request, as a sentence and buttons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.labels.visits import VISIT_STATES
from ktp_core.requests import service, states
from ktp_core.requests.model import Request, RequestAction, RequestDraft, RequestState
from ktp_core.ui import refusals
from ktp_core.ui.calendar_words import full_day, hours
from ktp_core.ui.i18n import N_, _, day_long, words
from ktp_core.ui.menu import BY_FILE
from ktp_core.ui.safe import plain, quiet
from ktp_core.visits.model import VisitState

OPENED = "_permohonan_dibuka"
_NEXT = {
    RequestState.RECEIVED: N_("Hubungi pengirim, pastikan permohonan ini benar dan berapa orangnya, lalu verifikasi."),
    RequestState.VERIFIED: N_("Permohonan ini sudah pasti dan menunggu hari kunjungan."),
    RequestState.SCHEDULED: N_("Kunjungan sudah dijadwalkan. Kirim surat balasan atau pesannya kepada pengirim."),
    RequestState.DONE: N_("Kunjungan untuk permohonan ini sudah selesai."),
    RequestState.DECLINED: N_("Permohonan ini ditolak."),
    RequestState.WITHDRAWN: N_("Permohonan ini ditarik oleh pengirim."),
}  # fmt: skip
_REASONED = {
    RequestAction.DECLINE: (N_("Tolak"), N_("Alasan menolak"), ":material/block:", N_("Permohonan ditolak.")),
    RequestAction.WITHDRAW: (
        N_("Catat penarikan"), N_("Mengapa pengirim menariknya"), ":material/undo:", N_("Penarikan dicatat.")),
    RequestAction.RECONSIDER: (
        N_("Buka kembali"), N_("Mengapa dibuka kembali"), ":material/restart_alt:", N_("Permohonan dibuka kembali.")),
}  # fmt: skip
_DO = {
    RequestAction.DECLINE: service.decline, RequestAction.WITHDRAW: service.withdraw,
    RequestAction.RECONSIDER: service.reconsider,
}  # fmt: skip


def opened(one: Request) -> int:
    """The version that was shown when this request was opened: what a change is checked against."""
    held = st.session_state.get(OPENED)
    if held is None or held[0] != one.id:
        held = st.session_state[OPENED] = (one.id, one.version)
    return int(held[1])


def panel(user: Actor, one: Request, visits: pd.DataFrame, today: date, *, may_edit: bool) -> None:
    """What comes next, the visits made for it, and the buttons of who may press them."""
    st.markdown(_(_NEXT[one.state]))
    if one.reason:
        st.markdown(words("Sejak {day}. Alasan: {reason}", day=day_long(one.state_on), reason=plain(one.reason)))
    for visit in visits.itertuples():
        _visit(visit)
    if may_edit:
        _buttons(user, one, today)


def _visit(visit: object) -> None:
    day, state = visit.day, VisitState(visit.state)  # type: ignore[attr-defined]
    team = visit.team if isinstance(visit.team, str) else ""  # type: ignore[attr-defined]
    about = [full_day(day), hours(visit.start, visit.end), plain(team), _(VISIT_STATES[state.value]).lower()]  # type: ignore[attr-defined]
    st.page_link(
        str(BY_FILE["jadwal"].path), label=" · ".join(part for part in about if part), icon=":material/event:",
        query_params={"kunjungan": str(visit.id)},  # type: ignore[attr-defined]
    )  # fmt: skip


def _buttons(user: Actor, one: Request, today: date) -> None:
    possible = states.actions(one.state)
    with st.container(horizontal=True, vertical_alignment="center"):
        if RequestAction.VERIFY in possible:
            _verify(user, one, today)
        if one.state is RequestState.VERIFIED and may(user, Permission.VISIT_PLAN, one.regency):
            _plan(one)
        for action in (step for step in possible if step in _REASONED):
            _reasoned(user, one, action, today)
    if one.state is RequestState.VERIFIED and not may(user, Permission.VISIT_PLAN, one.regency):
        st.markdown(quiet(_("Penjadwal memilih harinya di halaman Jadwal.")))


def _plan(one: Request) -> None:
    if st.button(_("Jadwalkan kunjungan"), type="primary", icon=":material/event_available:", key="jadwalkan"):
        st.switch_page(str(BY_FILE["jadwal"].path), query_params={"permohonan": str(one.id)})


def _verify(user: Actor, one: Request, today: date) -> None:
    version = opened(one)
    if st.button(_("Verifikasi"), type="primary", icon=":material/verified:", key="verifikasi"):
        carry_out(
            _("Permohonan diverifikasi."),
            lambda: service.verify(user, one.id, version, today=today, at=clock.now()),
        )


def _reasoned(user: Actor, one: Request, action: RequestAction, today: date) -> None:
    label, asked, icon, done = (_(text) for text in _REASONED[action])
    version = opened(one)
    with st.popover(label, icon=icon, key=f"buka_{action.value}"):
        reason = st.text_area(asked, key=f"alasan_{action.value}_{one.id}_{version}", max_chars=300, height=80)
        if st.button(label, type="primary", key=f"ya_{action.value}"):
            carry_out(done, lambda: _DO[action](user, one.id, version, reason, today=today, at=clock.now()))


def edit(user: Actor, one: Request, draft: Callable[[], RequestDraft], today: date) -> None:
    """Keep what the form says."""
    version = opened(one)
    carry_out(
        _("Perubahan disimpan."),
        lambda: service.edit(user, one.id, version, draft(), today=today, at=clock.now()),
    )


def carry_out(done: str, act: Callable[[], object]) -> None:
    """Do it, say so, and start afresh."""
    if refusals.carried_out(act, forget=_forget):
        st.toast(done, icon=":material/check:")
        st.rerun()


def _forget() -> None:
    st.session_state.pop(OPENED, None)
