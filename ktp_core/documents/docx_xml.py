"""What python-docx has no call for in text: fields, tabulators, fonts of every script, what stays on one page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt


def element(name: str, **attributes: Any) -> Any:
    """`<w:name w:attribute="...">`."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


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


def end(made: Any) -> None:
    """A document must end with a paragraph; after a table that is one no taller than a hair."""
    body = made.element.body
    if len(body) > 1 and body[-2].tag == qn("w:tbl"):
        made.add_paragraph().paragraph_format.line_spacing = Pt(1)
