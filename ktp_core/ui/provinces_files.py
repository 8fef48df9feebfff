"""The screen `provinsi`: one's own month as a file, and the files of other offices."""

from __future__ import annotations

import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.errors import KtpError
from ktp_core.exports.kinds import summary_params
from ktp_core.provinces import service
from ktp_core.ui import offices, refusals
from ktp_core.ui.downloads import download_button
from ktp_core.ui.i18n import _, month, words


def export(user: Actor, asked: int) -> None:
    """A button for the chosen month of the office in view."""
    st.header(_("Ekspor untuk provinsi"), anchor=False)
    st.markdown(_("Angka akhir bulan sebagai satu berkas kecil tanpa nama, untuk diterima di aplikasi provinsi."))
    if user.districts:
        st.caption(_("Akun Anda terbatas pada kecamatan tertentu; ringkasan diekspor oleh akun tanpa batas itu."))
    elif may(user, Permission.SUMMARY_EXPORT, user.regency):
        label = words("Unduh ringkasan {month}", month=month(asked))
        download_button(label, "summary", summary_params(str(user.regency), asked), user, key="unduh_ringkasan")


def merge(account: Actor) -> None:
    """A form that takes one file; what became of it is said."""
    st.header(_("Terima dari kabupaten"), anchor=False)
    with st.form("terima_ringkasan", clear_on_submit=True, border=False):
        file = st.file_uploader(_("Berkas ringkasan (.ktp.gz)"), key="berkas_ringkasan", max_upload_size=1)
        sent = st.form_submit_button(_("Terima berkas"), type="primary", icon=":material/upload_file:")
    if sent and file is None:
        st.error(_("Pilih berkasnya lebih dahulu."), icon=":material/block:")
    elif sent and file is not None:
        try:
            merged = service.merge(account, file.getvalue(), at=clock.now())
        except KtpError as refusal:
            refusals.say(refusal)
            return
        name, when = offices.short(merged.month.name), month(merged.month.month)
        text = words("{name}, {month}: diterima.", name=name, month=when) if merged.new else words(
            "{name}, {month}: berkas yang sama sudah ada.", name=name, month=when
        )
        st.session_state["_ringkasan"] = text
        st.rerun()
    if said := st.session_state.pop("_ringkasan", None):
        st.success(said, icon=":material/task_alt:")
