"""What python-docx has no call for: fields, borders, repeated rows, rows that stay whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

# The order the format demands; a word processor may refuse a file that has another (ECMA-376, 17.4.60 and 17.4.70).
_TABLE = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
    "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook",
)  # fmt: skip
_CELL = (
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection",
    "tcFitText", "vAlign", "hideMark",
)  # fmt: skip


def element(name: str, **attributes: Any) -> Any:
    """`<w:name w:attribute="...">`."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def _put(properties: Any, made: Any, order: tuple[str, ...]) -> None:
    name = made.tag.rpartition("}")[2]
    properties.insert_element_before(made, *(f"w:{later}" for later in order[order.index(name) + 1 :]))


def page_numbers(paragraph: Any) -> None:
    """Halaman 1 dari 3, both numbers as fields."""
    for words, field in (("Halaman ", "PAGE"), (" dari ", "NUMPAGES")):
        paragraph.add_run(words).font.size = Pt(8)
        simple = element("fldSimple", instr=f" {field} ")
        run = paragraph.add_run("1")
        run.font.size = Pt(8)
        simple.append(run._r)
        paragraph._p.append(simple)


def tab_at_right(paragraph: Any, width: float) -> None:
    """A tabulator at the right margin, in place of those that footers come with."""
    tabs = element("tabs")
    for at, kind in ((4680, "clear"), (9360, "clear"), (int(width * 56.7), "right")):
        tabs.append(element("tab", val=kind, pos=at))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(tabs, "w:spacing", "w:ind", "w:jc", "w:rPr")


def all_scripts(style: Any, font: str, language: str) -> None:
    """The font for every script (the theme's own would win otherwise) and the language for spelling."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.rFonts
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element("lang", val=language, eastAsia=language, bidi=language))


@contextmanager
def keeping(made: Any, wanted: bool) -> Iterator[None]:
    """What is written inside stays on the page of what follows it, if `wanted`."""
    before = len(made.element.body)
    yield
    if wanted:
        for written in list(made.element.body)[before - 1 : -1]:  # the last child is the page set-up
            for paragraph in written.iter(qn("w:p")):
                paragraph.get_or_add_pPr().keepNext_val = True


def outlined(paragraph: Any, level: int) -> None:
    """A heading for those who go through a document by its headings, whatever it looks like."""
    made = element("outlineLvl", val=level)
    later = ("w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange")
    paragraph._p.get_or_add_pPr().insert_element_before(made, *later)


def line_below(paragraph: Any) -> None:
    """The double line under a letterhead."""
    borders = element("pBdr")
    borders.append(element("bottom", val="thickThinSmallGap", sz=18, space=4, color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


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


def end(made: Any) -> None:
    """A document must end with a paragraph; after a table that is one no taller than a hair."""
    body = made.element.body
    if len(body) > 1 and body[-2].tag == qn("w:tbl"):
        made.add_paragraph().paragraph_format.line_spacing = Pt(1)
