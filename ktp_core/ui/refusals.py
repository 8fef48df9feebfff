"""Refusals as sentences on screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.errors import StreamlitAPIException

from ktp_core.errors import Conflict, KtpError
from ktp_core.labels import refusal_text
from ktp_core.ui.i18n import _
from ktp_core.ui.safe import tame


def text(refusal: KtpError) -> str:
    """The sentence of a refusal in the language of the session; names in it are no Markdown."""
    ours = ("message",)  # a sentence of ours with its own room for values
    typed = {name: tame(one) for name, one in refusal.params.items() if isinstance(one, str) and name not in ours}
    return refusal_text(type(refusal)(refusal.code, **(refusal.params | typed)), _)


def say(refusal: KtpError) -> None:
    """Show it."""
    st.error(text(refusal), icon=":material/block:")


@contextmanager
def shown() -> Iterator[None]:
    """Whatever is refused inside is said on screen, and the screen goes on with what was typed."""
    try:
        yield
    except KtpError as refusal:
        say(refusal)


def carried_out(act: Callable[[], object], *, forget: Callable[[], None]) -> bool:
    """Do it and `forget` what was seen; whether it was done.

    A refusal is said and keeps what was typed. A conflict also offers the present state: what was seen is forgotten.
    """
    try:
        act()
    except KtpError as refusal:
        say(refusal)
        if isinstance(refusal, Conflict):
            _offer_present_state(forget)
        return False
    forget()
    return True


def _offer_present_state(forget: Callable[[], None]) -> None:
    label, icon = _("Muat ulang data"), ":material/refresh:"
    try:
        st.button(label, icon=icon, on_click=forget, key="muat_ulang")
    except StreamlitAPIException:  # inside a form only a button of the form may forget
        st.form_submit_button(label, icon=icon, on_click=forget, key="muat_ulang")
