"""Tren: months by programme, team and kecamatan, year beside year, this year beside the usual one. No names."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.ui import head_filters, trend, trend_districts, trend_months, trend_parts, trend_words, trend_years
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(_("Tren"), permission=Permission.HEAD_VIEW)
today = clock.today(str(user.regency))
answer = st.container()
asked = head_filters.choose(user, today, head_filters.SPAN)
view = trend.read(user, asked.scope, trend.what())
if view.empty:
    with answer:
        trend.nothing_yet(user)
    st.stop()

answer.markdown(trend_words.answer(view))
with st.container(border=True):
    trend_months.line(view, asked.months)
with st.container(border=True):
    trend_districts.draw(view, asked.months)
left, right = st.columns(2)
with left, st.container(border=True, height="stretch"):
    trend_years.growing(view)
with right, st.container(border=True, height="stretch"):
    trend_months.against(view)
with st.container(border=True):
    trend_years.season(view)
with st.container(border=True):
    trend_parts.channels(view, asked.months)
with st.container(border=True):
    trend_parts.teams(view, asked.months)
