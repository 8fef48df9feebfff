"""Laporan bulanan: what is in a month's report, as known when, as PDF and workbook; issuing it for good."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.ui import head_steps, reports, reports_issues, reports_preview
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Laporan bulanan"),
    permission=Permission.HEAD_VIEW,
    intro=_("Angka satu bulan dengan tabel, grafik, peta, dan arti setiap angka. Terbitan tidak berubah lagi; yang "
            "dikoreksi setelahnya didaftar terpisah. Tanpa nama."),
)  # fmt: skip
if user.districts:
    reports.whole_regency_only()
    st.stop()
today = clock.today(str(user.regency))
if reports.empty(user, today):
    head_steps.first_steps(user)
    st.stop()

asked = reports.choose(user, today)
found = reports.draft(user, asked, today)
issues = reports_issues.known(user, asked)
reports.status(found, issues)
reports_issues.told()
with st.container(border=True):
    with st.container(horizontal=True):
        reports.downloads(user, asked)
        reports_issues.issue(user, asked, issues, today)
    reports_issues.since(user, found, today)
if issues:
    with st.container(border=True):
        reports_issues.listing(user, issues, today)
reports_preview.draw(found)
