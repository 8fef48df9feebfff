"""Text that no spreadsheet takes for a formula, and back. Pure.

A cell that begins with = + - @ or a control character is calculated when a CSV is opened, whatever its quotes
(OWASP, "CSV Injection"; ASVS 5.0, 1.2.10); full-width forms are folded by East Asian editions, and white space before
the sign is skipped by some. Such text gets one apostrophe in front, in XLSX too: it is soon saved as CSV.
"""

from __future__ import annotations

import re

# Apostrophes first, so that what already looks neutralised gets one more and `restore` can take away exactly one.
# "<r>": XlsxWriter passes a string between <r> and </r> through as markup of its own.
_RUNS = re.compile("'*(?:[\\s\u200b-\u200f\u2060\ufeff\u00ad]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\x00-\x1f]|<r>)")
_RUNS_NEUTRALISED = re.compile("'" + _RUNS.pattern)


def neutralise(text: str) -> str:
    """`text` as it may stand in a cell. Half surrogates, which no file can hold, become "?"."""
    if text.isascii() and text[:1].isalnum():  # nearly every cell
        return text
    text = text.encode("utf-8", "replace").decode() if not text.isascii() else text
    return "'" + text if _RUNS.match(text) else text


def restore(cell: str) -> str:
    """The text that `neutralise` made `cell` of."""
    return cell[1:] if _RUNS_NEUTRALISED.match(cell) else cell
