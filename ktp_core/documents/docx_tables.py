"""Tables of DOCX where python-docx has no call: borders, widths, repeated rows, rows that stay whole."""

from __future__ import annotations

from typing import Any

from docx.shared import Mm

from ktp_core.documents.docx_xml import element

# The order the format demands; a word processor may refuse a file that has another (ECMA-376, 17.4.60 and 17.4.70).
_TABLE = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
    "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook",
)  # fmt: skip
_CELL = (
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection",
    "tcFitText", "vAlign", "hideMark",
)  # fmt: skip


def _put(properties: Any, made: Any, order: tuple[str, ...]) -> None:
    name = made.tag.rpartition("}")[2]
    properties.insert_element_before(made, *(f"w:{later}" for later in order[order.index(name) + 1 :]))


def bordered(table: Any, kind: str, color: str = "6B7C87") -> None:
    """Lines around and between all cells: `single`, `dashed` or `nil`."""
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val=kind, sz=4, space=0, color=color))
    _put(table._tbl.tblPr, borders, _TABLE)


def padded(table: Any, side_mm: float, top_mm: float) -> None:
    """Room between the lines and the text of every cell; the lines, not the text, stand at the margin."""
    _put(table._tbl.tblPr, element("tblInd", w=int(side_mm * 56.7), type="dxa"), _TABLE)
    margins = element("tblCellMar")
    for side, mm in (("top", top_mm), ("left", side_mm), ("bottom", top_mm), ("right", side_mm)):
        margins.append(element(side, w=int(mm * 56.7), type="dxa"))
    _put(table._tbl.tblPr, margins, _TABLE)


def widths(table: Any, all_mm: list[float]) -> None:
    """Fixed columns: in the grid, and in every cell for word processors that look only there."""
    table.autofit = False
    for column, mm in zip(table.columns, all_mm, strict=True):
        column.width = Mm(mm)
    for row in table._tbl.tr_lst:
        cells = row.tc_lst
        if len(cells) == len(all_mm):
            for cell, mm in zip(cells, all_mm, strict=True):
                cell.width = Mm(mm)


def row(table_row: Any, *, header: bool = False, least_mm: float = 0) -> None:
    """A row that is not split over two pages; a header stands on every page."""
    properties = table_row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if least_mm:
        properties.append(element("trHeight", val=int(least_mm * 56.7), hRule="atLeast"))
    if header:
        properties.append(element("tblHeader"))


def without_lines(cell: Any) -> None:
    """A cell that only its lower neighbour borders."""
    borders = element("tcBorders")
    for side in ("top", "left", "right"):
        borders.append(element(side, val="nil"))
    _put(cell._tc.get_or_add_tcPr(), borders, _CELL)


def shaded(cell: Any, color: str) -> None:
    """Ground of a heading."""
    _put(cell._tc.get_or_add_tcPr(), element("shd", val="clear", color="auto", fill=color), _CELL)
