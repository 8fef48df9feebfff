"""The one-time password an admin hands over: shown until it is put away, stored nowhere."""

from __future__ import annotations

import streamlit as st

from ktp_core.ui.i18n import _, words
from ktp_core.ui.safe import plain, quiet

SECRET = "_sandi_sekali_pakai"


def secret() -> None:
    """The one-time password, shown until it is put away."""
    held = st.session_state.get(SECRET)
    if held is None:
        return
    with st.container(border=True):
        st.markdown(words("Kata sandi sekali pakai untuk **{name}**", name=plain(held[0])))
        st.code(held[1], language=None)
        advice = _(
            "Berlaku 30 menit untuk satu kali masuk. Sampaikan langsung kepada orangnya; setelah ditutup tidak dapat "
            "ditampilkan lagi."
        )
        st.markdown(quiet(advice))
        if st.button(_("Sudah disampaikan"), key="sandi_tutup", icon=":material/check:"):
            del st.session_state[SECRET]
            st.rerun()
