"""Screen `permohonan`: the answer once a visit is planned: the letter as PDF and DOCX, and text for a message."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.documents.letters import BRING
from ktp_core.requests import letterhead, replies, service
from ktp_core.requests.letterhead import LetterSettings
from ktp_core.requests.model import Request
from ktp_core.ui.calendar_words import full_day
from ktp_core.ui.downloads import download_button
from ktp_core.ui.i18n import N_, _
from ktp_core.ui.refusals import shown
from ktp_core.ui.safe import quiet
from ktp_core.visits.states import OPEN

_LABELS = {
    "address": N_("Alamat kantor (kop surat)"), "place": N_("Kota pada baris tanggal"),
    "signer_role": N_("Jabatan penanda tangan"), "signer_name": N_("Nama penanda tangan"),
    "signer_rank": N_("Pangkat"), "signer_nip": N_("NIP"),
    "contact_name": N_("Narahubung kantor"), "contact_phone": N_("Telepon kantor"),
}  # fmt: skip


def panel(user: Actor, one: Request, visits: pd.DataFrame, today: date) -> None:
    """Letter and message for the visit that is planned; before that a sentence."""
    planned = visits[visits["state"].isin([str(state) for state in OPEN])]
    if planned.empty:
        st.info(_("Surat balasan dapat dibuat setelah kunjungannya dijadwalkan."), icon=":material/event:")
        return
    left, right = st.columns(2, gap="large")
    with shown():
        with left:
            wish = _wish(user, one, planned, today)
            with st.container(horizontal=True):
                download_button(_("Unduh PDF"), "reply.pdf", wish.to_params(), user, type="primary")
                download_button(_("Unduh DOCX"), "reply.docx", wish.to_params(), user)
        with right:
            st.markdown("**" + _("Teks untuk pesan") + "** " + quiet(_("(salin dengan tombol di sudutnya)")))
            st.code(replies.message(user, wish), language=None, wrap_lines=True)
    _settings(user, one.regency, today)


def _wish(user: Actor, one: Request, planned: pd.DataFrame, today: date) -> replies.Wish:
    days = {int(key): full_day(day) for key, day in zip(planned["id"], planned["day"], strict=True)}
    visit = next(iter(days))
    if len(days) > 1:
        visit = st.selectbox(_("Kunjungan"), list(days), format_func=days.__getitem__, key=f"balasan_{one.id}")
    number, dated = st.columns([3, 2])
    written = number.text_input(_("Nomor surat balasan"), key=f"nomor_balasan_{one.id}", max_chars=100,
                                placeholder=_("kosong: diisi tangan"))  # fmt: skip
    day = dated.date_input(_("Tanggal surat balasan"), today, key=f"tanggal_balasan_{one.id}", format="DD/MM/YYYY")
    bring = st.text_area(_("Yang perlu disiapkan peserta, satu baris satu hal"), "\n".join(BRING), height=130,
                         key=f"bawaan_{one.id}", max_chars=1500)  # fmt: skip
    may_name = may(user, Permission.SURVEY_VIEW, one.regency)
    names = may_name and st.checkbox(
        _("Lampirkan daftar nama yang belum direkam (NIK disamarkan)"), value=True, key=f"nama_{one.id}"
    )
    lines = tuple(line.strip() for line in bring.splitlines() if line.strip())
    return replies.Wish(one.id, visit, day, written.strip(), lines, names)


def _settings(user: Actor, regency: str, today: date) -> None:
    """What stands on every letter; set once, used from then on."""
    with reading(user, Permission.REQUEST_EDIT, regency) as conn:
        now = letterhead.current(conn, regency, today)
    with (
        st.expander(_("Kop surat, penanda tangan, dan narahubung"), icon=":material/edit_note:"),
        st.form("kop_surat", border=False),
    ):
        columns = st.columns(2)
        typed = {
            one.name: columns[at % 2].text_input(
                _(_LABELS[one.name]), getattr(now, one.name), key=f"kop_{one.name}", max_chars=letterhead.LONGEST
            )
            for at, one in enumerate(fields(LetterSettings))
        }
        if st.form_submit_button(_("Simpan untuk semua surat"), icon=":material/save:"):
            with shown():
                service.set_letterhead(user, regency, LetterSettings(**typed), today=today, at=clock.now())
                st.toast(_("Kop surat disimpan."), icon=":material/check:")
                st.rerun()
