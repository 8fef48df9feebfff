"""Text that people typed, on its way into something that reads Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@^=])")


def plain(text: object) -> str:
    """`text` shown as it was typed: a picture or link in a name would otherwise be fetched or clicked."""
    return _MARKS.sub(r"\\\1", " ".join(str(text).split()))


def quiet(text: str) -> str:
    """A sentence of ours (not typed) in the quieter colour; it keeps 4.5 : 1, where a caption does not."""
    return f":gray[{text.replace('[', chr(92) + '[').replace(']', chr(92) + ']')}]"
