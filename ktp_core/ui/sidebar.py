"""The frame around every screen: logo and office above the menu, account, language and sign-out below it."""

from __future__ import annotations

import streamlit as st

from ktp_core import clock
from ktp_core.access import service
from ktp_core.access.model import SignedIn
from ktp_core.ui import offices, session
from ktp_core.ui.i18n import _
from ktp_core.ui.logo import CARD
from ktp_core.ui.menu import BY_FILE

_LANGUAGES = {"id": "Indonesia", "en": "English"}


def draw(signed_in: SignedIn) -> None:
    """Logo, office, account, language, sign-out."""
    st.logo(CARD, size="large")
    with st.sidebar:
        offices.switcher(signed_in.actor)
        _office(signed_in)
        st.page_link(
            str(BY_FILE["akun"].path),
            label=signed_in.actor.display_name or signed_in.actor.name,
            icon=":material/account_circle:",
        )
        _language(signed_in)
        if st.button(_("Keluar"), icon=":material/logout:", type="tertiary", key="keluar"):
            service.sign_out(signed_in.actor, signed_in.token_hash, at=clock.now())
            session.leave("/masuk?keluar")


def _office(signed_in: SignedIn) -> None:
    known = offices.names(signed_in.actor)
    name = known.get(offices.chosen(signed_in.actor) or "")
    if name:
        st.caption(name)


def _language(signed_in: SignedIn) -> None:
    def changed() -> None:
        chosen = st.session_state["bahasa"]
        if chosen:
            service.set_language(signed_in.actor, signed_in.token_hash, chosen, at=clock.now())

    st.session_state.setdefault("bahasa", signed_in.language)
    st.segmented_control(
        _("Bahasa"), list(_LANGUAGES), format_func=_LANGUAGES.__getitem__, key="bahasa", required=True,
        label_visibility="collapsed", on_change=changed,
    )  # fmt: skip
