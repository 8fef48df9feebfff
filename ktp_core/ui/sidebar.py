"""The frame around every screen: logo and office above the menu, account, language and sign-out below it."""

from __future__ import annotations

import streamlit as st

from ktp_core import clock
from ktp_core.access import service
from ktp_core.access.model import SignedIn
from ktp_core.ui import offices, own_account, scripts, session
from ktp_core.ui.i18n import _
from ktp_core.ui.logo import CARD, wide
from ktp_core.ui.menu import BY_FILE
from ktp_core.ui.safe import plain


def draw(signed_in: SignedIn) -> None:
    """Logo, office, account, language, sign-out."""
    known = offices.names(signed_in.actor)
    st.logo(wide(known.get(offices.chosen(signed_in.actor) or "", "")), size="large", icon_image=CARD)
    with st.sidebar:
        st.space("stretch")
        if not signed_in.must_change:
            offices.switcher(signed_in.actor)
        st.page_link(
            str(BY_FILE["akun"].path),
            label=plain(signed_in.actor.display_name or signed_in.actor.name),
            icon=":material/account_circle:",
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            _language(signed_in)
            if st.button(_("Keluar"), icon=":material/logout:", type="tertiary", key="keluar"):
                service.sign_out(signed_in.actor, signed_in.token_hash, at=clock.now())
                session.leave("/masuk?keluar")
        scripts.ready()


def _language(signed_in: SignedIn) -> None:
    chosen = st.segmented_control(
        _("Bahasa"), list(own_account.LANGUAGES), format_func=str.upper, default=signed_in.language,
        key=f"bahasa_{signed_in.language}", required=True, label_visibility="collapsed",
    )  # fmt: skip
    if chosen and chosen != signed_in.language:
        own_account.switch_language(signed_in, chosen)
