"""Whether a screen is drawn for a phone: sheets of days have no room for words there."""

from __future__ import annotations

import streamlit as st

WIDTH = 348  # pixels of the page on a usual phone held upright


def phone() -> bool:
    """What the browser says of itself; a tablet or a narrow window of a computer is none."""
    said = st.context.headers.get("User-Agent", "")
    return "Mobile" in said and "iPad" not in said
