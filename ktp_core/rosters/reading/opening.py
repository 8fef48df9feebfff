"""One file by what it really is: its format, and how to get each sheet."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ktp_core.errors import Refused
from ktp_core.rosters.reading import delimited, ods, ods_sheet, xls, xlsx
from ktp_core.rosters.reading.archive import Archive
from ktp_core.rosters.reading.header import find
from ktp_core.rosters.reading.limits import HEADER_WINDOW
from ktp_core.rosters.reading.sniff import check_extension, kind_of
from ktp_core.rosters.reading.values import Grid, Row


@dataclass(slots=True)
class Source:
    """An opened file: its format, and how to get each visible sheet. `open` may be called more than once per sheet."""

    format: str
    sheets: list[tuple[str, Callable[[], Grid]]]
    hidden: list[str]
    encoding: str | None = None
    delimiter: str | None = None


def open_file(content: bytes, name: str) -> Source:
    """The file by what it really is. Raises Refused."""
    kind = kind_of(content)
    if kind == "zip":
        archive = Archive(content)
        kind = "ods" if is_ods(archive) else "xlsx"
        check_extension(name, kind)
        return _open_ods(archive) if kind == "ods" else _open_xlsx(archive)
    check_extension(name, kind)
    return _open_xls(content) if kind == "xls" else _open_text(content)


def is_ods(archive: Archive) -> bool:
    """Whether a package is ODS and not XLSX. Raises Refused for any other."""
    if "xl/workbook.bin" in archive:
        raise Refused("format", reason="xlsb")
    if "[Content_Types].xml" in archive:
        if any(name.startswith(("word/", "ppt/")) for name in archive.names):
            raise Refused("format", reason="document")
        return False
    if "content.xml" in archive and "mimetype" in archive:
        if b"opendocument.spreadsheet" not in archive.read("mimetype"):
            raise Refused("format", reason="document")
        return True
    raise Refused("format", reason="archive")


def _open_xlsx(archive: Archive) -> Source:
    book = xlsx.open_workbook(archive)
    shown = [entry for entry in book.sheets if not entry.hidden and entry.worksheet]
    hidden = [entry.name for entry in book.sheets if entry.hidden]
    grids = book.grids(shown)
    return Source("xlsx", [(entry.name, lambda: next(grids)) for entry in shown], hidden)


def _open_ods(archive: Archive) -> Source:
    ods.check_package(archive)
    listed = list(enumerate(ods.sheets(archive)))
    shown = [(name, later(ods_sheet.grid, archive, index, name)) for index, (name, hidden) in listed if not hidden]
    return Source("ods", shown, [name for _, (name, hidden) in listed if hidden])


def _open_xls(content: bytes) -> Source:
    book = xls.open_xls(content)
    listed = list(enumerate(xls.sheets(book)))
    shown = [(name, later(xls.grid, book, index, name)) for index, (name, hidden) in listed if not hidden]
    return Source("xls", shown, [name for _, (name, hidden) in listed if hidden])


def later(make: Callable[..., Grid], *arguments: Any) -> Callable[[], Grid]:
    """The call, put off until its sheet's turn."""
    return lambda: make(*arguments)


def _open_text(content: bytes) -> Source:
    """The delimiter under which the header names most of our columns wins."""
    text, encoding = delimited.decode(content)
    text, named = delimited.split_mark(text)
    delimiter = named or max(delimited.DELIMITERS, key=lambda mark: _known_columns(text, mark))
    label = "utf-8" if encoding == "utf-8-sig" else encoding
    return Source("csv", [("", lambda: delimited.grid(text, delimiter))], [], label, delimiter)


def _known_columns(text: str, delimiter: str) -> tuple[int, bool]:
    """How many of our columns the header names; a cut that is refused says more than one that finds nothing."""
    head: list[Row] = []
    refused = True
    with suppress(Refused):  # what is wrong is said when the rows are read with the delimiter that fits best
        for row in islice(delimited.grid(text[:200_000], delimiter).rows, HEADER_WINDOW):
            head.append(row)  # noqa: PERF402  extend would lose the rows before a refusal
        refused = False
    header = find(head)
    return (len(header.columns) if header else 0), refused
