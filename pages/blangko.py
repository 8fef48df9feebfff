"""Blangko: how many blanks there are, who holds them, how long they last, what came and went."""

import streamlit as st

from ktp_core import clock
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.blanks import queries, supply
from ktp_core.ui import blanks, blanks_acts, blanks_holders, blanks_ledger, blanks_order, blanks_proposals
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.page import open_page

user = open_page(
    _("Blangko"),
    permission=Permission.BLANK_VIEW,
    intro=_("Berapa blangko yang ada, siapa yang memegangnya, cukup sampai kapan, dan berapa yang perlu diminta."),
)
regency = str(user.regency)
today = clock.today(regency)
may_edit = may(user, Permission.BLANK_EDIT, regency) and not user.districts

with reading(user, Permission.BLANK_VIEW, regency) as conn:
    found = queries.holders(conn, regency, today)
    waiting = len(queries.waiting(conn, regency))

if found.empty:
    st.info(_("Belum ada pemegang blangko. Tambahkan gudang dan pencetak, lalu catat blangko yang diterima.")
            if may_edit else _("Belum ada blangko yang dicatat. Petugas cetak memulainya di halaman ini."),
            icon=":material/inventory_2:")  # fmt: skip
    if may_edit:
        blanks_holders.holders(user, found)
    st.stop()

parts = {"stok": _("Persediaan"), "buku": _("Buku"), "minta": _("Permintaan"), "usulan": _("Usulan")}
if may_edit:
    parts = {"stok": parts.pop("stok"), "catat": _("Catat"), **parts, "pemegang": _("Pemegang")}
part = st.segmented_control(
    _("Bagian"), list(parts), default="stok", format_func=parts.__getitem__, key="bagian", bind="query-params",
    label_visibility="collapsed", required=True,
)  # fmt: skip
known = None
if part in (None, "stok", "minta"):
    with reading(user, Permission.BLANK_VIEW, regency) as conn:
        known = supply.foresee(conn, regency, today)

if part == "catat":
    blanks_acts.record(user, found, today)
elif part == "buku":
    blanks_ledger.ledger(user, found, today)
elif part == "minta" and known is not None:
    blanks_order.order(user, known, today, may_write=may_edit)
elif part == "usulan":
    blanks_proposals.waiting(user)
    if may_edit:
        blanks_proposals.propose(user, found)
elif part == "pemegang":
    blanks_holders.holders(user, found)
elif known is not None:
    blanks.answer(known)
    if waiting:
        st.warning(words("{n} usulan hitung atau koreksi menunggu keputusan di bagian Usulan.", n=number(waiting)))
    blanks.holders(found)
