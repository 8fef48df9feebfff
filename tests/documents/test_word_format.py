"""Inside a DOCX: what a word processor needs to find, and in the order the format demands."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn
from docx.shared import Mm
from tests_support import papers

from ktp_core.documents import render
from ktp_core.exports.model import Format

DOCUMENTS = papers.documents()
ORDERS = {  # ECMA-376 part 1, CT_TblPr, CT_TcPr, CT_PPr (those that are used here)
    "tblPr": ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"],
    "tcPr": ["tcW", "gridSpan", "tcBorders", "shd", "vAlign"],
    "pPr": [
        "pStyle", "keepNext", "keepLines", "widowControl", "pBdr", "tabs", "spacing", "ind", "jc", "outlineLvl", "rPr",
    ],  # fmt: skip
    "rPr": ["rFonts", "b", "bCs", "i", "color", "sz", "szCs", "lang"],
}


@pytest.mark.parametrize("name", ["letter 40", "sheet 40", "slips 40", "report"])
def test_properties_stand_in_the_order_of_the_format(name: str) -> None:
    body = open_docx(io.BytesIO(render(DOCUMENTS[name], Format.DOCX)))
    roots = [body.element.body, body.sections[0].footer._element, body.styles["Normal"].element]

    seen = 0
    for kind, order in ORDERS.items():
        for properties in (found for root in roots for found in root.iter(qn(f"w:{kind}"))):
            names = [child.tag.rpartition("}")[2] for child in properties]
            assert names == sorted(names, key=order.index), kind
            assert len(set(names)) == len(names)
            seen += 1
    assert seen > 20


def test_headings_of_a_list_repeat_and_its_rows_stay_whole() -> None:
    made = open_docx(io.BytesIO(render(DOCUMENTS["letter 40"], Format.DOCX)))
    listed = [table for table in made.tables if table._tbl.xpath(".//w:tblHeader")]

    assert [len(table.rows) for table in listed] == [2 + 34, 2 + 4, 2 + 2]
    for table in listed:
        flags = [bool(row.xpath("./w:trPr/w:tblHeader")) for row in table._tbl.tr_lst]
        assert flags == [True, True] + [False] * (len(flags) - 2)
        assert all(row.xpath("./w:trPr/w:cantSplit") for row in table._tbl.tr_lst)


@pytest.mark.parametrize(("name", "wide"), [("letter 40", False), ("sheet 40", True)])
def test_the_page_is_a4_with_page_numbers_as_fields(name: str, wide: bool) -> None:
    made = open_docx(io.BytesIO(render(DOCUMENTS[name], Format.DOCX)))
    section = made.sections[0]

    sides = (section.page_width or 0, section.page_height or 0)
    expected = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    assert all(abs(a - b) < Mm(0.1) for a, b in zip(sides, expected, strict=True))
    fields = section.footer._element.xpath(".//w:fldSimple/@w:instr")
    assert [str(field).strip() for field in fields] == ["PAGE", "NUMPAGES"]
    assert section.footer.paragraphs[0].text.startswith(DOCUMENTS[name].footer)


def test_a_report_is_read_by_its_headings_and_its_photos_by_their_captions() -> None:
    made = open_docx(io.BytesIO(render(DOCUMENTS["report"], Format.DOCX)))

    found = [(paragraph.text, paragraph._p.xpath("./w:pPr/w:outlineLvl/@w:val")) for paragraph in made.paragraphs]
    levels = [(text, level[0]) for text, level in found if level]
    assert levels == [
        ("BERITA ACARA\nPELAYANAN PEREKAMAN KTP-EL", "0"), ("Hasil menurut orang", "1"), ("Hasil menurut kelas", "1"),
        ("Cakupan dan tindak lanjut", "1"), ("Pelayanan dokumen lain", "1"), ("Catatan", "1"), ("Foto kegiatan", "1"),
    ]  # fmt: skip
    assert made.element.body.xpath(".//wp:docPr/@descr") == ["Pelayanan di aula", "Antrean"]


def test_the_language_is_indonesian_and_the_type_is_named_for_every_script() -> None:
    made = open_docx(io.BytesIO(render(DOCUMENTS["letter 0"], Format.DOCX)))
    properties = made.styles["Normal"].element.rPr

    assert properties.find(qn("w:lang")).get(qn("w:val")) == "id-ID"
    assert {properties.rFonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Arial"}
    assert made.core_properties.created == datetime(1980, 1, 1, tzinfo=made.core_properties.created.tzinfo)
