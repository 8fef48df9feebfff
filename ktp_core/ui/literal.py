"""Text that people or files supplied, inside our own Markdown: shown as it is, never as a link, image or heading."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&@^=])")


def literal(text: object) -> str:
    """`text` with every Markdown sign escaped: an image in a name would otherwise be fetched from elsewhere."""
    return _MARKS.sub(r"\\\1", " ".join(str(text).split()))
