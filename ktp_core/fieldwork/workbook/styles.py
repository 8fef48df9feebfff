"""How the cells of a workbook look: yellow is to be filled in, grey is not to be touched."""

from __future__ import annotations

from typing import Any

from ktp_core.fieldwork.workbook.layout import SheetColumn
from ktp_core.fieldwork.workbook.model import Field

_LINE = {"border": 1, "border_color": "#DCE3E8", "valign": "vcenter"}
_NUMBER_FORMATS = {Field.BIRTH_DATE: "dd/mm/yyyy", Field.TIME: "hh:mm", Field.NUMBER: "0"}
_CENTRED = frozenset({Field.NUMBER, Field.SEX, Field.TIME, Field.BIRTH_DATE})


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[Field, bool, bool], Any] = {}
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": "#0B6288"})
        self.note = book.add_format({"font_color": "#44535E"})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        self.strong = book.add_format({"text_wrap": True, "valign": "top", "bold": True})
        self.part = book.add_format({"bold": True, "font_color": "#0B6288", "valign": "top"})
        self.missing = book.add_format({"bg_color": "#E09F2D"})

    def cell(self, column: SheetColumn) -> Any:
        """Of a row below the headings."""
        return self._get(column, heading=False)

    def heading(self, column: SheetColumn) -> Any:
        """Of the heading."""
        return self._get(column, heading=True)

    def _get(self, column: SheetColumn, *, heading: bool) -> Any:
        key = (column.field, column.open, heading)
        if key not in self._made:
            self._made[key] = self._book.add_format(_heading(column) if heading else _cell(column))
        return self._made[key]


def _heading(column: SheetColumn) -> dict[str, Any]:
    return {**_LINE, "bold": True, "bg_color": "#F0CF6E" if column.open else "#DCEBF2", "border_color": "#9FB3C0"}


def _cell(column: SheetColumn) -> dict[str, Any]:
    style: dict[str, Any] = {**_LINE, "num_format": _NUMBER_FORMATS.get(column.field, "@")}
    if column.field in _CENTRED:
        style["align"] = "center"
    if column.field is Field.NAME:
        style["shrink"] = True
    if column.open:
        return {**style, "locked": False, "bg_color": "#FFF8DC"}
    if column.field is Field.CODE:
        style |= {"font_color": "#7A8891", "font_size": 9}
    return {**style, "bg_color": "#F3F6F8"}
