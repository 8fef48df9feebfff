"""XLSX: the package and its list of sheets."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ktp_core.errors import Refused
from ktp_core.rosters.reading.archive import Archive
from ktp_core.rosters.reading.limits import MAX_SHEETS
from ktp_core.rosters.reading.styles import date_styles
from ktp_core.rosters.reading.values import Grid
from ktp_core.rosters.reading.xlsx_cells import CellReader
from ktp_core.rosters.reading.xlsx_sheet import SheetReader
from ktp_core.rosters.reading.xlsx_strings import shared_strings
from ktp_core.rosters.reading.xmlguard import local, parse

_MACRO_PARTS = re.compile(r"vbaproject\.bin$|(^|/)macrosheets/|(^|/)vbadata\.xml$")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One line of the workbook's list of sheets."""

    name: str
    part: str
    hidden: bool
    worksheet: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the package says before any sheet is read."""

    archive: Archive
    sheets: tuple[SheetEntry, ...]
    date1904: bool
    strings_part: str | None
    styles_part: str | None

    def grids(self, entries: list[SheetEntry]) -> Iterator[Grid]:
        """The given sheets, each to be used up before the next is asked for."""
        strings = shared_strings(self.archive, self.strings_part) if self.strings_part else []
        dates = date_styles(self.archive, self.styles_part) if self.styles_part else frozenset()
        cells = CellReader(strings, dates, self.date1904)
        for entry in entries:
            yield SheetReader(self.archive, entry.part, cells).grid(entry.name)


def open_workbook(archive: Archive) -> Workbook:
    """Follows the relationships from the package to its sheets. Raises Refused for macros and broken packages."""
    if any(_MACRO_PARTS.search(name) for name in archive.names) or b"macroEnabled" in _content_types(archive):
        raise Refused("macro")
    main = _main_part(archive)
    targets = _relationships(archive, main)
    by_kind = dict(targets.values())
    sheets, date1904 = _sheet_list(archive, main, targets)
    if len(sheets) > MAX_SHEETS:
        raise Refused("too_big", reason="sheets", limit=MAX_SHEETS)
    return Workbook(archive, tuple(sheets), date1904, by_kind.get("sharedStrings"), by_kind.get("styles"))


def _content_types(archive: Archive) -> bytes:
    return archive.read("[Content_Types].xml") if "[Content_Types].xml" in archive else b""


def _main_part(archive: Archive) -> str:
    for kind, path in _relationships(archive, "").values():
        if kind == "officeDocument":
            if path.lower().endswith(".bin"):
                raise Refused("format", reason="xlsb")
            return path
    raise Refused("format", reason="damaged")


def _relationships(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Relationship id -> (kind, path inside the package); what points outside is left out."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)

    with archive.open(rels) as stream:
        parse(stream, start)
    return found


def _sheet_list(archive: Archive, main: str, targets: dict[str, tuple[str, str]]) -> tuple[list[SheetEntry], bool]:
    sheets: list[SheetEntry] = []
    flags = {"date1904": False}

    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "workbookPr":
            flags["date1904"] = attributes.get("date1904", "0").lower() in ("1", "true", "on")
        elif tag == "sheet":
            key = next((value for name, value in attributes.items() if local(name) == "id"), "")
            kind, path = targets.get(key, ("", ""))
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append(SheetEntry(attributes.get("name", "")[:60], path, hidden, kind == "worksheet"))

    with archive.open(main) as stream:
        parse(stream, start)
    return sheets, flags["date1904"]
