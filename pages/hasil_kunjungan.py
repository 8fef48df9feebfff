"""Hasil kunjungan: what came of visits by year, visit by visit and institution by institution. No names."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.ui import refusals, visit_results_lists, visit_results_one, visit_results_years
from ktp_core.ui import visit_results as parts
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Hasil kunjungan"),
    permission=Permission.VISIT_VIEW,
    intro=_("Siapa yang sudah dijangkau, apa hasilnya, dan lembaga mana yang belum pernah dikunjungi."),
)
today = clock.today(str(user.regency))

opened = parts.asked_for(parts.VISIT)
if opened is not None:
    parts.back_button()
    visit_results_one.one(user, opened)
    st.stop()

with refusals.shown():
    view, asked = parts.ask(user, today)
    parts.answer(user, asked)
    if view is parts.View.YEARS:
        visit_results_years.years(user, asked)
    elif view is parts.View.INSTITUTIONS:
        visit_results_lists.institutions(user, asked)
    else:
        place = parts.place(user, parts.asked_for(parts.INSTITUTION))
        if place is not None:
            parts.of_place(place)
        picked = visit_results_lists.visits(user, asked, place)
        if picked is not None:
            visit_results_one.one(user, picked)
