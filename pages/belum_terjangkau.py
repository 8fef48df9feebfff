"""Belum terjangkau: how many of 16 and 17 no list holds, in which districts, and where nobody has been. No names."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.ui import head_filters, unseen, unseen_districts, unseen_places
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(_("Belum terjangkau"), permission=Permission.HEAD_VIEW)
today = clock.today(str(user.regency))
answer = st.container()
view = unseen.read(user, head_filters.choose(user, today).scope, today)

with answer:
    if view.empty:
        unseen.first_steps(user)
    else:
        unseen.answer(user, view)
if len(view.rows) > 1 and (not view.empty or len(view.marks)):
    left, right = st.columns([5, 4]) if unseen.drawn(view) else (None, st.container())
    if left is not None:
        with left, st.container(border=True, height="stretch"):
            unseen.picture(view)
    with right, st.container(border=True, height="stretch"):
        unseen_districts.draw(view)
with st.container(border=True):
    unseen_places.by_kind(user, view, today)
    unseen_places.villages(view)
if not view.empty:
    unseen.table(view)
