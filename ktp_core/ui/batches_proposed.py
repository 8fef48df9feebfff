"""Screen `kelompok_cetak`: the cards of a proposal with names; who is left out by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import reading
from ktp_core.batches import queries, service
from ktp_core.batches.proposal import Proposed
from ktp_core.labels.batches import CATEGORIES
from ktp_core.ui import tables
from ktp_core.ui.batches_ask import Asked
from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.safe import quiet

_OUT, _LOOKED = "_usulan_tanpa", "_usulan_dilihat"


def left_out(question: Asked) -> frozenset[int]:
    """Ids of the residents that were taken out of this proposal; another question begins with none."""
    about, ids = st.session_state.get(_OUT, (None, frozenset()))
    return ids if about == question else frozenset()


def forget() -> None:
    """The batch is made: nobody is left out any more."""
    st.session_state.pop(_OUT, None)
    st.session_state.pop(_LOOKED, None)


def first(user: Actor, question: Asked, chosen: list[Proposed], today: date) -> None:
    """The cards in printing order, fifty a page; chosen ones can be left out."""
    if st.session_state.get(_LOOKED) != question:  # one audit entry per question, not per rerun
        service.looked_ahead(user, str(user.regency), cards=len(chosen), at=clock.now())
        st.session_state[_LOOKED] = question
    out = left_out(question)

    def fetch(limit: int, offset: int) -> pd.DataFrame:
        with reading(user, Permission.BATCH_EDIT, user.regency) as conn:
            return queries.proposed(conn, chosen[offset : offset + limit], today=today, first=offset + 1)

    def draw(found: pd.DataFrame, page: int) -> None:
        picked = _table(found, f"usulan_{page}_{len(out)}_{hash(question)}")
        with st.container(horizontal=True, vertical_alignment="center"):
            _choose(question, out, frozenset(int(found.iloc[at]["resident_id"]) for at in picked))

    tables.paged(len(chosen), fetch, draw, key="hal_usulan", of=question)


def _choose(question: Asked, out: frozenset[int], picked: frozenset[int]) -> None:
    """The buttons that take the chosen ones out, and put everybody back."""
    if picked and st.button(
        words("Keluarkan {n} terpilih dari usulan", n=number(len(picked))), icon=":material/person_remove:",
        type="tertiary", key="keluarkan",
    ):  # fmt: skip
        st.session_state[_OUT] = (question, out | picked)
        st.rerun()
    if out and st.button(
        words("Kembalikan {n} yang dikeluarkan", n=number(len(out))), icon=":material/undo:", type="tertiary",
        key="kembalikan_usulan",
    ):  # fmt: skip
        st.session_state.pop(_OUT, None)
        st.rerun()
    if out:
        st.markdown(quiet(_("Yang dikeluarkan tetap di antrean; berikutnya menggantikannya.")))


def _table(found: pd.DataFrame, key: str) -> list[int]:
    shown = found.assign(
        category=[_(CATEGORIES[value]) for value in found["category"]],
        waited=[words("{n} hari", n=number(int(days))) for days in found["days"]],
    )
    columns = {
        "place": tables.amount(_("No"), 45), "name": tables.text(_("Nama"), 172),
        "birth_date": tables.day(_("Lahir"), 86), "institution": tables.text(_("Lembaga"), 144),
        "class_name": tables.text(_("Kelas"), 60), "district": tables.text(_("Kecamatan"), 98),
        "category": tables.text(_("Sebab didahulukan"), 130), "due_on": tables.day(_("Sejak"), 86),
        "waited": tables.text(_("Menunggu"), 78),
    }  # fmt: skip
    return tables.show(
        shown, columns, key=key, choose="many", empty="–", height=min(420, 38 + 35 * len(found)),
        alt=_("Kartu usulan menurut urutan cetak."),
    )  # fmt: skip
