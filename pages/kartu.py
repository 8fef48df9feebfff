"""Kartu: one resident's card, what happened to it, and what may be done with it now."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.ui import card_acts, card_history, card_search, cards
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Kartu"),
    permission=Permission.CARD_VIEW,
    intro=_("Cari seorang penduduk untuk melihat perjalanan KTP-el-nya dan mencatat langkah berikutnya."),
)
opened = cards.opened(user)

if opened is None:
    card_search.search(user)
    st.stop()

today = clock.today(str(user.regency))
cards.heading(user, opened, today)
cards.journey(opened)
card_acts.panel(user, opened, today)
card_history.history(user, opened)
