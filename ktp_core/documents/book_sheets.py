"""Sheets of a workbook in the making: formats, safe texts, real numbers, widths that fit, paper."""

from __future__ import annotations

from datetime import date
from textwrap import wrap
from typing import Any

from ktp_core.documents.book_formats import Formats, breaks, letters, safe
from ktp_core.reports.model import Cell, Kind, Share

ROW = 20  # pixels
UPRIGHT, ACROSS = (670.0, 950.0), (1000.0, 610.0)  # pixels of A4 between its margins
_HIGHEST = 400  # pixels of a row
_SPARE = 1.06  # type is broader on some machines
_NARROW = 9.0
_FIRST_DAY = date(1900, 3, 1)  # Excel believes in 29 February 1900


class Sheet:
    """A worksheet, the row that is written next, and how wide its columns must be."""

    def __init__(self, book: Any, name: str, formats: Formats, broad: float = 36.0) -> None:
        """`broad`: letters of the broadest column; under one another tables share their columns."""
        self.to, self.formats, self.name = book.add_worksheet(name), formats, name
        self.row, self._broad = 0, broad
        self.drawn: list[tuple[int, float]] = []  # charts: the column they begin in, their width in pixels
        self._widths: dict[int, float] = {}
        self._texts: dict[int, list[tuple[int, str]]] = {}
        self._blocks: list[int] = []
        self._high: dict[int, int] = {}
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
        self._texts.setdefault(self.row, []).append((at, title))
        self.widen(at, max(max((len(word) for word in title.split()), default=0) + 2, len(title) * 0.6))

    def widen(self, at: int, characters: float) -> None:
        """At least so wide, within reason."""
        self._widths[at] = min(max(self._widths.get(at, _NARROW), characters), self._broad)

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
        self._texts.setdefault(self.row, []).append((at, value))
        self.widen(at, max(len(line) for line in value.split("\n")) + 1.5)

    def finish(
        self, footer: str, *, freeze: int = 1, repeat: int | None = None, widths: dict[int, float] | None = None
    ) -> None:
        """Widths, frozen rows, A4 with the stamp at its foot. `repeat`: the row of headings for every page."""
        self._widths |= widths or {}
        for at, width in self._widths.items():
            self.to.set_column(at, at, width)
        for row, texts in self._texts.items():
            lines = max(sum(len(wrap(line, self._room(at)) or [""]) for line in text.split("\n")) for at, text in texts)
            self._high[row] = min(4 + lines * (ROW - 4), _HIGHEST)
            self.to.set_row_pixels(row, self._high[row])
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
        down = {row: sum(self._high.get(at, ROW) for at in range(row)) for row in (*self._blocks, self.row)}
        ends = breaks(list(down.values()), int(paper[1] * 95 / scale))
        self.to.set_h_pagebreaks([row for row, pixels in down.items() if pixels in ends])

    def _room(self, at: int) -> int:
        """Letters of a line of text."""
        return max(int(self._widths[at] * 1.1) - 2, 4)

    def _left(self, columns: int) -> float:
        """Pixels of the first columns."""
        return sum(self._widths.get(at, 8.43) * 7 + 5 for at in range(columns))


def _stood(at: int, right: bool) -> dict[str, Any]:
    """Words keep off the number on their left."""
    return {"align": "right"} if right else {"align": "left", "indent": 1 if at else 0}
