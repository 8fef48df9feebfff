"""Permohonan: letters and calls that ask for a visit, longest waiting first, and one of them with its next step."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.requests import queries
from ktp_core.requests.model import Chosen
from ktp_core.ui import requests as parts
from ktp_core.ui import requests_detail, requests_new, tables
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Permohonan"),
    permission=Permission.REQUEST_VIEW,
    intro=_("Surat dan telepon yang meminta jemput bola, dari diterima sampai kunjungannya selesai."),
)
regency = str(user.regency)
today = clock.today(regency)
may_edit = may(user, Permission.REQUEST_EDIT, regency)

opened = parts.opened(user)
if opened is not None:
    requests_detail.one(user, opened, today, may_edit=may_edit)
    st.stop()
if may_edit and requests_new.wanted():
    requests_new.new(user, today)
    st.stop()

chosen, end = parts.chosen(user)
if may_edit:
    with end:
        requests_new.button()
with reading(user, Permission.REQUEST_VIEW, regency) as conn:
    total = queries.count(conn, chosen)
    if total:
        parts.sentence(queries.by_state(conn, chosen), total, queries.longest(conn, chosen, today=today))
        tables.paged(
            total,
            lambda limit, offset: queries.page(conn, chosen, today=today, limit=limit, offset=offset),
            parts.listing,
            of=chosen,
        )
    else:
        parts.empty(queries.count(conn, Chosen(regency).within(user)), may_edit=may_edit)
