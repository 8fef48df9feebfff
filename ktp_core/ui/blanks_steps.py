"""Screen `blangko`: doing something and starting afresh, and the words of holders."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from ktp_core.labels.blanks import HOLDERS
from ktp_core.ui import refusals
from ktp_core.ui.forms import emptied
from ktp_core.ui.i18n import _, number


def carry_out(form: str, done: str, act: Callable[[], object]) -> None:
    """Do it, say so, and start afresh."""
    if refusals.carried_out(act, forget=partial(emptied, form)):
        st.toast(done, icon=":material/check:")
        st.rerun()


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
