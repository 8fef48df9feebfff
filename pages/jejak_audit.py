"""Jejak audit: who did what, when, and whether the log is whole."""

from dataclasses import replace

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.audit import queries
from ktp_core.ui import audit, tables
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.page import open_account, open_page

viewer = open_page(
    _("Jejak audit"),
    permission=Permission.AUDIT_VIEW,
    intro=_("Setiap perubahan, unduhan, dan pembukaan NIK tercatat di sini dan tidak dapat dihapus."),
)
own = open_account()  # an auditor of every office sees every entry, whatever office is in view
regency = viewer.regency or ""

with reading(own, Permission.AUDIT_VIEW, own.regency) as conn:
    audit.chain(replace(own, regency=regency), queries.last_check(conn))
    people = queries.people(conn, queries.EntryFilter().within(own))
    chosen = audit.chosen(people, clock.today(regency), regency).within(own)
    total = queries.total(conn, chosen)
    if not total:
        st.info(_("Tidak ada catatan yang cocok. Longgarkan saringan."), icon=":material/search_off:")
        st.stop()
    st.markdown(words("**{n}** catatan", n=number(total)))
    tables.paged(
        total,
        lambda limit, offset: queries.entries(conn, chosen, limit=limit, offset=offset),
        lambda frame, page: audit.entries(frame, page, regency),
        of=chosen,
    )
