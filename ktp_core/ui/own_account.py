"""Parts of the screen `akun`: own password, language, and browser sessions."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ktp_core import clock, labels
from ktp_core.access import service
from ktp_core.access.model import SignedIn
from ktp_core.access.rules import PASSWORD_MIN
from ktp_core.errors import Refused
from ktp_core.ui import tables
from ktp_core.ui.i18n import LANGUAGE_KEY, _, moment, words
from ktp_core.ui.refusals import shown
from ktp_core.ui.safe import plain, quiet

LANGUAGES = {"id": "Indonesia", "en": "English"}


def about(signed_in: SignedIn, office: str) -> None:
    """Who one is here."""
    actor = signed_in.actor
    roles = ", ".join(_(labels.ROLES[role]) for role in sorted(actor.roles))
    first, left, middle, right = st.columns(4)
    first.markdown(words("Nama  \n**{name}**", name=plain(actor.display_name)))
    left.markdown(words("Nama akun  \n**{name}**", name=plain(actor.name)))
    middle.markdown(words("Peran  \n**{roles}**", roles=roles or "–"))
    right.markdown(words("Wilayah  \n**{office}**", office=office))


def password(signed_in: SignedIn) -> None:
    """The form of a new password; whoever came with a one-time password gives no old one."""
    with st.form("sandi", clear_on_submit=False):
        st.header(_("Kata sandi"), anchor=False)
        advice = words(
            "Paling sedikit {n} huruf atau angka; beberapa kata yang tidak berhubungan sudah kuat.", n=PASSWORD_MIN
        )
        st.markdown(quiet(advice))
        current = ""
        if not signed_in.must_change:
            current = st.text_input(_("Kata sandi sekarang"), type="password", autocomplete="current-password")
        first = st.text_input(_("Kata sandi baru"), type="password", autocomplete="new-password")
        again = st.text_input(_("Ulangi kata sandi baru"), type="password", autocomplete="new-password")
        if st.form_submit_button(_("Ganti kata sandi"), type="primary"):
            with shown():
                _change(signed_in, current, first, again)


def _change(signed_in: SignedIn, current: str, first: str, again: str) -> None:
    if first != again:
        raise Refused("password_again")
    service.change_password(signed_in.actor, signed_in.token_hash, current, first, at=clock.now())
    st.session_state["_sandi_baru"] = True
    st.rerun()


def changed() -> None:
    """Says once that the new password holds."""
    if st.session_state.pop("_sandi_baru", False):
        st.success(_("Kata sandi sudah diganti. Sesi di peramban lain diakhiri."), icon=":material/check:")


def language(signed_in: SignedIn) -> None:
    """The language of this browser session, as at the foot of the sidebar."""
    with st.container(border=True):
        st.header(_("Bahasa"), anchor=False)
        chosen = st.segmented_control(
            _("Bahasa"), list(LANGUAGES), format_func=LANGUAGES.__getitem__, default=signed_in.language,
            key=f"bahasa_akun_{signed_in.language}", required=True, label_visibility="collapsed",
        )  # fmt: skip
        if chosen and chosen != signed_in.language:
            switch_language(signed_in, chosen)


def switch_language(signed_in: SignedIn, chosen: str) -> None:
    """Store it with the session and draw the screen anew."""
    service.set_language(signed_in.actor, signed_in.token_hash, chosen, at=clock.now())
    st.session_state[LANGUAGE_KEY] = chosen
    st.rerun()


def sessions(signed_in: SignedIn, frame: pd.DataFrame, regency: str) -> None:
    """Where one is signed in, and the way to end all but this."""
    with st.container(border=True):
        st.header(_("Sesi"), anchor=False)
        here = frame["token_hash"] == signed_in.token_hash
        visible = pd.DataFrame(
            {
                "agent": frame["agent"].replace("", _("Peramban tidak dikenal")),
                "since": [moment(pd.Timestamp(value).to_pydatetime(), regency) for value in frame["created_at"]],
                "seen": [moment(pd.Timestamp(value).to_pydatetime(), regency) for value in frame["seen_at"]],
                "here": [_("Ini") if one else "" for one in here],
            }
        )
        columns = {"agent": _("Peramban"), "since": _("Masuk"), "seen": _("Terakhir aktif"), "here": _("Sesi ini")}
        tables.show(visible, columns, key="sesi", alt=_("Peramban tempat akun ini sedang masuk"))
        if len(frame) > 1 and st.button(_("Keluar dari peramban lain"), icon=":material/logout:", key="keluar_lain"):
            with shown():
                service.end_other_sessions(signed_in.actor, signed_in.token_hash, at=clock.now())
                st.rerun()
