"""Rencana kunjungan: which institutions on which days with which team, proposed, edited and accepted by a person."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.ui import plan, plan_answer, plan_edit, plan_law, plan_left, plan_rates, plan_settings, refusals
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page
from ktp_core.ui.safe import quiet

user = open_page(
    _("Rencana kunjungan"),
    permission=Permission.VISIT_PLAN,
    intro=_("Usulan lembaga mana dikunjungi tim mana pada hari apa. Anda yang memutuskan: ubah, lepas, lalu terima."),
)
today = clock.today(str(user.regency))
plan_edit.said()

question = None
with refusals.shown():
    period = plan.period(user, today)
    known = plan.known(user, period, today)
    plan.sentence(known, period)
    question = plan_settings.question(user, period, known)
    plan_rates.rates(known.rates)
    plan.ask(user, question, today)

proposal = plan.kept(user)
if proposal is None:
    st.markdown(quiet(_("Tekan Susun usulan untuk melihat rencana. Belum ada yang dijadwalkan sebelum Anda menerima.")))
    st.stop()

plan_answer.answer(proposal, changed=proposal.question != question)
proposed, left, order = st.tabs([_("Usulan"), _("Ditunda"), _("Cara menyusun")])
with proposed:
    plan_edit.table(user, proposal, today)
with left:
    plan_left.table(proposal)
with order:
    plan_law.law(proposal)
