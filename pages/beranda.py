"""Beranda: where the regency stands against its target, what is in the way, and in which districts. No names."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.ui import head, head_cards, head_charts, head_filters, head_map
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(head.title(), permission=Permission.HEAD_VIEW)
today = clock.today(str(user.regency))
answer = st.container()
asked = head_filters.choose(user, today, head_filters.PROGRAM, head_filters.KIND, head_filters.SPAN)
view = head.overview(user, asked.scope, today)
if view.empty:
    with answer:
        head.first_steps(user)
    st.stop()

with answer:
    head.answer(view)
with st.container(border=True):
    head_charts.once(view, head_charts.mission)
head_cards.draw(view)
head_map.draw(user, view)

left, right = st.columns(2)
with left, st.container(border=True, height="stretch"):
    st.markdown("###### " + _("Rekam, cetak, serah per bulan"))
    head_charts.once(view, head_charts.months)
with right, st.container(border=True, height="stretch"):
    st.markdown("###### " + _("Dari wajib KTP sampai kartu di tangan"))
    head_charts.once(view, head_charts.stages)
with st.container(border=True):
    st.markdown("###### " + _("Lembaga dan pelajar yang dilayani per tahun"))
    head_charts.once(view, head_charts.years)
head.sources(view)
