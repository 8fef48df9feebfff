"""Layanan keliling: Kenduren Mas and the offices' days: who is served when, who has waited longest, what was served."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission
from ktp_core.ui import (
    rounds,
    rounds_board,
    rounds_days,
    rounds_move,
    rounds_plan,
    rounds_served,
    rounds_setup,
    rounds_turns,
)
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Layanan keliling"),
    permission=Permission.VISIT_VIEW,
    intro=_("Kenduren Mas yang mendatangi kecamatan bergiliran, dan hari layanan di kantor kecamatan dan dinas."),
)
today = clock.today(str(user.regency))
left, right = st.columns([1.3, 1])
with left:
    part = rounds.view()
rounds.said()

if part == "dokumen":
    rounds_served.documents(user, today)
    st.stop()
if part == "tempat":
    rounds_served.places(user, today)
    st.stop()

with right:
    channel = rounds.channel()
sheet = rounds.sheet(user, channel, today)
plans = rounds.may_plan(user)
if sheet.services.empty and sheet.visits.empty:
    rounds_turns.nothing(sheet, plans=plans)
    if plans:
        rounds_setup.set_up(user, sheet)
    st.stop()

if part == "rencana":
    chosen = rounds_plan.listing(sheet)
    rounds_plan.below(user, sheet, chosen, plans=plans)
    st.stop()

rounds_turns.sentence(sheet)
if plans:
    rounds_days.make(user, sheet)
rounds_board.draw(sheet)
if plans:
    rounds_move.panels(user, sheet)
rounds_turns.waiting(sheet)
rounds_turns.excepted(sheet)
