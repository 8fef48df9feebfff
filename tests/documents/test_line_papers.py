"""Papers of the print line, drawn by other programs: whole, legible, scannable, and no more of a NIK than decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from tests_support import line_papers, papers, rendering

from ktp_core.batches.model import CardMark, Category
from ktp_core.delivery.finished import Loss, Proof, Receipt, Receiver
from ktp_core.delivery.model import CardPlace, Keeper
from ktp_core.documents import codes, model, print_sheets, receipts, render, words
from ktp_core.documents.call_lists import call_list
from ktp_core.documents.card_receipts import card_receipt
from ktp_core.documents.destructions import destruction_report
from ktp_core.documents.model import Document
from ktp_core.documents.parcel_values import Handing
from ktp_core.documents.print_sheets import print_sheet
from ktp_core.documents.receipts import parcel_receipt
from ktp_core.exports.model import Format
from ktp_core.labels.batches import CATEGORIES
from ktp_core.labels.delivery import KEEPERS, PROOFS, RECEIVERS

DOCUMENTS = line_papers.documents()
PAGES = {
    "print sheet 0": 1, "print sheet 1": 1, "print sheet 40": 3, "print sheet 500": 26, "print sheet done": 1,
    "print sheet whole": 3, "receipt 0": 1, "receipt 1": 1, "receipt 40": 3, "receipt 500": 26, "receipt used": 1,
    "receipt packed": 1, "card": 1, "card open": 1, "destroyed 0": 1, "destroyed 1": 1, "destroyed 40": 3,
    "destroyed 500": 18, "calls 0": 1, "calls 1": 1, "calls 40": 3, "calls 500": 32,
}  # fmt: skip
ODD = ("<b>TEBAL</b> &amp; <br/>", "NUR\x00\x07 \ud800AINI", "王小明", "SITI\u200b\u202eAMINAH", "BARIS\nBARU", "=1+1")


def _assert_well_set(pages: list[Path]) -> None:
    for page in pages:
        left, top, right, bottom = rendering.margins(page)
        assert rendering.ink(page) > 0.002, page.name
        assert min(left, right) > 45, (page.name, left, right)  # 14 mm
        assert min(top, bottom) > 15, (page.name, top, bottom)


def _tables(document: Document) -> list[model.Table]:
    return [block for block in document.blocks if isinstance(block, model.Table)]


def _letters(found: Counter[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for word, times in found.items():
        for letter in word:
            counted[letter] += times
    return counted


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_paper_has_the_pages_it_should_and_none_is_blank_or_cut_off(name: str, tmp_path: Path) -> None:
    pages = rendering.pages(render(DOCUMENTS[name], Format.PDF), Format.PDF, tmp_path)

    assert abs(len(pages) - PAGES[name]) <= PAGES[name] // 10  # one more line in a legend is no fault
    _assert_well_set(pages)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_paper_says_all_that_was_put_down_and_nothing_else(name: str) -> None:
    document = DOCUMENTS[name]
    text = rendering.pdf_text(render(document, Format.PDF))
    found, asked = rendering.words(text), papers.said(document)
    pages = text.count("\f")
    for number in range(1, pages + 1):
        found.subtract(rendering.words(f"{document.footer} Halaman {number} dari {pages}"))

    assert min(found.values()) >= 0
    assert not asked - +found
    assert set(+found - asked) <= papers.repeated(document)


@pytest.mark.parametrize("name", ["destroyed 1", "destroyed 40", "receipt 1"])
def test_a_word_processor_draws_it_whole_and_says_the_same(name: str, tmp_path: Path) -> None:
    content = render(DOCUMENTS[name], Format.DOCX)
    pages = rendering.pages(content, Format.DOCX, tmp_path)

    assert rendering.words(rendering.docx_text(content)) == papers.said(DOCUMENTS[name])
    assert abs(len(pages) - PAGES[name]) <= 1
    _assert_well_set(pages)


@pytest.mark.parametrize("form", [Format.PDF, Format.DOCX])
def test_a_scanner_reads_the_code_of_a_parcel_in_both_ways(form: Format, tmp_path: Path) -> None:
    zxing = pytest.importorskip("zxingcpp", reason="no reader of codes is installed")
    (page,) = rendering.pages(render(DOCUMENTS["receipt 1"], form), form, tmp_path, dpi=200)  # as an office scans

    read = {(found.format.name, found.text) for found in zxing.read_barcodes(Image.open(page))}

    assert read == {("Code128", line_papers.CODE), ("QRCode", line_papers.CODE)}


@pytest.mark.parametrize("text", ["PK-22222", "PK-2F3K9", "PK-ZZZZZZZ"])
def test_pictures_of_codes_are_read_too(text: str, tmp_path: Path) -> None:
    zxing = pytest.importorskip("zxingcpp", reason="no reader of codes is installed")

    for name, content in (("qr", codes.qr_picture(text)), ("bars", codes.bars_picture(text))):
        (file := tmp_path / name).write_bytes(content)
        (found,) = zxing.read_barcodes(Image.open(file))
        assert found.text == text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_only_the_sheet_that_was_decided_so_holds_whole_niks(name: str) -> None:
    text = rendering.pdf_text(render(DOCUMENTS[name], Format.PDF)).replace(" ", "")

    assert (f"351406{papers.SERIALS}" in text) == (name == "print sheet whole")
    assert ("memuatNIKlengkap" in text) == (name == "print sheet whole")


def test_nobody_is_named_on_the_call_list() -> None:
    said = " ".join(papers.said(DOCUMENTS["calls 40"]))

    assert not [name for name in papers.NAMES if name in said]
    assert _tables(DOCUMENTS["calls 40"])[0].rows[-1][4:7] == ("80", "1.730", "80")


def test_long_and_odd_names_are_wrapped_and_nothing_of_them_is_lost(tmp_path: Path) -> None:
    long = "MADRASAH ALIYAH " + "PANJANG " * 30
    names = papers.LONG_NAMES
    custody = (Handing(line_papers.DAY, long, Keeper.STAFF, names[0], 40),)
    for at, document in enumerate(
        (
            print_sheet(line_papers.sheet(40, names, printer=long, visit=long, note=long)),
            parcel_receipt(line_papers.receipt(40, names, destination=long, custody=custody, note=long)),
            card_receipt(line_papers.card(name=names[1], address=long, officer=names[0])),
            destruction_report(line_papers.destroyed(40, names)),
        )
    ):
        content = render(document, Format.PDF)
        (folder := tmp_path / str(at)).mkdir()
        _assert_well_set(rendering.pages(content, Format.PDF, folder))
        assert not _letters(papers.said(document)) - _letters(rendering.words(rendering.pdf_text(content)))


def test_odd_characters_break_nothing() -> None:
    for document in (
        print_sheet(line_papers.sheet(6, ODD)),
        parcel_receipt(line_papers.receipt(6, ODD, destination="A & <B>")),
        destruction_report(line_papers.destroyed(6, ODD)),
    ):
        for form in (Format.PDF, Format.DOCX):
            content = render(document, form)
            shown = rendering.pdf_text(content) if form is Format.PDF else rendering.docx_text(content)
            for expected in ("<b>TEBAL</b>", "NUR AINI", "???", "SITIAMINAH", "=1+1"):
                assert expected in shown
    assert parcel_receipt(line_papers.receipt(1, destination="A/B")).title == f"Tanda terima {line_papers.CODE} A/B"


def test_absurd_lengths_fill_pages_instead_of_failing() -> None:
    endless = ("NAMA " * 3_000, "X" * 9_000)
    for document in (
        print_sheet(line_papers.sheet(3, endless, printer="P" * 5_000)),
        parcel_receipt(line_papers.receipt(3, endless, destination="D " * 2_000)),
        card_receipt(line_papers.card(name=endless[0], officer=endless[1])),
        destruction_report(line_papers.destroyed(3, endless, number="9" * 900)),
        call_list(line_papers.calls(1, calls=[replace(line_papers.calls(1).calls[0], name=endless[1])])),
    ):
        assert rendering.pdf_text(render(document, Format.PDF)).strip()


def test_every_category_mark_proof_receiver_and_place_has_its_word_on_paper() -> None:
    assert set(CATEGORIES) == set(Category)
    assert {mark for mark in CardMark if mark not in print_sheets._OUT} == {CardMark.WAITING, CardMark.PRINTED}
    assert set(receipts._DONE) == set(CardPlace) - {CardPlace.IN}
    assert len(set(receipts.LETTERS.values())) == len(Proof) == len(receipts.LETTERS)
    assert sorted(receipts.NUMBERS.values()) == list(range(1, len(Receiver) + 1))
    said = receipts.codes().replace("\u00a0", " ").casefold()
    for word in (*(RECEIVERS[one] for one in Receiver), *(PROOFS[one] for one in Proof)):
        assert word.casefold() in said


def test_the_sheet_is_blank_where_it_is_written_on_and_adds_up_when_all_is_decided() -> None:
    (cards, results), (done, added) = _tables(DOCUMENTS["print sheet 40"]), _tables(DOCUMENTS["print sheet done"])

    assert all(row[6:] == ("", "", "", "") for row in cards.rows) and cards.row_mm == 8
    assert [row[0] for row in cards.rows] == [str(n) for n in range(1, 41)]
    assert results.rows == (("40", "", "", "", "", ""),)
    assert [row[6:9] for row in done.rows] == [
        ("sudah", "2", ""), ("", "", "dilewati"), ("", "", "dilepas"), ("", "", "tidak perlu lagi"),
    ]  # fmt: skip
    assert added.rows == (("4", "1", "2", "1", "2", "3"),)


def _kept(name: str, keeper: Keeper) -> str:
    return f"{name} ({words.small(KEEPERS[keeper])})"


def test_the_receipt_has_room_to_sign_for_every_card_by_class_and_in_order() -> None:
    *classes, way = _tables(DOCUMENTS["receipt 500"])

    legends = [block for block in DOCUMENTS["receipt 500"].blocks if getattr(block, "text", "") == receipts.codes()]
    assert len(legends) == 1 and not any(table.note for table in classes)
    assert len(classes) == 16 and classes[0].caption.startswith("Kelas XI IPA 1 ") and "Tanpa" in classes[-1].caption
    assert sorted(int(row[0]) for table in classes for row in table.rows) == list(range(1, 501))
    assert all(table.row_mm == 11 and row[4:] == ("", "", "") for table in classes for row in table.rows)
    assert way.rows[0] == ("23/11/2026", "DEWI LESTARI", "", _kept("Agus", Keeper.STAFF), "", "500")
    assert set(way.rows[1:]) == {("",) * 6}


def test_a_receipt_printed_later_says_what_became_of_each_card() -> None:
    cards, way = _tables(DOCUMENTS["receipt used"])

    assert [row[4:] for row in cards.rows] == [
        ("", "", ""), ("2b", "23/11/2026", "(sudah diserahkan)"), ("", "23/11/2026", "(kembali ke kantor)"),
        ("", "23/11/2026", "(dikeluarkan)"), ("", "23/11/2026", "(tidak lagi di paket)"),
    ]  # fmt: skip
    assert [row[3] for row in way.rows[:2]] == [_kept("Agus", Keeper.STAFF), _kept("Pak Carik", Keeper.VILLAGE)]
    assert DOCUMENTS["receipt used"].blocks[-1].signers[1].name == "Pak Carik"


def test_while_the_office_has_a_parcel_nobody_has_signed_for_it() -> None:
    back = Handing(line_papers.DAY, "Agus", Keeper.OFFICE, "DEWI LESTARI", 3)
    for document in (DOCUMENTS["receipt packed"], parcel_receipt(line_papers.receipt(3, custody=(back,)))):
        signed = document.blocks[-1]
        assert [one.name for one in signed.signers] == ["", ""]
        assert signed.dated == "Pasuruan, " + "." * 24


def test_the_receipt_of_a_card_says_who_took_it_and_that_nobody_was_checked() -> None:
    unchecked = Receipt(Receiver.OWNER, Proof.NONE, None, "kartu pelajar tertinggal")
    card, hand = [block for block in card_receipt(line_papers.card(receipt=unchecked)).blocks
                  if isinstance(block, model.Facts)]  # fmt: skip

    assert card.rows[1:2] == (("NIK", "351406**********"),) and card.rows[-1] == ("Kartu", "pertama")
    assert hand.rows == (
        ("Nama", "SITI KHOIRUN NISA'"), ("Sebagai", words.small(RECEIVERS[Receiver.OWNER])),
        ("Pemeriksaan identitas", PROOFS[Proof.NONE]), ("Alasan", "kartu pelajar tertinggal"),
    )  # fmt: skip
    assert "pengganti (kartu ke-2)" in rendering.pdf_text(render(DOCUMENTS["card open"], Format.PDF))


def test_the_berita_acara_counts_the_lost_apart_and_signs_by_name_only_for_the_same_two() -> None:
    report = line_papers.destroyed(40)
    said = next(block for block in destruction_report(report).blocks if isinstance(block, model.Paragraph)).text
    lost = sum(one.cause is Loss.LOST for one in report.cards)

    assert (40 - lost, lost) == (35, 5)
    assert "dimusnahkan 35 (tiga puluh lima) keping KTP-el dan dinyatakan hilang 5 (lima) keping KTP-el" in said
    causes, cards = _tables(DOCUMENTS["destroyed 40"])
    assert sum(int(row[1]) for row in causes.rows[:-1]) == int(causes.rows[-1][1]) == len(cards.rows) == 40
    assert [one.name for one in DOCUMENTS["destroyed 40"].blocks[-1].signers] == ["Dewi Lestari", "Bagus Santoso"]
    mixed = replace(report, cards=[*report.cards, replace(report.cards[0], decider="Orang Lain")])
    assert [one.name for one in destruction_report(mixed).blocks[-1].signers] == ["", ""]


def test_a_row_that_meets_the_end_of_a_page_moves_to_the_next_one_whole() -> None:
    paper = destruction_report(line_papers.destroyed(12, papers.LONG_NAMES))

    pages = rendering.pdf_text(render(paper, Format.PDF)).split("\f")[:-1]

    assert len(pages) > 1
    assert all(page.count("Disetujui") <= 1 for page in pages)
    assert sum(page.count("MUHAMMAD") for page in pages) == 4
    assert all(page.count("ABDURRAHMAN") == 9 * page.count("MUHAMMAD") for page in pages)
