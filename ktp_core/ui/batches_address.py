"""Screen `kelompok_cetak`: what stands in its address, and the callbacks that change it."""

from __future__ import annotations

import streamlit as st

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.ui.i18n import _
from ktp_core.ui.menu import BY_FILE

BATCH, PART = "kelompok", "bagian"
OPENED = "_kelompok_dibuka"


def open_batch(batch_id: int) -> None:
    """This batch stands in the place of the list; back in it, no row is chosen any more."""
    st.session_state[OPENED] = st.session_state.get(OPENED, 0) + 1
    st.query_params[BATCH] = str(batch_id)


def close_batch() -> None:
    """A callback: the list again, also for who came here from the form of a new batch."""
    st.query_params.pop(BATCH, None)
    st.session_state[PART] = "kelompok"


def link(user: Actor) -> None:
    """From other screens to the form of a new batch, for whoever may make one."""
    if may(user, Permission.BATCH_EDIT, user.regency):
        screen = BY_FILE["kelompok_cetak"]
        st.page_link(str(screen.path), label=_("Buat kelompok cetak"), icon=screen.icon, query_params={PART: _("Buat")})


def begin() -> None:
    """A callback: the form of a new batch."""
    st.session_state[PART] = "buat"


def asked() -> int | None:
    """The batch in the address, None when there is none that could be one."""
    written = st.query_params.get(BATCH, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else None
