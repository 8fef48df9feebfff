"""What every screen starts with."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.ui import offices, session
from ktp_core.ui.i18n import _
from ktp_core.ui.safe import quiet


def open_page(title: str, *, permission: Permission, intro: str | None = None) -> Actor:
    """Title and introduction of a screen, after asking for session and permission in the database.

    The Actor that is answered has a concrete `.regency`: its own, or the office chosen in the sidebar.
    """
    signed_in = session.required()
    if signed_in.must_change and permission is not Permission.OWN_ACCOUNT:
        st.switch_page(str(_account_page()))
    if not may(signed_in.actor, permission):
        _refused()
        st.stop()
    st.title(title, anchor=False)
    if intro:
        st.markdown(quiet(intro))
    return with_office(signed_in.actor, needed=permission is not Permission.OWN_ACCOUNT)


def refuse(first: StreamlitPage) -> None:
    """What stands at the address of a screen that is not this account's: why, and where to go on."""
    if session.required().must_change:
        st.switch_page(first)
    _refused()
    st.page_link(first, label=_("Ke halaman awal"), icon=":material/arrow_back:")


def _refused() -> None:
    st.error(_("Halaman ini tidak termasuk tugas akun Anda."), icon=":material/block:")


def open_account() -> Actor:
    """The account itself, as it is: `.regency` None for who works for every office."""
    return session.required().actor


def with_office(actor: Actor, *, needed: bool = True) -> Actor:
    """The actor in the office that is chosen in the sidebar; stops with a sentence when no office is set up."""
    if actor.regency is not None:
        return actor
    chosen = offices.chosen(actor)
    if chosen is None and needed:
        st.warning(_("Belum ada kantor yang disiapkan. Jalankan `python -m ktp_core init --regency KODE` di server."))
        st.stop()
    return replace(actor, regency=chosen)


def _account_page() -> object:
    from ktp_core.ui.menu import BY_FILE

    return BY_FILE["akun"].path
