"""The only scripts that screens run. Their text never changes, so that the content policy knows them by hash.

What varies (an address) stands in a link beside the script, written by the server and escaped.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape

import streamlit as st

GO = "document.querySelector('a[data-ktp-go]').click()"
# Browsers without WebGL show nothing where a map should be: they are taken to the static one.
NO_WEBGL = (
    "if(!['webgl2','webgl'].some(kind=>document.createElement('canvas').getContext(kind)))"
    "document.querySelector('a[data-ktp-static]').click()"
)
SOURCES = tuple(
    f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in (GO, NO_WEBGL)
)


def ready() -> None:
    """Let the browser load the part of Streamlit that `go_to` needs while it still may.

    Parts are loaded when first used, and once the session is over the gate gives nothing out any more.
    """
    st.html("<span hidden></span>")


def go_to(address: str, label: str) -> None:
    """Send the browser to an address of this server; the link stays for browsers without scripts."""
    link = f'<a data-ktp-go href="{escape(address, quote=True)}" target="_self">{escape(label)}</a>'
    st.html(f"{link}<script>{GO}</script>", unsafe_allow_javascript=True)


def without_webgl(address: str, label: str) -> None:
    """Send a browser that cannot draw the map to `address`; the link is there for everybody."""
    where = f'href="{escape(address, quote=True)}" target="_self" style="color:inherit"'
    link = f"<a data-ktp-static {where}>{escape(label)}</a>"
    st.html(f"<small>{link}</small><script>{NO_WEBGL}</script>", unsafe_allow_javascript=True)
