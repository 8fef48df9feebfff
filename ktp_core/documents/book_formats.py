"""What a workbook of a report is written with: formats by name, safe texts, names of sheets, ends of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ktp_core.charts.theme import LIGHT
from ktp_core.exports.rules import neutralise

_LONGEST = 32_767  # characters of a cell
_LEAD = 80  # pixels of the title of a sheet
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14}, "caption": {"bold": True, "font_size": 11},
    "muted": {"font_color": LIGHT.muted}, "finding": {"bold": True},
    "head": {"bold": True, "bg_color": "#EEF3F6", "bottom": 1, "text_wrap": True, "valign": "bottom"},
    "text": {"text_wrap": True, "valign": "top"}, "number": {"num_format": "#,##0", "valign": "top"},
    "decimal": {"num_format": "#,##0.0", "valign": "top"}, "share": {"num_format": "0.0%", "valign": "top"},
    "day": {"num_format": "dd/mm/yyyy", "align": "right", "valign": "top"},
}  # fmt: skip
_SUM = {"bold": True, "top": 1}


class Formats:
    """Made once each, by name; `sum`: as it stands in the last row of a table."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[Any, Any] = {}

    def __call__(self, name: str, *, total: bool = False, **more: Any) -> Any:
        """The format, with more on top."""
        key = (name, total, *sorted(more.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(_FORMATS[name] | (_SUM if total else {}) | more)
        return self._made[key]


def breaks(starts: list[int], page: int) -> list[int]:
    """Which of `starts` (pixels from above, the last is the end) begin a new page, so that what has room on one is not
    cut."""
    found, begun = [], 0
    for start, end in zip(starts, starts[1:], strict=False):
        if end - begun > page and start > begun + _LEAD:
            found.append(start)
            begun = start
    return found


def safe(text: str) -> str:
    """As it may stand in a cell: never a formula, never too long."""
    made = neutralise(text)
    return made if len(made) <= _LONGEST else made[: _LONGEST - 1] + "…"


def letters(at: int) -> str:
    """0 -> A, 26 -> AA."""
    return (letters(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def names(titles: Iterable[str]) -> list[str]:
    """Names of sheets: at most 31 letters that are allowed, no two alike."""
    found: list[str] = []
    taken = {"history"}
    for title in titles:
        plain = " ".join(_NO_NAME.sub(" ", title).split()).strip("'")[:31].strip("' ") or "Bagian"
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain[: 30 - len(str(number))]} {number}"
        taken.add(name.casefold())
        found.append(name)
    return found
