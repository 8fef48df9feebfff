"""Screen `tim_alat`: choosing a row and changing it, with the version that was shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from ktp_core.ui import refusals, tables

OPENED = "_tim_alat_dibuka"


def picked(found: pd.DataFrame, columns: dict[str, Any], key: str) -> pd.Series | None:
    """The list, and the row that is chosen in it."""
    chosen = tables.show(found, columns, key=key, choose="one", height=min(420, 38 + 35 * len(found)))
    return found.iloc[chosen[0]] if chosen else None


def opened(kind: str, row: pd.Series) -> int:
    """The version that was shown when this row was chosen: what a change is checked against."""
    held = st.session_state.get(OPENED)
    if held is None or held[:2] != (kind, int(row["id"])):
        held = st.session_state[OPENED] = (kind, int(row["id"]), int(row["version"]))
    return int(held[2])


def close() -> None:
    """Forget what was shown: the next look is a fresh one."""
    st.session_state.pop(OPENED, None)


def carry_out(done: str, act: Callable[[], object]) -> None:
    """Do it, say so, and start afresh."""
    if refusals.carried_out(act, forget=close):
        st.toast(done, icon=":material/check:")
        st.rerun()
