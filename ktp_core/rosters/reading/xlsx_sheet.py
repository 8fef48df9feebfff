"""The rows of one XLSX sheet, as a stream: nothing is kept of the cells that hold nothing."""

import re
from collections.abc import Iterator

from ktp_core.errors import Refused
from ktp_core.rosters.reading.archive import DAMAGED, Archive
from ktp_core.rosters.reading.limits import MAX_CELL_TEXT, MAX_COLUMNS
from ktp_core.rosters.reading.plain_pieces import NotPlain
from ktp_core.rosters.reading.values import Grid, Row, Value, column_number
from ktp_core.rosters.reading.xlsx_cells import CellReader
from ktp_core.rosters.reading.xlsx_plain import MERGED, plain_rows
from ktp_core.rosters.reading.xmlguard import ODD_COST, ROW_COST, Budget, feed, local, new_parser

_TAGS = frozenset(("c", "v", "f", "t", "is", "row", "rPh"))
_LETTERS = re.compile(r"[A-Z]{1,3}")


class SheetReader:
    """Reads one sheet; `cells` turns what stands in a <c> into a value."""

    def __init__(self, archive: Archive, part: str, cells: CellReader) -> None:
        self.archive, self.part, self.cells = archive, part, cells
        self.value = cells.value
        self.finished: list[Row] = []
        self._columns: dict[str, int] = {}

    def grid(self, name: str) -> Grid:
        grid = Grid(name, iter(()), facts={"date1904": self.cells.date1904})
        grid.rows = self._rows(grid)
        return grid

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """The short way as far as it goes, then the parser from the next row on."""
        done = 0
        try:
            with self.archive.open(self.part) as stream:
                for row in plain_rows(stream, grid, self.value, self._column, self.cells.strings):
                    done = row[0]
                    yield row
                return
        except NotPlain:
            grid.hidden_rows = 0
        except DAMAGED as fault:
            raise Refused("format", reason="damaged") from fault
        for row in self._parsed_rows(grid):
            if row[0] > done:
                yield row

    def _parsed_rows(self, grid: Grid) -> Iterator[Row]:
        try:
            with self.archive.open(self.part) as stream:
                for _ in feed(self._parser(grid), stream):
                    yield from self.finished
                    self.finished.clear()
        except DAMAGED as fault:
            raise Refused("format", reason="damaged") from fault

    def _parser(self, grid: Grid):  # type: ignore[no-untyped-def]  # noqa: ANN202  expat's type has no public name
        """The handlers share their state as local variables: they run once per cell and this is what costs time."""
        row = column = 0
        row_text = kind = style = ref = ""
        cells: dict[int, Value] = {}
        pieces: list[str] = []
        take = phonetic = formula = False
        budget = Budget()

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal row, column, row_text, kind, style, ref, take, phonetic, formula, cells
            if tag not in _TAGS:
                tag = local(tag)
            if tag == "c":
                ref = attributes.get("r", "")
                column = self._column(ref.removesuffix(row_text)) if ref else column + 1
                kind, style = attributes.get("t", "n"), attributes.get("s", "")
                formula = False
                pieces.clear()
            elif tag == "v" or tag == "t":
                take = not phonetic
            elif tag == "f":
                formula = True
            elif tag == "row":
                row, row_text = _row_number(attributes.get("r"), row)
                column, cells = -1, {}
                budget.spend(ROW_COST)
                grid.hidden_rows += attributes.get("hidden") in ("1", "true")
            elif tag == "rPh":
                phonetic = True
            elif tag == "mergeCell":
                if match := MERGED.fullmatch(attributes.get("ref", "")):
                    grid.merge(*match.groups())
                budget.spend(1)
            elif tag != "is":
                budget.spend(ODD_COST)

        def end(tag: str) -> None:
            nonlocal take, phonetic
            if tag not in _TAGS:
                tag = local(tag)
            if tag == "v" or tag == "t":
                take = False
            elif tag == "c":
                if (pieces or formula) and (grid.wanted is None or column in grid.wanted or column >= MAX_COLUMNS):
                    value = self.value(kind, style, "".join(pieces), formula)
                    if value != "":
                        _put(cells, column, value, row)
            elif tag == "row":
                budget.spend(column + 1)
                if cells:
                    self.finished.append((row, cells))
            elif tag == "rPh":
                phonetic = False

        def text(data: str) -> None:
            if take:
                pieces.append(data[: MAX_CELL_TEXT + 1])
                if len(pieces) > 200:
                    del pieces[100:]

        return new_parser(start, end, text)

    def _column(self, letters: str) -> int:
        index = self._columns.get(letters)
        if index is None:
            if not _LETTERS.fullmatch(letters):
                raise Refused("format", reason="damaged")
            index = self._columns[letters] = column_number(letters)
        return index


def _row_number(text: str | None, previous: int) -> tuple[int, str]:
    """The row's number and how cells write it; rows must go on downwards."""
    if text is None:
        return previous + 1, str(previous + 1)
    if not (text.isascii() and text.isdigit()) or not previous < int(text) <= 1_048_576:
        raise Refused("format", reason="damaged")
    return int(text), text


def _put(cells: dict[int, Value], column: int, value: Value, row: int) -> None:
    if column >= MAX_COLUMNS:
        raise Refused("too_big", reason="columns", limit=MAX_COLUMNS, row=row)
    if column in cells:
        raise Refused("format", reason="damaged")
    cells[column] = value
