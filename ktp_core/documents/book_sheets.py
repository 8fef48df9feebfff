"""Sheets of a workbook in the making: formats, safe texts, real numbers, widths that fit, paper."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from textwrap import wrap
from typing import Any

from ktp_core.charts.theme import LIGHT
from ktp_core.exports.rules import neutralise
from ktp_core.reports.model import Cell, Kind, Share

ROW = 20  # pixels
UPRIGHT, ACROSS = (670.0, 950.0), (1000.0, 610.0)  # pixels of A4 between its margins
_SPARE, _LEAD = 1.22, 4  # type is broader on some machines; rows of the title
_LONGEST, _NARROW, _BROAD = 32_767, 9.0, 48.0
_FIRST_DAY = date(1900, 3, 1)  # Excel believes in 29 February 1900
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 15}, "caption": {"bold": True, "font_size": 12},
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


class Sheet:
    """A worksheet, the row that is written next, and how wide its columns must be."""

    def __init__(self, book: Any, name: str, formats: Formats) -> None:
        self.to, self.formats, self.name = book.add_worksheet(name), formats, name
        self.row = 0
        self.drawn: list[tuple[int, float]] = []  # charts: the column they begin in, their width in pixels
        self._widths: dict[int, float] = {}
        self._heads: dict[int, list[tuple[int, str]]] = {}
        self._blocks: list[int] = []
        self.to.hide_gridlines(2)

    def line(self, text: str, form: str, *, at: int = 0, gap: int = 0) -> None:
        """A text that runs over the empty cells on its right, and rows left free under it."""
        self.to.write_string(self.row, at, safe(text), self.formats(form))
        self.row += 1 + gap

    def block(self) -> None:
        """Here begins what should stand on one page."""
        self._blocks.append(self.row)

    def head(self, at: int, title: str, *, right: bool = False) -> None:
        """A heading in the row; it takes two lines rather than a broad column."""
        self.to.write_string(self.row, at, safe(title), self.formats("head", **_stood(at, right)))
        self._heads.setdefault(self.row, []).append((at, title))
        self.widen(at, max(max((len(word) for word in title.split()), default=0) + 2, len(title) * 0.6))

    def widen(self, at: int, characters: float) -> None:
        """At least so wide, within reason."""
        self._widths[at] = min(max(self._widths.get(at, _NARROW), characters), _BROAD)

    def put(self, at: int, value: Cell, kind: Kind, *, total: bool = False, **more: Any) -> None:
        """A cell of the row; not known stays empty. A share is a division that can be seen."""
        if isinstance(value, Share):
            self._share(at, f"={value.n}/{value.of}", value, total, more)
        elif isinstance(value, str) or (isinstance(value, date) and value < _FIRST_DAY):
            self._text(at, str(value), total, more)
        elif isinstance(value, date):
            self.to.write_datetime(self.row, at, value, self.formats("day", total=total, **more))
            self.widen(at, 11)
        elif value is None:
            self.to.write_blank(self.row, at, None, self.formats("text", total=total, **more))
        else:
            whole = kind is not Kind.DECIMAL and float(value).is_integer()
            form = self.formats("number" if whole else "decimal", total=total, **more)
            self.to.write_number(self.row, at, value, form)
            self.widen(at, len(f"{value:,.1f}") + 1)

    def rate(self, at: int, share: Share, *, total: bool = False, **more: Any) -> None:
        """The two cells on the left, divided."""
        n, of = (f"{letters(at - back)}{self.row + 1}" for back in (2, 1))
        self._share(at, f"={n}/{of}", share, total, more)

    def _share(self, at: int, formula: str, share: Share, total: bool, more: dict[str, Any]) -> None:
        form = self.formats("share", total=total, **more)
        if share.n is None or not share.of:
            self.to.write_blank(self.row, at, None, form)
        else:
            self.to.write_formula(self.row, at, formula, form, share.n / share.of)

    def _text(self, at: int, value: str, total: bool, more: dict[str, Any]) -> None:
        form = self.formats("text", total=total, **_stood(at, False), **more)
        self.to.write_string(self.row, at, safe(value), form)
        self.widen(at, max(len(line) for line in value.split("\n")) + 1.5)

    def finish(self, footer: str, *, freeze: int = 1, repeat: int | None = None) -> None:
        """Widths, frozen rows, A4 with the stamp at its foot. `repeat`: the row of headings for every page."""
        for at, width in self._widths.items():
            self.to.set_column(at, at, width)
        for row, heads in self._heads.items():
            lines = max(len(wrap(title, int(self._widths[at])) or [""]) for at, title in heads)
            self.to.set_row_pixels(row, lines * ROW)
        self.to.freeze_panes(freeze, 0)
        if repeat is not None:
            self.to.repeat_rows(repeat)
        self._paper()
        self.to.set_footer("&L&8" + footer.replace("&", "&&")[:200] + "&R&8&P / &N")

    def _paper(self) -> None:
        """As wide as a page; across where that would be small; no chart is cut where it can begin on the next page."""
        wide = _SPARE * max(self._left(at) + width for at, width in [*self.drawn, (len(self._widths), 0.0)])
        across = wide > UPRIGHT[0] * 1.15
        paper = ACROSS if across else UPRIGHT
        self.to.set_paper(9)
        self.to.set_margins(0.6, 0.6, 0.7, 0.8)
        if across:
            self.to.set_landscape()
        if not self.drawn and len(self._blocks) < 2:
            self.to.fit_to_pages(1, 0)
            return
        scale = max(10, min(100, int(100 * paper[0] / wide)))
        self.to.set_print_scale(scale)  # spreadsheets heed no breaks where they are told to fit
        self.to.set_h_pagebreaks(breaks([*self._blocks, self.row], int(paper[1] / ROW * 90 / scale)))

    def _left(self, columns: int) -> float:
        """Pixels of the first columns."""
        return sum(self._widths.get(at, 8.43) * 7 + 5 for at in range(columns))


def breaks(starts: list[int], page: int) -> list[int]:
    """Rows before which a page ends, so that what has room on a page is not cut. The last of `starts` is the end."""
    found, begun = [], 0
    for start, end in zip(starts, starts[1:], strict=False):
        if end - begun > page and start > begun + _LEAD:
            found.append(start)
            begun = start
        begun += (end - begun) // page * page  # longer than a page: it goes on by itself
    return found


def _stood(at: int, right: bool) -> dict[str, Any]:
    """Words keep off the number on their left."""
    return {"align": "right"} if right else {"align": "left", "indent": 1 if at else 0}


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
