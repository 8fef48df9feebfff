"""Names inside sentences that Streamlit reads as Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$&@/^=])")


def plain(text: str) -> str:
    """`text` so that it is shown as it is: no emphasis, link, picture, icon, colour or formula comes of it."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
