"""Orang per tahap: the people behind the numbers of the head's page, for those who work on their cards."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.ui import held, refusals
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Orang per tahap"),
    permission=Permission.HEAD_VIEW,
    intro=_("Penduduk kita menurut tempat kartunya tertahan: daftar di balik angka halaman Beranda."),
)

with refusals.shown():
    chosen = held.ask(user, clock.today(str(user.regency)))
    if chosen is None:
        st.info(_("Akun ini melihat jumlahnya di Beranda; nama hanya untuk petugas yang mengerjakannya."),
                icon=":material/lock:")  # fmt: skip
        st.stop()
    held.people(user, chosen)
