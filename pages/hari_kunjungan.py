"""Hari kunjungan: the list of a visit, what came of each person, people who walked in, and its end."""

import streamlit as st

from ktp_core.access.permissions import Permission
from ktp_core.ui import (
    parcels_visit,
    refusals,
    visit_close,
    visit_day,
    visit_day_choice,
    visit_day_notes,
    visit_list,
    visit_people,
    visit_workbook,
)
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(_("Hari kunjungan"), permission=Permission.FIELD_VIEW)

with refusals.shown():
    # One box, however much is said in it: what stands below would else be drawn anew and forget what is being typed.
    with st.container():
        where, act = st.columns([5, 1.4])
        with where:
            opened = visit_day_choice.chosen(user)
        if opened is None:
            visit_day.nothing()
            st.stop()
        visit_day.heading(opened, act)
        parcels_visit.along(user, opened.id, Permission.FIELD_VIEW)
    # All of them are drawn on every run: a form that is not drawn forgets what was typed into it.
    listing, others, workbooks, notes, end = st.tabs(
        [_("Catat hasil"), _("Datang sendiri"), _("Buku kerja"), _("Foto dan catatan"), _("Tutup kunjungan")],
        key="bagian_kunjungan",
    )
    with listing:
        with st.container():
            visit_people.disputes(opened)
        visit_list.panel(opened)
    with others:
        visit_people.walk_ins(opened)
    with workbooks:
        visit_workbook.panel(opened)
    with notes:
        visit_day_notes.panel(opened)
    with end:
        visit_close.panel(opened)
