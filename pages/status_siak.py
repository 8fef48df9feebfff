"""Status SIAK: a status list in, what it changes shown first, and what contradicts ours decided by a human."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.ui import siak, siak_confirm, siak_disputes
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Status SIAK"),
    permission=Permission.STATUS_IMPORT,
    intro=_("Daftar status dari SIAK (NIK, status, tanggal) memajukan kartu. Yang bertentangan dengan catatan kita "
            "tidak diterapkan; seseorang memutuskannya di bawah."),
)  # fmt: skip
today = clock.today(str(user.regency))

begun = siak.begun(user)
if begun is None:
    siak.upload(user, today)
elif begun.seen is None:
    siak.columns(user, begun, today)
else:
    siak_confirm.confirm(user, begun, today)
siak_confirm.result()
st.divider()
siak_disputes.panel(user)
