"""NIKs stay masked until somebody asks, in writing, to see them: of one page of one list, until they turn it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.ui.i18n import _, number, words
from ktp_core.ui.refusals import shown


def revealed(screen: str, question: Hashable, offset: int) -> frozenset[int]:
    """Ids of the residents whose NIK stands on `screen` now; none after another question or page."""
    asked, place, ids = st.session_state.get(_key(screen), (None, 0, frozenset()))
    return ids if (asked, place) == (question, offset) else frozenset()


def button(
    screen: str, question: Hashable, offset: int, frame: pd.DataFrame, picked: Sequence[int], note: Callable[..., Any]
) -> None:
    """Show the NIKs of the `picked` rows of the page, else of all, once `note(ids)` wrote that down; or mask them.

    `frame` is the page, with the residents' `id`; `picked` are row numbers in it.
    """
    ids = [int(key) for key in frame["id"]]
    if revealed(screen, question, offset):
        if st.button(_("Samarkan NIK lagi"), icon=":material/visibility_off:", type="tertiary", key="samarkan"):
            st.session_state.pop(_key(screen), None)
            st.rerun()
        return
    some = words("Tampilkan NIK {n} baris terpilih", n=number(len(picked)))
    if st.button(
        some if picked else _("Tampilkan NIK halaman ini"), icon=":material/visibility:", type="tertiary",
        key="tampilkan", help=_("Tercatat di jejak audit."),
    ):  # fmt: skip
        with shown():
            wanted = [ids[at] for at in picked] or ids
            note(wanted)
            st.session_state[_key(screen)] = (question, offset, frozenset(wanted))
            st.rerun()


def _key(screen: str) -> str:
    return f"_{screen}_nik"
