"""The head's page of an office without any number: what to do first."""

from __future__ import annotations

import streamlit as st

from ktp_core.access.model import Actor, Role
from ktp_core.labels.roles import ROLES
from ktp_core.ui import menu
from ktp_core.ui.i18n import _


def first_steps(user: Actor) -> None:
    """An office without any number: what to do first, by whom."""
    st.info(_("Belum ada angka untuk kantor ini. Mulai dengan langkah berikut."), icon=":material/flag:")
    allowed = {screen.file: screen for screen in menu.screens(user)}
    steps = (
        ("lembaga", Role.ROSTER, _("Muat daftar sekolah dan pesantren.")),
        ("unggah_daftar", Role.ROSTER,
         _("Unggah daftar siswa dari sekolah; penduduk dan yang boleh direkam muncul dari sana.")),
        ("status_siak", Role.PRINT, _("Muat daftar status KTP-el dari SIAK.")),
        ("angka_resmi", Role.ADMIN, _("Masukkan angka resmi dan target.")),
    )  # fmt: skip
    for count, (file, role, words) in enumerate(steps, start=1):
        st.markdown(f"{count}. {words} ({_(ROLES[role])})")
        if file in allowed:
            st.page_link(str(allowed[file].path), label=_(allowed[file].title), icon=allowed[file].icon)
