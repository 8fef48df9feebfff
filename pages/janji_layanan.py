"""Janji layanan: days from the 17th birthday (or print-ready) to the card, and how often the promise was kept."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.ui import promise, promise_parts
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Janji layanan"),
    permission=Permission.HEAD_VIEW,
    intro=_("Berapa hari orang menunggu KTP-el sejak genap 17 tahun atau siap cetak, dan berapa yang menurut janji."),
)

found = promise.answer(user, promise.asked(user, clock.today(str(user.regency))))
if found.whole.n:
    with st.container(border=True):
        st.markdown(promise.sentence(found))
        promise_parts.chart(found)
        st.caption(promise.basis(found))
    promise_parts.breakdown(user, found)
else:
    st.info(promise.nothing(found), icon=":material/hourglass_top:")
promise_parts.promise(user, found)
