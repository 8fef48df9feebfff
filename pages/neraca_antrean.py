"""Neraca antrean: what entered and left the print backlog by month and district, to the card."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.printing import statement_service
from ktp_core.ui import statement
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Neraca antrean"),
    permission=Permission.HEAD_VIEW,
    intro=_("Dari mana antrean cetak bertambah dan ke mana berkurang: awal + masuk − keluar = akhir, sampai satu "
            "kartu."),
)  # fmt: skip

question = statement.asked(user, clock.today(str(user.regency)))
lines, names = statement_service.read(user, question.scope, question.first)
if not lines:
    st.info(
        _("Belum ada kartu yang masuk antrean cetak dalam rentang ini. Kartu masuk bila siap cetak (PRR) dan "
          "pemiliknya sudah 17 tahun."),
        icon=":material/balance:",
    )  # fmt: skip
    st.stop()

with st.container(border=True):
    st.markdown(statement.sentence(lines))
    statement.chart(lines)
statement.table(question, lines, names)
statement.files(user, question)
