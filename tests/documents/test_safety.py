"""What no document may hold or do: whole NIKs, traces of the machine, failures on odd input, signatures alone."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from docx import Document as open_docx
from tests_support import papers, rendering

from ktp_core.documents import letters, model, render, reports, sheets, slips
from ktp_core.documents.report_values import ClassResult
from ktp_core.exports.model import Format

FORMS = (Format.PDF, Format.DOCX)
DOCUMENTS = papers.documents()
ODD_NAMES = (
    "<b>TEBAL</b> &amp; <br/>", "NUR\x00\x07 \ud800AINI", "王小明", "محمد", "ＦＵＬＬ ＷＩＤＴＨ",
    "SITI\u200b\u202eAMINAH",    "BARIS\nBARU", "🙂 EMOJI", "A\u0301NA", "=1+1", "{{ x }} %s \\n", "ŊĦŧ",
)  # fmt: skip


def _shown(content: bytes, form: Format) -> str:
    return rendering.pdf_text(content) if form is Format.PDF else rendering.docx_text(content)


@pytest.mark.parametrize("name", ["letter 40", "sheet 40", "slips 40", "report"])
def test_no_document_holds_more_of_a_nik_than_six_digits(name: str) -> None:
    pdf, docx = (render(DOCUMENTS[name], form) for form in FORMS)

    assert papers.SERIALS not in rendering.pdf_text(pdf).replace(" ", "")
    assert papers.SERIALS.encode() not in rendering.inside(docx)
    assert ("351406**********" in rendering.docx_text(docx)) == (name != "report")


def test_the_report_and_the_message_name_nobody() -> None:
    said = letters.message(papers.letter(40)) + " ".join(papers.said(DOCUMENTS["report"]))

    for name in papers.NAMES:
        assert name not in said


MAKE = """
import hashlib, sys, time
sys.path[:0] = [".", "tests"]
moved = time.time() + 86_400 * float(sys.argv[1])
local = time.localtime
time.time, time.localtime = lambda: moved, lambda at=None: local(moved if at is None else at)
from tests_support import papers
from ktp_core.documents import render
from ktp_core.exports.model import Format
for name in ("letter 40", "sheet 40", "slips 40", "report"):
    for form in (Format.PDF, Format.DOCX):
        print(name, form, hashlib.sha256(render(papers.documents()[name], form)).hexdigest())
"""


def test_the_same_document_is_the_same_bytes_on_another_day_in_another_process() -> None:
    made = [
        subprocess.run(
            [sys.executable, "-c", MAKE, days], capture_output=True, check=True, text=True, cwd=_root(),
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for days, seed, zone in (("0", "1", "Asia/Jakarta"), ("400.3", "2", "America/Lima"))
    ]  # fmt: skip

    assert made[0].count("\n") == 8
    assert made[0] == made[1]


def _root() -> Path:
    return Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("form", FORMS)
def test_documents_made_at_the_same_time_do_not_mix(form: Format) -> None:
    wanted = [DOCUMENTS[name] for name in ("letter 40", "sheet 40", "slips 40", "report")] * 3
    alone = [render(document, form) for document in wanted]

    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda document: render(document, form), wanted))

    assert together == alone


@pytest.mark.parametrize("name", ["letter 40", "report"])
def test_nothing_tells_where_or_by_whom_a_document_was_made(name: str) -> None:
    traces = [str(Path.home()), str(_root()), os.getcwd(), "site-packages", "/tmp", "python-docx"]
    traces += [host] if len(host := socket.gethostname()) > 4 else []
    for content in (render(DOCUMENTS[name], Format.PDF), rendering.inside(render(DOCUMENTS[name], Format.DOCX))):
        assert not [trace for trace in traces if trace.encode() in content]

    properties = open_docx(io.BytesIO(render(DOCUMENTS[name], Format.DOCX))).core_properties
    assert properties.author == "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL"
    assert properties.title == DOCUMENTS[name].title
    assert (properties.last_modified_by, properties.comments) == ("", "")
    assert properties.created.year == properties.modified.year == 1980


@pytest.mark.parametrize("form", FORMS)
def test_odd_characters_break_nothing_and_read_the_same(form: Format) -> None:
    document = letters.reply(papers.letter(0, people=papers.people(len(ODD_NAMES), ODD_NAMES), institution="A & <B>"))

    shown = _shown(render(document, form), form).split("DAFTAR NAMA", 1)[1]

    for expected in (
        "<b>TEBAL</b> &amp; <br/>", "NUR AINI", "???", "????", "FULL WIDTH", "SITIAMINAH", "? EMOJI", "ÁNA", "=1+1",
        "{{ x }} %s \\n", "ŊĦŧ", "A & <B>",
    ):  # fmt: skip
        assert expected in shown


@pytest.mark.parametrize("form", FORMS)
def test_absurd_lengths_are_set_over_pages_instead_of_failing(form: Format) -> None:
    endless = ("NAMA " * 3_000, "X" * 9_000)
    for document in (
        letters.reply(papers.letter(0, people=papers.people(3, endless), addressee="KEPALA " * 900)),
        sheets.paper(papers.sheet(0, people=papers.people(3, endless))),
        slips.reminders(papers.reminders(3, ("NAMA " * 400, "X" * 900))),
        reports.berita_acara(papers.report(notes="Catatan panjang. " * 3_000, operators=["Operator"] * 900)),
    ):
        assert _shown(render(document, form), form).strip()


@pytest.mark.parametrize("lines", range(0, 46, 3))
def test_signatures_and_headings_are_never_alone_wherever_the_page_ends(lines: int) -> None:
    notes = "\n".join(f"Catatan ke-{n}." for n in range(lines))
    classes = [ClassResult(f"XI IPA {n}", 1, 1, 1) for n in range(lines // 2)]
    document = reports.berita_acara(papers.report(notes=notes, classes=classes))
    headings = {block.text for block in document.blocks if isinstance(block, model.Heading)}
    headings |= {"Kelas Orang Direkam Terlewat Lainnya", "Hasil Orang", "Dokumen Jumlah"}

    pages = rendering.pdf_text(render(document, Format.PDF), layout=True).split("\f")[:-1]

    for page in pages:
        lines_of = [" ".join(line.split()) for line in page.splitlines() if line.strip()]
        assert lines_of[-2] not in headings
        _assert_signed_with_text(page, "Antrean")


def _assert_signed_with_text(page: str, before: str) -> None:
    signed = "AHMAD FAUZI" in page
    assert ("Ketua tim," in page) == ("Demikian berita acara" in page) == signed
    assert before in page or not signed


def _list_after(lines: int, caption: str) -> model.Document:
    before = tuple(model.Paragraph(f"Baris {n}", model.Style.SMALL) for n in range(lines))
    heading = () if caption else (model.Heading("Judul daftar"), model.Paragraph("Pengantar daftar", with_next=True))
    rows = tuple((f"Nama {n}",) for n in range(60))
    return model.Document("Uji", (*before, *heading, model.Table((model.Column("Kolom", 1),), rows, caption=caption)))


def _assert_led_in(drawn: bytes, first: str) -> None:
    pages = rendering.pdf_text(drawn).split("\f")
    page = next(page for page in pages if first in page)
    assert "Nama 0\n" in page


@pytest.mark.parametrize("caption", ["", "Judul daftar"])
def test_a_table_begins_on_the_page_of_its_heading_wherever_that_falls(caption: str) -> None:
    for lines in range(36, 56):
        _assert_led_in(render(_list_after(lines, caption), Format.PDF), "Judul daftar")


@pytest.mark.parametrize("lines", [48, 50, 52, 54, 56])
def test_a_word_processor_begins_it_there_too(lines: int) -> None:
    _assert_led_in(rendering.as_pdf(render(_list_after(lines, ""), Format.DOCX), Format.DOCX), "Judul daftar")


@pytest.mark.parametrize("lines", [4, 12, 20])
def test_a_word_processor_keeps_signatures_with_what_is_signed_too(lines: int) -> None:
    notes = "\n".join(f"Catatan ke-{n}." for n in range(lines))
    values = papers.report(notes=notes, classes=[ClassResult(f"XI {n}", 1, 1, 1) for n in range(20)], photos=())

    drawn = rendering.as_pdf(render(reports.berita_acara(values), Format.DOCX), Format.DOCX)

    for page in rendering.pdf_text(drawn).split("\f"):
        _assert_signed_with_text(page, "Catatan ke-")


def test_photos_before_the_sentence_are_marked_to_stay_with_it() -> None:
    made = open_docx(io.BytesIO(render(DOCUMENTS["report"], Format.DOCX)))
    pictured = next(table for table in made.tables if "Antrean" in table.rows[0].cells[-1].text)

    # Word follows these marks; LibreOffice reads them only of paragraphs outside tables.
    inside = [paragraph for cell in pictured.rows[0].cells for paragraph in cell.paragraphs]
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in inside)


def test_signatures_without_a_sentence_before_them_are_no_document() -> None:
    with pytest.raises(ValueError, match="paragraph"):
        model.Document("Surat", (model.Title("SURAT"), model.Signatures((papers.HEAD,))))
