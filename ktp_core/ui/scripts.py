"""The only scripts that screens run. Their text never changes, so that the content policy knows them by hash.

What varies (an address) stands in a link beside the script, written by the server and escaped.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape

import streamlit as st

GO = "document.querySelector('a[data-ktp-go]').click()"
SOURCES = tuple(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in (GO,))


def ready() -> None:
    """Let the browser load the part of Streamlit that `go_to` needs while it still may.

    Parts are loaded when first used, and once the session is over the gate gives nothing out any more.
    """
    st.html("<span hidden></span>")


def go_to(address: str, label: str) -> None:
    """Send the browser to an address of this server; the link stays for browsers without scripts."""
    link = f'<a data-ktp-go href="{escape(address, quote=True)}" target="_self">{escape(label)}</a>'
    st.html(f"{link}<script>{GO}</script>", unsafe_allow_javascript=True)
