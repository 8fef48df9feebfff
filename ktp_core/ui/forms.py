"""Fields of a form that come back empty once it was carried out, while what is typed elsewhere stays."""

from __future__ import annotations

import streamlit as st


def turn(form: str) -> str:
    """A key for the fields of a form: another one after each time it was carried out."""
    return f"{form}_{st.session_state.setdefault(f'_kali_{form}', 0)}"


def emptied(form: str) -> None:
    """The fields of that form alone come back empty."""
    st.session_state[f"_kali_{form}"] = st.session_state.get(f"_kali_{form}", 0) + 1
