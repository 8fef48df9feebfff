"""The short way through XLSX: parts written just as Excel, LibreOffice and their like write them.

Most sheets are plain: `<c r="B7" s="3" t="s"><v>12</v></c>` and nothing else. Regular expressions read those several
times as fast as a parser. Every tag is counted, so that anything that is not plain (formulas, prefixes, inline text,
comments, another encoding) raises `NotPlain`, and the parser reads the part instead: it alone decides what is damaged.
"""

import re
from collections.abc import Callable, Iterator
from typing import IO
from xml.sax.saxutils import unescape

from ktp_core.rosters.reading.limits import MAX_CELL_TEXT, MAX_COLUMNS
from ktp_core.rosters.reading.plain_pieces import QUOTES, NotPlain, pieces
from ktp_core.rosters.reading.values import Grid, Row, Value
from ktp_core.rosters.reading.xmlguard import ROW_COST, Budget

_ROW = re.compile(r'\s*<row r="([1-9][0-9]{0,6})"((?: [\w:]+="[^"<>&]*")*)(/?)>')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})([0-9]+)"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?'
    r'(?:/>|><v>([^<]*)</v></c>|><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>)'
)
MERGED = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})")
_MERGE_CELL = re.compile(rb'<mergeCell ref="([A-Z0-9:]{5,21})"')

Convert = Callable[[str, str, str, bool], Value]
ColumnOf = Callable[[str], int]


def plain_rows(
    stream: IO[bytes], grid: Grid, convert: Convert, column_of: ColumnOf, strings: list[str]
) -> Iterator[Row]:
    """The non-blank rows. Raises NotPlain, perhaps after some rows: the parser then goes on behind those."""
    budget, previous = Budget(), 0

    def see(tail: bytes) -> None:
        for ref in _MERGE_CELL.findall(tail):
            if match := MERGED.fullmatch(ref.decode()):
                grid.merge(*match.groups())

    for text in pieces(stream, b"<row ", b"</row>", b"</sheetData>", see):
        budget.spend(ROW_COST * text.count("<row"))
        *parts, tail = text.split("</row>")
        for part in parts:
            body, number = _open_row(part, grid, previous)
            if not number:
                continue
            previous = int(number)
            found = _CELL.findall(body)
            cells_seen = body.count("<c ")
            tags_seen = cells_seen + 3 * body.count("<v>") + 5 * body.count("<is>")
            if len(found) != cells_seen or body.count("<") != tags_seen:
                raise NotPlain
            budget.spend(cells_seen)
            cells = _cells(found, number, grid, convert, column_of, strings)
            if cells:
                yield previous, cells
        if _open_row(tail, grid, previous)[1]:
            raise NotPlain


def _open_row(part: str, grid: Grid, previous: int) -> tuple[str, str]:
    """What follows the opening tag of the row, and its number; rows without cells are passed over."""
    position = 0
    while match := _ROW.match(part, position):
        if int(match[1]) <= previous or int(match[1]) > 1_048_576:
            raise NotPlain
        previous = int(match[1])
        grid.hidden_rows += ' hidden="1"' in match[2] or ' hidden="true"' in match[2]
        if not match[3]:
            return part[match.end() :], match[1]
        position = match.end()
    if part[position:].strip():
        raise NotPlain
    return "", ""


def _cells(
    found: list[tuple[str, str, str, str, str, str]],
    number: str,
    grid: Grid,
    convert: Convert,
    column_of: ColumnOf,
    strings: list[str],
) -> dict[int, Value]:
    cells: dict[int, Value] = {}
    wanted = grid.wanted
    for letters, row, style, kind, value_text, inline in found:
        column = column_of(letters)
        text = value_text or inline
        if row != number or column in cells or column >= MAX_COLUMNS or (kind == "inlineStr") != bool(inline):
            raise NotPlain
        if not text or (wanted is not None and column not in wanted):
            continue
        if kind == "s" and text.isdigit() and int(text) < len(strings):
            shared = strings[int(text)]
            if shared and not shared.isspace():
                cells[column] = shared
            continue
        value = convert(kind or "n", style, _plain_text(text), False)
        if value != "":
            cells[column] = value
    return cells


def _plain_text(text: str) -> str:
    if "&#" in text:
        raise NotPlain
    return unescape(text, QUOTES)[: MAX_CELL_TEXT + 1] if "&" in text else text[: MAX_CELL_TEXT + 1]
