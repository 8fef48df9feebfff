"""Columns of a table of the monthly report: their texts, and how wide each is to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ktp_core.documents.fonts import BOLD
from ktp_core.documents.monthly_words import DASH, cell, parts, percent
from ktp_core.documents.pdf_axes import wide
from ktp_core.reports.model import Cell, Kind, Share, Table

SIDE = 4.5  # points between a column's edge and its text
_LONGEST_TEXT = 190.0  # points a column of text asks for at most; what is longer is wrapped
_RIGHT = {Kind.NUMBER, Kind.SHARE, Kind.DECIMAL, Kind.DAY}


@dataclass(frozen=True, slots=True)
class Wide:
    """A column with its texts. `full`: points of its longest line, `natural`: those it asks for to look well, `firm`:
    those of its longest line with its heading in many, `least`: those below which words are torn apart."""

    title: str
    right: bool
    texts: tuple[str, ...]
    full: float
    natural: float
    firm: float
    least: float


def column(table: Table, at: int, size: float, *, two_lines: bool = False) -> Wide:
    """The column number `at` in letters of `size` points. `two_lines`: percentages above what they are of."""
    kind, title = table.columns[at].kind, table.columns[at].title
    texts = tuple(_text(row[at], two_lines) for row in table.rows)
    whole = [line for one in texts for line in one.split("\n")]
    heads = [wide(word, size, BOLD) for word in title.split()]
    pieces = whole if kind in _RIGHT else [word for line in whole for word in line.split()]
    if kind is Kind.SHARE and two_lines:
        pieces = [piece for line in whole for piece in line.replace(" dari", "\ndari").split("\n")]
    least = max([wide(word, size, BOLD) for word in pieces] + heads, default=0.0)
    two = wide(title, size, BOLD) * 0.62  # a heading in two lines
    firm = max([wide(line, size, BOLD) for line in whole] + heads + [two * 0.65], default=0.0)
    natural = min(max(firm, two), max(_LONGEST_TEXT, least))
    sizes = (max(firm, two), natural, firm, min(least, 140.0))
    right = kind in _RIGHT and not (kind is Kind.DAY and at == 0)  # a day that names its row stands as a name
    return Wide(title, right, texts, *(one + 2 * SIDE + 1 for one in sizes))


def _text(value: Cell, two_lines: bool) -> str:
    if two_lines and isinstance(value, Share) and (value.n is not None or value.of is not None):
        return f"{percent(value.n, value.of)}\n{parts(value)}"
    return cell(value) or DASH


def widths(columns: Sequence[Wide], width: float) -> list[float]:
    """Numbers as wide as they are, words what is left; where that is too little, all give what they can."""
    if sum(one.natural for one in columns) > width:
        return _narrowed(columns, width)
    words = [one.full for one in columns if not one.right]
    filled = iter(shared(words, width - sum(one.natural for one in columns if one.right)))
    found = [one.natural if one.right else next(filled) for one in columns]
    rest = width - sum(found)
    more = min(rest / max(len(words), 1), 60.0)
    found = [have if one.right else have + more for one, have in zip(columns, found, strict=True)]
    return [have + (width - sum(found)) / len(columns) for have in found]


def _narrowed(columns: Sequence[Wide], width: float) -> list[float]:
    """Headings give first, then words most of what they can, before numbers are set in more lines."""
    found = [one.natural for one in columns]
    firm = [one.firm if one.right else one.natural for one in columns]
    soft = [one.natural if one.right else one.least + (one.natural - one.least) / 4 for one in columns]
    for floor in (firm, soft, [one.least for one in columns]):
        give = [max(have - least, 0.0) for have, least in zip(found, floor, strict=True)]
        taken = min(1.0, max(sum(found) - width, 0.0) / (sum(give) or 1.0))
        found = [have - taken * one for have, one in zip(found, give, strict=True)]
    return [width * have / sum(found) for have in found]


def shared(wanted: Sequence[float], room: float) -> list[float]:
    """What each wants, or as much as the others where there is too little for all."""
    found = dict.fromkeys(range(len(wanted)), 0.0)
    left = room
    for done, at in enumerate(sorted(found, key=lambda at: wanted[at])):
        found[at] = min(wanted[at], left / (len(wanted) - done))
        left -= found[at]
    return list(found.values())
