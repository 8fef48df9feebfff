"""Akun saya: own password, language and browser sessions."""

import streamlit as st

from ktp_core import clock
from ktp_core.access import queries
from ktp_core.access.permissions import Permission
from ktp_core.access.rules import session_limits
from ktp_core.access.transactions import reading
from ktp_core.ui import offices, own_account, session
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Akun saya"),
    permission=Permission.OWN_ACCOUNT,
    intro=_("Kata sandi, bahasa, dan peramban tempat akun ini sedang masuk."),
)
signed_in = session.required()
known = offices.names(signed_in.actor)

if signed_in.must_change:
    st.warning(
        _("Anda masuk dengan kata sandi sekali pakai, yang kini sudah tidak berlaku. Buat kata sandi Anda sendiri."),
        icon=":material/key:",
    )
    own_account.password(signed_in)
    st.stop()

own_account.changed()
own_account.about(signed_in, known.get(signed_in.actor.regency or "", _("Semua kantor")))
left, right = st.columns([3, 2])
with left:
    own_account.password(signed_in)
with right:
    own_account.language(signed_in)
with reading(signed_in.actor, Permission.OWN_ACCOUNT, signed_in.actor.regency) as conn:
    mine = queries.own_sessions(conn, signed_in.actor, session_limits(clock.now())[0])
own_account.sessions(signed_in, mine, user.regency or "35.14")
