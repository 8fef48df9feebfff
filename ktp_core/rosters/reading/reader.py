"""One file to tables: the steps in order. Called in the child; pure apart from what it is given."""

from collections.abc import Iterator
from typing import Any

from ktp_core.errors import Refused
from ktp_core.rosters.reading.limits import MAX_BYTES
from ktp_core.rosters.reading.opening import Source, open_file
from ktp_core.rosters.reading.table import Table, fill, open_table, require
from ktp_core.rosters.reading.values import Grid, Row


def read_file(content: bytes, name: str) -> dict[str, Any]:
    """What the parent gets: facts, and one table per sheet that holds a list. Raises Refused."""
    if len(content) > MAX_BYTES:
        raise Refused("too_big", reason="bytes", limit_mb=MAX_BYTES // 1024 // 1024)
    source = open_file(content, name)
    if not source.sheets:
        raise Refused("sheets", reason="hidden" if source.hidden else "none")
    tables, ignored = _tables(source)
    if not any(table.rows for table in tables):
        raise Refused("empty", reason="rows")
    return {
        "format": source.format, "encoding": source.encoding, "delimiter": source.delimiter,
        "hidden_sheets": source.hidden, "ignored_sheets": ignored, "tables": [table.payload() for table in tables],
    }  # fmt: skip


def _tables(source: Source) -> tuple[list[Table], list[str]]:
    """The tables of all sheets that hold a list, one layout; the names of visible sheets that hold none."""
    tables: list[Table] = []
    ignored: list[str] = []
    staff: list[str] = []
    seen_anything = False
    for name, grid, table, head in _opened(source):
        seen_anything = seen_anything or bool(head)
        if table is None or not table.header.is_list:
            if head:
                ignored.append(name)
            continue
        if table.header.staff and len(source.sheets) > 1:
            staff.append(name)
            continue
        require(table)
        fill(table, grid, head, already=sum(len(other.rows) for other in tables))
        tables.append(table)
    if not tables:
        raise _nothing_found(source, seen_anything)
    filled = [table for table in tables if table.rows]
    _same_layout(filled)
    return filled, ignored + staff


def _opened(source: Source) -> Iterator[tuple[str, Grid, Table | None, list[Row]]]:
    for name, make in source.sheets:
        grid = make()
        table, head = open_table(grid)
        yield name, grid, table, head


def _nothing_found(source: Source, seen_anything: bool) -> Refused:
    if not seen_anything:
        return Refused("sheets", reason="hidden") if source.hidden else Refused("empty", reason="cells")
    return Refused("columns", reason="missing", fields=["name", "nik", "birth_date"])


def _same_layout(tables: list[Table]) -> None:
    kinds = {frozenset(table.header.columns) for table in tables}
    if len(kinds) > 1:
        raise Refused("sheets", reason="different", names=[table.sheet for table in tables][:8])
