"""The router: who is it, what may they open, run that."""

from functools import partial

import streamlit as st

from ktp_core.ui import page, session, sidebar
from ktp_core.ui.i18n import _
from ktp_core.ui.logo import CARD
from ktp_core.ui.menu import SCREENS, SECTIONS, screens

st.set_page_config(page_icon=CARD, layout="wide", initial_sidebar_state="auto")

signed_in = session.current()
if signed_in is None:  # navigation first: without it the menu of the last run would stay on screen
    st.navigation([st.Page(session.leave, title="KTP-el", url_path="masuk_lagi")], position="hidden").run()
    st.stop()

allowed = [screen for screen in screens(signed_in.actor) if not signed_in.must_change or screen.file == "akun"]
pages = {
    _(section): [
        st.Page(
            screen.path,
            title=_(screen.title),
            icon=screen.icon,
            url_path=screen.file,
            visibility="hidden" if screen.hidden else "visible",
        )
        for screen in allowed
        if screen.section == section
    ]
    for section in SECTIONS
}
# The root is no screen of its own: every screen keeps its file's name as its address.
first = next(found[0] for found in pages.values() if found)
# Addresses of other screens lead to a sentence; Streamlit itself would say in English that there is no such page.
closed = [
    st.Page(partial(page.refuse, first), title=_(screen.title), url_path=screen.file, visibility="hidden")
    for screen in SCREENS if screen not in allowed
]  # fmt: skip
home = st.Page(partial(st.switch_page, first), title="KTP-el", url_path="awal", default=True, visibility="hidden")
sections = {section: found for section, found in pages.items() if found}
opened = st.navigation({**sections, "": [home, *closed]}, expanded=True)
sidebar.draw(signed_in)
opened.run()
session.watch(drawn_dark=st.context.theme.type == "dark")
