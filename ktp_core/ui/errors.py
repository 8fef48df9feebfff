"""What a screen says when something nobody foresaw went wrong."""

from __future__ import annotations

import streamlit as st

from ktp_core import logs
from ktp_core.errors import KtpError
from ktp_core.ui.i18n import _
from ktp_core.ui.refusals import say


def show(error: Exception) -> bool:
    """Streamlit's `on_script_error`: a refusal in its words, anything else in one sentence; no traceback on screen."""
    if isinstance(error, KtpError):
        say(error)
        return True
    logs.unexpected(error)
    st.error(
        _("Terjadi kesalahan yang tidak terduga; tidak ada yang tersimpan setengah. Muat ulang halaman ini. "
          "Bila terulang, beri tahu admin jam kejadiannya."),
        icon=":material/error:",
    )  # fmt: skip
    return True
