"""Kelompok cetak: which cards one printer makes next, who prints what, and what became of each."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission, may
from ktp_core.batches.model import BatchState
from ktp_core.ui import (
    batches,
    batches_address,
    batches_entry,
    batches_new,
    batches_one,
    batches_order,
    batches_steps,
    batches_table,
    refusals,
)
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(_("Kelompok cetak"), permission=Permission.BATCH_VIEW)
today = clock.today(str(user.regency))
may_edit = may(user, Permission.BATCH_EDIT, user.regency)

with refusals.shown():
    key = batches_address.asked()
    if key is not None:
        # Boxes, however much is said in them: what stands below would else be drawn anew and forget what is typed.
        with st.container():
            one = batches_one.opened(user, key, today)
            batches_steps.buttons(one)
        with st.container():
            batches_one.heading(one)
        above = st.container()  # drawn first, filled last: what is chosen in the table belongs in the form
        picked = batches_table.cards(one)
        if one.may_edit and one.batch.state is BatchState.OPEN and one.done.waiting + one.done.skipped:
            with above:
                batches_entry.entry(one, picked)
        st.stop()

    parts = {"kelompok": _("Kelompok"), "urutan": _("Urutan cetak")}
    if may_edit:
        parts = {"kelompok": parts["kelompok"], "buat": _("Buat"), "urutan": parts["urutan"]}
    part = st.segmented_control(
        _("Bagian"), list(parts), default="kelompok", format_func=parts.__getitem__, key=batches_address.PART,
        bind="query-params", label_visibility="collapsed", required=True,
    )  # fmt: skip
    if part == "buat":
        batches_new.new(user, today)
    elif part == "urutan":
        batches_order.order(user)
    else:
        batches.listing(user, may_edit=may_edit)

if key is not None:  # what stands above is a refusal
    st.button(
        _("Semua kelompok"), icon=":material/arrow_back:", on_click=batches_address.close_batch, key="ke_daftar_lagi"
    )
