"""Screen `blangko`: how many to ask for, and the letter."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.blanks import ordering, rules
from ktp_core.blanks.cover import RESERVE, Need, Outlook
from ktp_core.blanks.model import Recipient
from ktp_core.labels.blanks import RECIPIENTS
from ktp_core.ui import tables
from ktp_core.ui.downloads import download_button
from ktp_core.ui.i18n import _, day_long, number, words
from ktp_core.ui.refusals import shown
from ktp_core.ui.safe import quiet

_USUAL = timedelta(days=90)


def order(user: Actor, known: Outlook, today: date, *, may_write: bool) -> None:
    """What is needed until a day, line by line; the letter for who may write it."""
    if not known.steps:
        st.info(_("Kebutuhan dapat dihitung setelah kapasitas cetak per hari diisi di bagian Pemegang."),
                icon=":material/print:")  # fmt: skip
        return
    until = st.date_input(
        _("Blangko harus cukup sampai"), today + _USUAL, min_value=today + timedelta(days=7),
        max_value=known.steps[-1].day, format="DD/MM/YYYY", key="cukup_sampai", width=220,
    )  # fmt: skip
    need = known.need(until)
    if need is None:
        return
    left, right = st.columns([1.3, 1], gap="large")
    with left:
        st.markdown(_sentence(need))
        _table(known, need)
    with right:
        if may_write:
            _letter(user, need, today)
        else:
            st.markdown(quiet(_("Surat permintaan dibuat oleh petugas cetak.")))


def _sentence(need: Need) -> str:
    day = day_long(need.until)
    if not need.order:
        return words("Stok cukup sampai {day} dan {n} hari kerja sesudahnya.", day=day, n=RESERVE)
    return words(
        "Agar cukup sampai {day} dan {n} hari kerja sesudahnya, minta **{order}** blangko.", day=day, n=RESERVE,
        order=number(need.order),
    )  # fmt: skip


def _table(known: Outlook, need: Need) -> None:
    supply = known.supply
    lines = [
        (_("Antrean cetak hari ini (PRR, cukup usia)"), supply.backlog),
        (_("Siap cetak yang akan berulang tahun ke-17"), need.due),
        (_("Penggantian, menurut 90 hari terakhir"), need.replaced),
        (_("Belum dapat dicetak menurut kapasitas"), -need.unprinted),
        (_("Blangko rusak, menurut 90 hari terakhir"), need.blanks - need.cards),
        (_("Kebutuhan"), need.blanks),
        (_("Stok"), supply.stock),
        (_("Kekurangan"), need.shortage),
    ]
    frame = pd.DataFrame(lines, columns=["what", "n"])
    tables.show(frame, {"what": tables.text(_("Uraian")), "n": tables.amount(_("Jumlah"), 110)}, key="kebutuhan")


def _letter(user: Actor, need: Need, today: date) -> None:
    st.markdown(f"**{_('Surat permintaan')}**")
    to = st.selectbox(_("Kepada"), list(Recipient), format_func=lambda one: _(RECIPIENTS[one]), key="minta_kepada")
    number_ = st.text_input(
        _("Nomor surat"), key="minta_nomor", max_chars=rules.LONGEST_DOCUMENT, placeholder=_("kosong: diisi tangan")
    )
    asked = st.number_input(
        _("Jumlah diminta"), 1, rules.MOST, value=need.order or 500, step=500, key=f"minta_{need.until}_{need.order}"
    )
    with shown():
        whom = Recipient(to or Recipient.PROVINCE)
        wish = ordering.Wish(user.regency or "", today, need.until, int(asked), whom, number_.strip())
        with st.container(horizontal=True):
            download_button(_("Unduh PDF"), "blank_order.pdf", wish.to_params(), user, type="primary")
            download_button(_("Unduh DOCX"), "blank_order.docx", wish.to_params(), user)
    st.markdown(quiet(_("Kop surat dan penanda tangan sama dengan surat balasan di halaman Permohonan.")))
