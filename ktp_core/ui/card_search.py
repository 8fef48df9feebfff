"""The screen `kartu`: finding a resident by NIK or by the beginning of the name."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.cards import queries, service, wording
from ktp_core.cards.model import CardState
from ktp_core.nik import mask
from ktp_core.ui import tables
from ktp_core.ui.cards import KEY
from ktp_core.ui.i18n import N_, _, number, words

_QUERY, _SEARCHED, _SHORTEST = "_cari_penduduk", "_penduduk_dicari", 3


def search(user: Actor) -> None:
    """By whole NIK or by the beginning of the name. What is typed never reaches the address."""
    asked = st.text_input(
        _("NIK lengkap atau awal nama"), key=_QUERY, placeholder=_("misalnya AHMAD atau 16 angka NIK"), max_chars=60
    )
    if len(asked.strip()) < _SHORTEST:
        st.info(words("Ketik paling sedikit {n} huruf pertama nama, atau NIK lengkap.", n=_SHORTEST))
        return
    with reading(user, Permission.CARD_VIEW, user.regency) as conn:
        found = queries.find(conn, str(user.regency), asked, districts=user.districts)
    if st.session_state.get(_SEARCHED) != asked:  # one audit entry per question, not per rerun
        service.searched(user, str(user.regency), asked, rows=len(found), at=clock.now())
        st.session_state[_SEARCHED] = asked
    if found.empty:
        said = _("Tidak ada penduduk dengan NIK atau awal nama itu dalam data kantor ini.")
        st.warning(said, icon=":material/search_off:")
        return
    _found(found)


def _found(found: pd.DataFrame) -> None:
    full = len(found) == queries.FOUND_AT_MOST
    said = N_("{n} pertama ditampilkan. Ketik nama lebih lengkap.") if full else N_("{n} penduduk cocok. Pilih satu.")
    st.markdown(words(said, n=number(len(found))))
    shown = found.fillna({"district": "–", "institution": "–"}).assign(
        nik=found["nik"].map(mask), state=[_(wording.SHORT_STATES[CardState(state)]) for state in found["state"]]
    )
    columns = {
        "name": _("Nama"), "birth_date": tables.day(_("Tanggal lahir")), "nik": "NIK", "district": _("Kecamatan"),
        "institution": _("Lembaga"), "state": _("Status kartu"),
    }  # fmt: skip
    rows = tables.show(shown, columns, key="hasil_penduduk", choose="one")
    if rows:
        st.query_params[KEY] = str(found["id"].iloc[rows[0]])
        st.rerun()
