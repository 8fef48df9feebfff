"""Who sits before the screen: asked in the database at every run, never remembered."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from ktp_core import clock
from ktp_core.access import sign_in
from ktp_core.access.model import SignedIn
from ktp_core.ui.i18n import LANGUAGE_KEY, _
from ktp_core.ui.scripts import go_to

_IDENTITY = "_identity"


def current() -> SignedIn | None:
    """The live session behind this run, None when it is over.

    What another identity left in `st.session_state` is removed first: a reconnected socket may carry it on.
    """
    hashed = st.user.get("session")
    found = sign_in.look_up(str(hashed), at=clock.now()) if hashed else None
    identity = (found.actor.account_id, found.token_hash) if found else None
    if st.session_state.get(_IDENTITY) != identity:
        st.session_state.clear()
        st.session_state[_IDENTITY] = identity
    if found:
        st.session_state[LANGUAGE_KEY] = found.language
    return found


def required() -> SignedIn:
    """The live session; without one the browser goes to the sign-in page and the run ends."""
    found = current()
    if found is None:
        leave()
    return found


def leave(address: str = "/masuk?habis") -> NoReturn:
    """Send the browser to the sign-in page and end the run."""
    go_to(address, _("Sesi sudah berakhir. Masuk lagi."))
    st.stop()
    raise AssertionError("st.stop() returned")


@st.fragment(run_every=45)
def watch(*, drawn_dark: bool) -> None:
    """In an idle tab too, a session that is over is noticed within a minute, and so is a theme that the computer
    changed by itself in the evening: charts were drawn with the words of the other one."""
    required()
    if (st.context.theme.type == "dark") != drawn_dark:
        st.rerun()
