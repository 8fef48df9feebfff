"""Beranda: where the regency stands against its target, what is in the way, and in which districts. No names."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.ui import (
    head,
    head_attention,
    head_cards,
    head_charts,
    head_filters,
    head_gaps,
    head_goals,
    head_map,
    head_months,
    head_served,
    head_steps,
    projection,
)
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(head.title(), permission=Permission.HEAD_VIEW)
today = clock.today(str(user.regency))
answer = st.container()
asked = head_filters.choose(user, today, head_filters.PROGRAM, head_filters.KIND, head_filters.SPAN)
version = head.state(user)
view = head.overview(user, asked.scope, today, version)
if view.empty:
    with answer:
        head_steps.first_steps(user)
    st.stop()
rest = head.details(user, asked, view, today, version)

with answer:
    head.answer(view)
with st.container(border=True):
    head_charts.once(view, head_charts.mission)
head_cards.draw(view, rest, asked)
if view.scope.as_of == today:
    with st.container(border=True):
        head_attention.draw(user, view.scope, head.points(user, view.scope, today, version, user.districts))
with st.container(border=True):
    head_goals.draw(user, view.scope, rest.goals, projection.known(user, view.scope, today, version))
head_map.draw(user, view)

left, right = st.columns([4, 5])
with left, st.container(border=True, height="stretch"):
    st.header(_("Dari wajib KTP sampai kartu di tangan"), anchor=False)
    head_charts.once(view, head_charts.stages)
    head_gaps.ways(user, view, today)
with right, st.container(border=True, height="stretch"):
    head_gaps.by_age(user, view, rest.leaks, today)
with st.container(border=True):
    st.header(_("Rekam, cetak, serah per bulan"), anchor=False)
    head_months.draw(user, view, rest, asked)
with st.container(border=True):
    head_served.draw(view, rest, asked)
head.sources(view)
