"""The second half of a slow double click: the screen has moved on below it, and means something else by then."""

from __future__ import annotations

from time import monotonic

import streamlit as st

_AT = "_dicatat_barusan_"
_SECONDS = 1.5
"""Nobody checks the next stack of cards sooner."""


def done(form: str, sentence: str) -> str:
    """This form was carried out now; what was said of it."""
    st.session_state[_AT + form] = (monotonic(), sentence)
    return sentence


def said(form: str) -> str | None:
    """What was said when the form was carried out a moment ago: then a press that says nothing else is no new one."""
    at, sentence = st.session_state.get(_AT + form, (0.0, None))
    return sentence if monotonic() - at < _SECONDS else None
