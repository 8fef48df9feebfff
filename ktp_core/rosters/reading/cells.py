"""Sheets of bare cells, for lists whose columns we do not know in advance. Called in the child, like `reader`."""

from collections import Counter
from itertools import islice
from typing import Any

from ktp_core.errors import Refused
from ktp_core.rosters.reading import delimited
from ktp_core.rosters.reading.limits import MAX_BYTES, MAX_CELL_ROWS
from ktp_core.rosters.reading.opening import Source, open_file
from ktp_core.rosters.reading.sniff import check_extension, kind_of
from ktp_core.rosters.reading.values import Grid, Uncalculated, Value, column_letters, to_json


def read_cells(content: bytes, name: str) -> dict[str, Any]:
    """Every visible sheet that holds something: `rows` is [row number, values from column A on]. Raises Refused."""
    if len(content) > MAX_BYTES:
        raise Refused("too_big", reason="bytes", limit_mb=MAX_BYTES // 1024 // 1024)
    source = _open(content, name)
    if not source.sheets:
        raise Refused("sheets", reason="hidden" if source.hidden else "none")
    tables: list[dict[str, Any]] = []
    for sheet, make in source.sheets:
        grid = make()
        rows = _rows(grid, already=sum(len(table["rows"]) for table in tables))
        if rows:
            tables.append({"sheet": sheet, "date1904": bool(grid.facts.get("date1904")), "rows": rows})
    if not tables:
        raise Refused("empty", reason="cells")
    return {"format": source.format, "encoding": source.encoding, "delimiter": source.delimiter, "tables": tables}


def _open(content: bytes, name: str) -> Source:
    if kind_of(content) != "text":
        return open_file(content, name)
    check_extension(name, "text")
    text, encoding = delimited.decode(content)
    text, named = delimited.split_mark(text)
    mark = named or max(delimited.DELIMITERS, key=lambda one: _evenness(text[:100_000], one))
    label = "utf-8" if encoding == "utf-8-sig" else encoding
    return Source("csv", [("", lambda: delimited.grid(text, mark))], [], label, mark)


def _evenness(text: str, mark: str) -> int:
    """How many of the first rows agree on a number of columns greater than one."""
    try:
        widths = Counter(max(cells) + 1 for _, cells in islice(delimited.grid(text, mark).rows, 60))
    except Refused:
        return -1
    return max((count for width, count in widths.items() if width > 1), default=0)


def _rows(grid: Grid, already: int) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for number, cells in grid.rows:
        rows.append([number, *(_plain(cells, column, number) for column in range(max(cells) + 1))])
        if len(rows) + already > MAX_CELL_ROWS:
            raise Refused("too_big", reason="rows", limit=MAX_CELL_ROWS)
    return rows


def _plain(cells: dict[int, Value], column: int, number: int) -> Any:
    value = cells.get(column)
    if isinstance(value, Uncalculated):
        raise Refused("formula", cell=f"{column_letters(column)}{number}")
    return value if value is None or value.__class__ is str else to_json(value)
