"""Antrean cetak: cards that may be printed today and are not, longest wait first."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.errors import KtpError
from ktp_core.ui import backlog, backlog_cards, backlog_parts, batches_address, refusals
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Antrean cetak"),
    permission=Permission.BACKLOG_VIEW,
    intro=_("Kartu yang sudah siap cetak, pemiliknya sudah cukup usia, dan belum dicetak. Terlama di atas."),
)
today = clock.today(str(user.regency))

try:
    chosen = backlog.asked(user, today)
except KtpError as refusal:
    refusals.say(refusal)
    st.stop()

queue = backlog.found(user, chosen, today)
backlog.looked(user, chosen, queue)

if not queue.total and backlog.filtered(user, chosen):
    st.info(_("Tidak ada kartu yang cocok dengan saringan ini."), icon=":material/filter_alt_off:")
    st.button(_("Hapus saringan"), on_click=backlog.clear, icon=":material/close:", key="hapus_saringan")
    st.stop()
if not queue.total:
    st.success(
        _("Tidak ada kartu yang menunggu cetak. Kartu masuk ke sini bila statusnya siap cetak (PRR) dan pemiliknya "
          "sudah 17 tahun; impor daftar terbaru di halaman Status SIAK."),
        icon=":material/task_alt:",
    )  # fmt: skip
    st.stop()

left, right = st.columns([2.4, 1])
with left.container(border=True, height="stretch"):
    st.markdown(backlog.sentence(user, chosen, queue))
    backlog_parts.breakdown(user, chosen, queue)
with right.container(border=True, height="stretch"):
    batches_address.link(user)
    backlog_parts.actions(user, chosen, today)

backlog_cards.listing(user, chosen, queue)
