"""Peta: where it goes well and where not, by kecamatan and village, and which institutions were reached. No names."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.ui import head_filters, map_choice, map_draw, map_limit, map_places, map_table, map_words, maps
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(_("Peta"), permission=Permission.HEAD_VIEW)
today = clock.today(str(user.regency))
answer = st.container()
asked = head_filters.choose(user, today, head_filters.KIND)
usual = map_limit.of_office(user, asked.scope.as_of)
choice = map_choice.choose(len(asked.scope.districts) == 1, usual)
found = maps.ask(user, asked.scope, asked.kinds, choice, today)

answer.markdown(map_words.finding(found.view, found.rates, choice))
left, right = (st.container(), st.container()) if choice.static else st.columns([5, 4])
with left, st.container(border=True):
    map_draw.draw(found)
    st.caption(map_words.about(found.view, choice, found.outlines))
with right, st.container(border=True):
    map_table.draw(found)
if asked.scope.districts:
    with st.container(border=True):
        st.header(_("Lembaga di sini"), anchor=False)
        map_places.draw(user, asked.scope, found)
if not choice.static:
    map_limit.panel(user, today)
