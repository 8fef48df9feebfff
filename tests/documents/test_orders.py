"""The request for blanks, drawn by other programs: whole, legible, the same in both forms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests_support import papers, rendering

from ktp_core.documents import render
from ktp_core.documents.orders import OrderLetter, order
from ktp_core.exports.model import Format


def letter(**values: object) -> OrderLetter:
    usual: dict[str, object] = {
        "office": papers.OFFICE, "number": "470/112/424.072/2026", "day": date(2026, 11, 23),
        "addressee": ("Yth. Kepala Dinas yang membidangi", "kependudukan Provinsi Jawa Timur", "di tempat"),
        "signer": papers.HEAD, "until": date(2027, 2, 28), "waiting": 70_000, "due": 4_812, "replaced": 2_310,
        "unprinted": 23_922, "spoiled": 427, "needed": 53_627, "stock": 47_637, "asked": 14_000, "capacity": 800,
        "held": (("Gudang dinas", 45_000), ("Pencetak 1", 1_400), ("Kantor Kecamatan Bangil", 1_237)),
        "run_out": date(2027, 2, 17), "contact_name": "Siti Aminah", "contact_phone": "0812-0000-0000",
    }  # fmt: skip
    return OrderLetter(**{**usual, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize("form", [Format.PDF, Format.DOCX])
def test_the_letter_is_one_page_drawn_whole(form: Format, tmp_path: Path) -> None:
    pages = rendering.pages(render(order(letter()), form), form, tmp_path)

    assert len(pages) == 1
    left, top, right, bottom = rendering.margins(pages[0])
    assert rendering.ink(pages[0]) > 0.01 and min(left, right) > 45 and min(top, bottom) > 15


def test_both_forms_say_the_count_the_stock_and_the_need() -> None:
    document = order(letter())
    pdf = rendering.pdf_text(render(document, Format.PDF))
    docx = rendering.words(rendering.docx_text(render(document, Format.DOCX)))

    assert docx == papers.said(document)
    assert not docx - rendering.words(pdf)
    for said in ("70.000", "4.812", "2.310", "−23.922", "53.627", "47.637", "14.000 keping", "17 Februari 2027"):
        assert said in " ".join(pdf.split()), said


def test_the_lines_of_the_need_add_up() -> None:
    one = letter()
    assert one.waiting + one.due + one.replaced - one.unprinted + one.spoiled == one.needed


def test_a_stock_that_lasts_says_nothing_of_running_out_and_long_names_keep_the_letter_whole(tmp_path: Path) -> None:
    held = tuple((f"Kantor Kecamatan {'PANJANG ' * 12}{n}", 10) for n in range(30))
    document = order(letter(run_out=None, held=held, number=""))

    text = rendering.pdf_text(render(document, Format.PDF))
    assert "hanya dapat dilayani" not in text and "Kepala Dinas Kependudukan" in text
    for page in rendering.pages(render(document, Format.PDF), Format.PDF, tmp_path):
        assert min(rendering.margins(page)) > 15
