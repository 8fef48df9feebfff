"""Every document, drawn by other programs: whole, legible, and the same words in both forms."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests_support import papers, rendering

from ktp_core.documents import letters, render, sheets, slips
from ktp_core.documents.model import Document
from ktp_core.exports.model import Format

DOCUMENTS = papers.documents()
PAGES = {  # PDF: what an office would print
    "letter 0": 1, "letter 1": 2, "letter 40": 3, "letter 400": 13, "sheet 0": 1, "sheet 1": 2, "sheet 40": 5,
    "sheet 400": 25, "slips 0": 1, "slips 1": 1, "slips 40": 5, "report": 2, "report bare": 1,
}  # fmt: skip
DRAWN = ("letter 0", "letter 400", "sheet 40", "slips 40", "report", "report bare")  # DOCX: starting Writer takes long


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_pdf_has_the_pages_it_should_and_none_is_blank_or_cut_off(name: str, tmp_path: Path) -> None:
    pages = rendering.pages(render(DOCUMENTS[name], Format.PDF), Format.PDF, tmp_path)

    assert len(pages) == PAGES[name]
    _assert_well_set(pages)


@pytest.mark.parametrize("name", DRAWN)
def test_a_docx_is_drawn_whole_by_a_word_processor(name: str, tmp_path: Path) -> None:
    pages = rendering.pages(render(DOCUMENTS[name], Format.DOCX), Format.DOCX, tmp_path)

    assert abs(len(pages) - PAGES[name]) <= max(1, PAGES[name] // 6)
    _assert_well_set(pages)


def _assert_well_set(pages: list[Path]) -> None:
    for page in pages:
        left, top, right, bottom = rendering.margins(page)
        assert rendering.ink(page) > 0.002, page.name
        assert min(left, right) > 45, (page.name, left, right)  # 14 mm
        assert min(top, bottom) > 15, (page.name, top, bottom)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_pdf_and_docx_say_the_same_and_all_that_was_put_down(name: str) -> None:
    document = DOCUMENTS[name]
    asked = papers.said(document)

    pdf = _without_footers(rendering.pdf_text(render(document, Format.PDF)), document)
    docx = rendering.words(rendering.docx_text(render(document, Format.DOCX)))

    assert docx == asked
    assert not asked - pdf
    assert set(pdf - asked) <= papers.repeated(document)


def _without_footers(text: str, document: Document) -> Counter[str]:
    pages = text.count("\f")
    found = rendering.words(text)
    for number in range(1, pages + 1):
        found.subtract(rendering.words(f"{document.footer} Halaman {number} dari {pages}"))
    assert min(found.values(), default=0) >= 0, "a footer is missing"
    return +found


@pytest.mark.parametrize("form", [Format.PDF, Format.DOCX])
def test_a_list_over_many_pages_has_its_headings_and_class_on_each(form: Format) -> None:
    drawn = rendering.as_pdf(render(DOCUMENTS["letter 400"], form), form)
    pages = rendering.pdf_text(drawn).split("\f")[1:-1]

    assert len(pages) > 8
    for page in pages:
        assert "Tanggal lahir" in page
        assert "Kelas XI IPA" in page or "Tanpa kelas" in page


@pytest.mark.parametrize("form", [Format.PDF, Format.DOCX])
def test_long_and_wide_names_are_wrapped_and_nothing_of_them_is_lost(form: Format, tmp_path: Path) -> None:
    hostile = papers.people(40, papers.LONG_NAMES)
    for at, document in enumerate(
        (
            letters.reply(papers.letter(0, people=hostile, institution="MA " + "PANJANG " * 30)),
            sheets.paper(papers.sheet(0, people=hostile, institution="MA " + "PANJANG " * 30)),
            slips.reminders(papers.reminders(12, papers.LONG_NAMES)),
        )
    ):
        drawn = rendering.as_pdf(render(document, form), form)
        (folder := tmp_path / str(at)).mkdir()

        _assert_well_set(rendering.pages(drawn, Format.PDF, folder))
        assert not _letters(papers.said(document)) - _letters(rendering.words(rendering.pdf_text(drawn)))


def _letters(found: Counter[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for word, times in found.items():
        for letter in word:
            counted[letter] += times
    return counted


def test_type_is_embedded_whole_nothing_is_left_to_the_reader() -> None:
    for document in (DOCUMENTS["letter 1"], DOCUMENTS["report"], DOCUMENTS["slips 1"]):
        fonts = rendering.fonts(render(document, Format.PDF))

        assert {name.partition("+")[2] for name, _ in fonts} == {"SourceSansPro-Regular", "SourceSansPro-Bold"}
        assert all(embedded for _, embedded in fonts)
