"""Text that people typed, on its way into something that reads Markdown."""

from __future__ import annotations

import re

_HARMLESS = re.compile(r"[\w\s,.;/()'\-\u2013]*")
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@^=])")


def plain(text: object) -> str:
    """`text` shown as it was typed: a picture or link in a name would otherwise be fetched or clicked."""
    return _MARKS.sub(r"\\\1", " ".join(str(text).split()))


def tame(text: str) -> str:
    """`plain` where there is anything to tame: "XII-1" and "3, 7-9" stay as they are, in addresses too."""
    return text if _HARMLESS.fullmatch(text) and "www." not in text.lower() and "_" not in text else plain(text)


def quiet(text: str) -> str:
    """A sentence of ours (not typed) in the quieter colour; it keeps 4.5 : 1, where a caption does not."""
    return ":gray[" + re.sub(r"(?<!\\)([\[\]])", r"\\\1", text) + "]"
