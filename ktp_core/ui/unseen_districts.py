"""Beside the picture, in its order: how many places of each district nobody has been to."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core.institutions.model import Kind
from ktp_core.kpi.unseen import ordered
from ktp_core.kpi.unseen_view import UnseenView
from ktp_core.ui import tables, unseen_places
from ktp_core.ui.i18n import _, number, words

_TABLE, _DISTRICT = "belum_terjangkau_kecamatan", "kecamatan"


def draw(view: UnseenView) -> None:
    """One row for each district; a chosen row opens it."""
    st.header(_("Yang belum pernah didatangi"), anchor=False)
    rows = ordered(view.rows)
    codes = [one.area for one in rows]
    frame = pd.DataFrame(
        [
            (view.names[code], *(_of(*view.never(kind, code)) for kind in (Kind.PESANTREN, Kind.SCHOOL)),
             _of(len(view.never_villages(code)), sum(one[:8] == code for one in view.villages)))
            for code in codes
        ],
        columns=["name", "pesantren", "schools", "villages"],
    )  # fmt: skip
    columns = {
        "name": tables.text(_("Kecamatan"), 98), "pesantren": tables.text(_("Pesantren"), 70),
        "schools": tables.text(_("Sekolah"), 64), "villages": tables.text(_("Desa"), 78),
    }  # fmt: skip
    st.dataframe(
        frame, column_config=columns, hide_index=True, height="content", row_height=25, key=_TABLE,
        on_select=lambda: _choose(codes), selection_mode="single-row",
        alt=_("Per kecamatan") + ". " + unseen_places.finding(view),
    )  # fmt: skip
    st.caption(_("Pesantren dan sekolah tanpa kunjungan, surat, atau rencana; desa tanpa kunjungan atau layanan "
                 "keliling; dari semuanya. Pilih satu baris untuk membuka kecamatannya."))  # fmt: skip


def _choose(codes: list[str]) -> None:
    """A callback: the district of the chosen row alone."""
    chosen = st.session_state[_TABLE].selection.rows
    if chosen and chosen[0] < len(codes):
        st.session_state[_DISTRICT] = codes[chosen[0]]


def _of(n: int, of: int) -> str:
    return words("{n} dari {of}", n=number(n), of=number(of)) if of else "–"
