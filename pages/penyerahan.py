"""Penyerahan: finished cards from the office into the hand of their owners, and who has them meanwhile."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission, may
from ktp_core.ui import (
    destructions,
    destructions_propose,
    hand_over_counter,
    hand_over_totals,
    parcels,
    parcels_acts,
    parcels_list,
    parcels_one,
    parcels_ready,
    parcels_uncollected,
    refusals,
)
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Penyerahan"),
    permission=Permission.PARCEL_VIEW,
    intro=_("Kartu jadi: ke mana dikirim, siapa yang memegangnya sekarang, dan siapa yang belum mengambilnya."),
)
today = clock.today(str(user.regency))
may_edit = may(user, Permission.PARCEL_EDIT, user.regency)

parts = {
    "kirim": _("Siap kirim"), "paket": _("Paket"), "loket": _("Di loket"), "belum": _("Belum diambil"),
    "rekap": _("Rekap"), "musnah": _("Pemusnahan"),
}  # fmt: skip
if not may_edit:
    del parts["loket"]
with refusals.shown():
    switch, code = st.columns([3.4, 1], vertical_alignment="center")
    with code:
        parcels.scan(user)
    opened = parcels.opened(user, today)
    with st.container():  # has a place also without a sentence: else all below is drawn anew and the keyboard is lost
        parcels_acts.done()
    if opened is not None:
        parcels_one.one(opened, switch)
        st.stop()
    part = switch.segmented_control(
        _("Bagian"), list(parts), default="kirim", format_func=parts.__getitem__, key="bagian", bind="query-params",
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    if part == "paket":
        parcels_list.parcels(user, today, may_edit=may_edit)
    elif part == "loket":
        hand_over_counter.counter(user, today)
    elif part == "belum":
        parcels_uncollected.uncollected(user, today, may_edit=may_edit)
    elif part == "rekap":
        hand_over_totals.totals(user, today)
    elif part == "musnah":
        if may(user, Permission.DESTROY_PROPOSE, user.regency):
            destructions_propose.propose(user, today)
        destructions.destructions(user, today)
    else:
        parcels_ready.ready(user, today, may_edit=may_edit)
