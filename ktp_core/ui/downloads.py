"""Downloads with names in them: one click makes a link for one fetch by one account (see web.downloads)."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ktp_core import clock
from ktp_core.access import downloads
from ktp_core.access.model import Actor
from ktp_core.ui.i18n import _
from ktp_core.ui.scripts import go_to


def download_button(label: str, kind: str, params: dict[str, Any], user: Actor, **button: Any) -> None:
    """A button that fetches `KINDS[kind](user, params)` as a file. `button`: width, type, disabled, key, help."""
    button.setdefault("icon", ":material/download:")
    button.setdefault("key", f"unduh_{kind}_{label}")
    if st.button(label, **button):
        token = downloads.offer(user, kind, params, at=clock.now())
        go_to(f"/unduh/{token}", _("Unduhan tidak mulai? Klik di sini."))
