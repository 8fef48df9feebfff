"""The rows of one ODS table, as a stream. A repeated blank costs nothing, a repeated value counts each time."""

from collections.abc import Callable, Iterator
from datetime import date

from ktp_core.errors import Refused
from ktp_core.rosters.reading.archive import DAMAGED, Archive
from ktp_core.rosters.reading.limits import MAX_CELL_TEXT, MAX_COLUMNS, MAX_ROWS
from ktp_core.rosters.reading.values import UNCALCULATED, ErrorCell, Grid, Row, Value, number_of
from ktp_core.rosters.reading.xmlguard import Budget, feed, local, new_parser

_CELLS = ("table-cell", "covered-table-cell")
ValueOf = Callable[[dict[str, str], str], Value]


def grid(archive: Archive, index: int, name: str, value: ValueOf | None = None) -> Grid:
    """The table with that index among all tables. `value` reads a cell, `cell_value` unless given."""
    result = Grid(name, iter(()), facts={"date1904": False})
    result.rows = _rows(archive, index, result, value or cell_value)
    return result


def _rows(archive: Archive, index: int, result: Grid, value: ValueOf) -> Iterator[Row]:
    collector = _Collector(index, result, value)
    try:
        with archive.open("content.xml") as stream:
            for _ in feed(new_parser(collector.start, collector.end, collector.text), stream):
                yield from collector.finished
                collector.finished.clear()
    except DAMAGED as fault:
        raise Refused("format", reason="damaged") from fault


class _Collector:
    """Handlers of one table. Rows and cells may stand for many: `repeat` is how many."""

    def __init__(self, index: int, grid: Grid, value: ValueOf) -> None:
        self.table, self.index, self.grid, self.value = -1, index, grid, value
        self.depth = 0
        self.row, self.row_repeat, self.column, self.repeat = 0, 1, 0, 1
        self.cells: dict[int, Value] = {}
        self.cell: dict[str, str] = {}
        self.pieces: list[str] = []
        self.paragraphs = self.notes = 0
        self.finished: list[Row] = []
        self.budget = Budget()

    @property
    def active(self) -> bool:
        return self.table == self.index and self.depth == 1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        self.budget.spend()
        if tag == "table":
            self.depth += 1
            self.table += self.depth == 1
            self.row = 0 if self.depth == 1 else self.row
        elif not self.active:
            return
        elif tag == "table-row":
            self.row_repeat = _repeat(attributes.get("table:number-rows-repeated"))
            self.cells, self.column = {}, 0
            self.grid.hidden_rows += attributes.get("table:visibility", "visible") != "visible"
        elif tag in _CELLS:
            self.cell, self.repeat = attributes, _repeat(attributes.get("table:number-columns-repeated"))
            self.pieces.clear()
        else:
            self._inside(tag, attributes)

    def _inside(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "annotation":
            self.notes += 1
        elif tag == "p":
            self.paragraphs += 1
            self._add("\n" if self.pieces else "")
        elif tag == "s":
            self._add(" " * min(_repeat(attributes.get("text:c")), 50))
        elif tag in ("tab", "line-break"):
            self._add(" ")

    def _add(self, text: str) -> None:
        if text and not self.notes and len(self.pieces) < 200:
            self.pieces.append(text[: MAX_CELL_TEXT + 1])

    def text(self, data: str) -> None:
        if self.paragraphs and self.active:
            self._add(data)

    def end(self, tag: str) -> None:
        tag = local(tag)
        if tag == "table":
            self.depth -= 1
        elif not self.active:
            return
        elif tag == "p":
            self.paragraphs -= 1
        elif tag == "annotation":
            self.notes -= 1
        elif tag in _CELLS:
            self._end_cell()
        elif tag == "table-row":
            self._end_row()

    def _end_cell(self) -> None:
        value = self.value(self.cell, "".join(self.pieces)[: MAX_CELL_TEXT + 1])
        if value != "":
            if self.column + self.repeat > MAX_COLUMNS:
                raise Refused("too_big", reason="columns", limit=MAX_COLUMNS, row=self.row + 1)
            for column in range(self.column, self.column + self.repeat):
                self.cells[column] = value
        self.column += self.repeat

    def _end_row(self) -> None:
        if self.cells:
            if self.row_repeat > MAX_ROWS:
                raise Refused("too_big", reason="rows", limit=MAX_ROWS)
            self.finished += [(self.row + 1 + offset, self.cells) for offset in range(self.row_repeat)]
        self.row += self.row_repeat


def _repeat(text: str | None) -> int:
    if text is None:
        return 1
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise Refused("format", reason="damaged")
    return max(1, int(text))


def cell_value(attributes: dict[str, str], text: str) -> Value:
    """What a cell holds; "" for nothing."""
    if attributes.get("calcext:value-type") == "error":
        return ErrorCell(text.strip() or "#ERR")
    kind = attributes.get("office:value-type")
    try:
        if kind == "date":
            return date.fromisoformat(attributes["office:date-value"][:10])
        if kind in ("float", "percentage", "currency"):
            return number_of(attributes["office:value"])
    except (KeyError, ValueError):
        return ErrorCell("#DATE" if kind == "date" else "#NUM")
    if kind is None:
        return UNCALCULATED if "table:formula" in attributes and not text.strip() else text.strip()
    if kind == "boolean":
        return attributes.get("office:boolean-value", "").upper()
    content = attributes.get("office:string-value", text)[: MAX_CELL_TEXT + 1]
    return "" if content.isspace() else content
