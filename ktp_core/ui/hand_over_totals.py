"""Screen `penyerahan`: how many cards went into whose hand in a month, and where nobody checked."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.delivery import queries
from ktp_core.delivery.finished import Proof, Receiver
from ktp_core.labels.delivery import PROOFS, RECEIVERS
from ktp_core.months import first_day, last_day, months_back
from ktp_core.ui import tables
from ktp_core.ui.i18n import _, month, number, percent, words

_MONTHS = 24


def totals(user: Actor, today: date) -> None:
    """The month, the sentence, the numbers by receiver and proof."""
    months = months_back(today, _MONTHS)[::-1]
    chosen = st.selectbox(
        _("Bulan"), months, key="rekap_bulan", format_func=month, width=220
    )
    first, last = first_day(chosen), last_day(chosen)
    with reading(user, Permission.PARCEL_VIEW, user.regency) as conn:
        found = queries.hand_overs(conn, str(user.regency), first, min(last, today), districts=user.districts)
    if found.empty:
        st.info(_("Tidak ada kartu yang diserahkan dengan tanda terima pada bulan itu."), icon=":material/handshake:")
        return
    st.markdown(_sentence(found))
    columns = st.columns(4)
    cards, unchecked = int(found["cards"].sum()), int(found.loc[found["proof"] == Proof.NONE, "cards"].sum())
    columns[0].metric(_("Kartu diserahkan"), number(cards), border=True)
    columns[1].metric(_("Kartu pertama"), number(int(found["first"].sum())), border=True)
    columns[2].metric(_("Penggantian"), number(int(found["replacements"].sum())), border=True)
    columns[3].metric(
        _("Identitas tidak diperiksa"), number(unchecked), border=True,
        help=_("Diserahkan tanpa memeriksa identitas penerima; alasannya dicatat di tiap kartu."),
    )  # fmt: skip
    _table(found)


def _sentence(found: pd.DataFrame) -> str:
    cards = int(found["cards"].sum())
    owners = int(found.loc[found["receiver"] == Receiver.OWNER, "cards"].sum())
    unchecked = int(found.loc[found["proof"] == Proof.NONE, "cards"].sum())
    said = words("**{n} kartu** diserahkan, **{share}** langsung kepada pemiliknya.", n=number(cards),
                 share=percent(owners / cards, 0))  # fmt: skip
    if unchecked:
        said += " " + words("**{n}** tanpa pemeriksaan identitas.", n=number(unchecked))
    return said


def _table(found: pd.DataFrame) -> None:
    shown = found.assign(
        who=[_(RECEIVERS[one]) for one in found["receiver"]], how=[_(PROOFS[one]) for one in found["proof"]]
    )
    columns = {
        "who": tables.text(_("Penerima"), 200), "how": tables.text(_("Bukti identitas"), 220),
        "first": tables.amount(_("Kartu pertama"), 120), "replacements": tables.amount(_("Penggantian"), 120),
        "cards": tables.amount(_("Kartu"), 100), "people": tables.amount(_("Orang"), 100),
    }  # fmt: skip
    tables.show(shown, columns, key="rekap_serah", alt=_("Kartu yang diserahkan menurut penerima dan bukti identitas"))
