"""Screen `penyerahan`: the berita acara of what was destroyed in a span of days."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.exports.line_papers import destruction_params
from ktp_core.ui.downloads import download_button
from ktp_core.ui.i18n import _


def report(user: Actor, today: date) -> None:
    """From which day until which day, as PDF or DOCX; for those who propose or decide."""
    if not any(may(user, one, user.regency) for one in (Permission.DESTROY_PROPOSE, Permission.DESTROY_DECIDE)):
        return
    st.header(_("Berita acara pemusnahan"), anchor=False)
    row = st.columns([1.4, 1.4, 1.8], vertical_alignment="bottom")
    span = row[0].date_input(
        _("Diputuskan antara"), (today.replace(day=1), today), max_value=today, format="DD/MM/YYYY", key="musnah_antara"
    )
    number = row[1].text_input(_("Nomor berita acara"), key="musnah_nomor", max_chars=100,
                               placeholder=_("kosong: diisi tangan"))  # fmt: skip
    if len(span) < 2:
        row[2].markdown(_("Pilih juga hari terakhirnya."))
        return
    params = destruction_params(str(user.regency), *span, today, str(number or "").strip())
    with row[2].container(horizontal=True):
        download_button(_("Unduh PDF"), "destruction.pdf", params, user, type="primary", key="unduh_musnah_pdf")
        download_button(_("Unduh DOCX"), "destruction.docx", params, user, key="unduh_musnah_docx")
