"""Proyeksi: when each target is reached at the pace of the office, what stands in the way, what would change it."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.ui import (
    head_filters,
    projection,
    projection_basis,
    projection_chart,
    projection_parts,
    projection_table,
    projection_wish,
)
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(_("Proyeksi"), permission=Permission.HEAD_VIEW)
today = clock.today(str(user.regency))
answer = st.container()
view = projection.read(user, head_filters.choose(user, today).scope, today)
if view.known.empty:
    with answer:
        projection.nothing_yet(user)
    st.stop()

chosen = projection_parts.target(view)
with answer:
    projection.answer(user, view, chosen)
wish = projection_wish.ask(view)
changed = projection.changed(view, wish) if wish else None
if changed:
    projection_wish.effect(view, changed, chosen)
with st.container(border=True):
    projection_chart.draw(view, changed, chosen)
if chosen is not None:
    projection_parts.facts(view, chosen)
projection_table.every(view)
projection_basis.assumptions(view)
