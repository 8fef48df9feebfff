"""Boleh rekam: who may be recorded and has not been, and who turns 16 or 17 when, per institution and class."""

import streamlit as st

from ktp_core.access.permissions import Permission, may
from ktp_core.ui import refusals, survey, survey_answer
from ktp_core.ui.downloads import download_button
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Boleh rekam"),
    permission=Permission.SURVEY_VIEW,
    intro=_("Daftar survei untuk jemput bola: siapa yang dicari di lembaga mana, pada tanggal berapa pun."),
)

with refusals.shown():
    chosen = survey.ask(user)
    survey_answer.answer(user, chosen)
    if may(user, Permission.SURVEY_EXPORT, user.regency):
        st.space("small")
        download_button(_("Unduh daftar ini (XLSX)"), "survey.xlsx", chosen.to_params(), user)
