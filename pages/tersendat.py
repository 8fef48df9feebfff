"""Kartu tersendat: cards that stay where they are too long, whose turn it is, and what to do next."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission, may
from ktp_core.ui import refusals, stuck, stuck_limits, stuck_people, stuck_places
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Kartu tersendat"),
    permission=Permission.HEAD_VIEW,
    intro=_("Kartu yang terlalu lama berhenti di satu tempat: di mana, giliran siapa, dan apa langkah berikutnya."),
)
today = clock.today(str(user.regency))

with refusals.shown():
    chosen = stuck.ask(user)
    found = stuck.found(user, chosen, today)
    stuck.answer(chosen, found)
    stuck.kinds(chosen, found)
    if not found.whole.total:
        st.subheader(_("Batas hari"), anchor=False)
        stuck_limits.limits(user, found)
        st.stop()
    ages, districts, institutions, limits = st.tabs(
        [_("Lama tersendat"), _("Per kecamatan"), _("Per lembaga"), _("Batas hari")], key="rincian", on_change="rerun",
        bind="query-params",
    )  # fmt: skip
    if ages.open:
        with ages:
            stuck_places.ages(chosen, found)
    if districts.open:
        with districts:
            stuck_places.districts(user, chosen, found)
    if institutions.open:
        with institutions:
            stuck_places.institutions(user, chosen, found)
    if limits.open:
        with limits:
            stuck_limits.limits(user, found)
    if may(user, Permission.STUCK_VIEW, user.regency):
        stuck_people.listing(user, chosen, found)
