"""Kalender cetak: which cards become due when, and how many blanks that takes."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.errors import KtpError
from ktp_core.ui import batches_address, birthday_parts, birthdays, refusals
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Kalender cetak"),
    permission=Permission.BACKLOG_VIEW,
    intro=_("Kartu siap cetak (PRR) yang pemiliknya genap 17 tahun: dicetak pada hari kerja itu, atau hari kerja "
            "berikutnya bila libur, tidak pernah sebelumnya."),
)  # fmt: skip

try:
    span = birthdays.asked(user, clock.today(str(user.regency)))
except KtpError as refusal:
    refusals.say(refusal)
    st.stop()

found = birthdays.answer(user, span)
if not found.lines:
    st.info(
        _("Tidak ada kartu yang jatuh tempo dalam rentang ini. Perpanjang rentangnya, atau lihat Boleh rekam: hanya "
          "yang sudah direkam dan siap cetak yang muncul di sini."),
        icon=":material/event_available:",
    )  # fmt: skip
    st.caption(birthdays.before(found))
    st.stop()

left, right = st.columns([2.8, 1])
with left.container(border=True, height="stretch"):
    st.markdown(birthdays.sentence(found))
    birthday_parts.chart(found)
    st.caption(_("Bagian pucat: jatuh tempo pada hari libur sebelumnya."))
with right.container(border=True, height="stretch"):
    batches_address.link(user)
    birthday_parts.actions(user, found)
    st.caption(birthdays.before(found))

birthday_parts.names(user, found, birthday_parts.breakdown(user, found))
