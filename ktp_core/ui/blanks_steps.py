"""Screen `blangko`: doing something and starting afresh, and the words of holders."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from ktp_core.labels.blanks import HOLDERS
from ktp_core.ui import refusals
from ktp_core.ui.i18n import _, number


def turn(form: str) -> str:
    """A key for the fields of a form: another one after each time it was carried out, so that it comes back empty."""
    return f"{form}_{st.session_state.setdefault(f'_kali_{form}', 0)}"


def carry_out(form: str, done: str, act: Callable[[], object]) -> None:
    """Do it, say so, and start afresh."""
    if refusals.carried_out(act, forget=partial(_forget, form)):
        st.toast(done, icon=":material/check:")
        st.rerun()


def _forget(form: str) -> None:
    st.session_state[f"_kali_{form}"] = st.session_state.get(f"_kali_{form}", 0) + 1


def names(found: pd.DataFrame, *, empty: bool = True) -> dict[int, str]:
    """Holders in use as a list says them, with what they have; `empty=False`: only those that have some."""
    return {
        int(row["id"]): f"{row['name']} · {number(int(row['stock']))}"
        for _at, row in found.iterrows()
        if row["active"] and (empty or row["stock"])
    }


def kind(value: str) -> str:
    """What kind of holder, in words."""
    return _(HOLDERS[value])
