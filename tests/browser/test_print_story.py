"""From a due list to a signed tanda terima: printed, packed, sent, handed over, one card back again."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, TimeoutError, expect
from tests_support.browser import settled, sign_in, tab
from tests_support.kept_files import picture

from ktp_core import clock
from ktp_core.cards.model import CardState
from ktp_core.db.types import day_number
from ktp_core.residents.rules import school_year_of

pytestmark = pytest.mark.browser
OFFICE = "35.14"
SKIPPED, SPOILED, ABSENT = 2, 3, 1
"""Positions in the batch: this one is skipped, of that one the first blank spoils. In the parcel this one is absent."""


@dataclass(frozen=True)
class School:
    """Where the story takes place: a school with cards to print and none that lies at the office."""

    id: int
    name: str
    due: int


@pytest.fixture(scope="module")
def school(office) -> School:
    today = clock.today(OFFICE)
    with sqlite3.connect(office.server.data_dir / "ktp.db") as raw:
        row = raw.execute(
            "SELECT i.id, i.name, SUM(r.state = :ready) due FROM resident r"
            " JOIN institution i ON i.id = r.institution_id"
            " LEFT JOIN membership m ON m.resident_id = r.id AND m.institution_id = i.id AND m.until_day IS NULL"
            " AND m.school_year = :year WHERE i.regency = 3514 AND (r.state > :ready AND r.state < :delivered"
            " OR r.state = :ready AND r.due_on <= :today)"
            " AND r.id NOT IN (SELECT resident_id FROM print_batch_card WHERE state = 'waiting')"
            " AND NOT EXISTS (SELECT 1 FROM institution o WHERE o.id <> i.id AND o.name LIKE i.name || '%')"
            " GROUP BY i.id HAVING due BETWEEN 5 AND 15 AND COUNT(*) = due AND COUNT(m.resident_id) >= 4"
            " ORDER BY COUNT(m.resident_id) DESC, i.id LIMIT 1",
            {
                "ready": CardState.PRINT_READY,
                "delivered": CardState.DELIVERED,
                "today": day_number(today),
                "year": school_year_of(today),
            },
        ).fetchone()
    assert row is not None, "the demo has no school with cards to print and none printed"
    return School(*row)


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).first.click()
    settled(page)


def choose(page: Page, label: str, words: str) -> None:
    """Pick from a list by typing. A list that closes because the screen was just drawn anew is opened again."""
    for _again in range(3):
        page.get_by_label(label, exact=True).first.click()
        page.keyboard.type(words)
        try:
            page.get_by_role("option").first.wait_for(timeout=10_000)
            break
        except TimeoutError:
            settled(page)
    page.keyboard.press("Enter")
    settled(page)


def says(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_test_id("stMain").get_by_text(words).first).to_be_visible(timeout=30_000)
    settled(page)


def a_paper(page: Page, button: str) -> tuple[str, bytes]:
    """Name and content of a file that a button gives."""
    with page.expect_download(timeout=30_000) as waiting:
        page.get_by_role("button", name=button).first.click()
    found = waiting.value
    return found.suggested_filename, Path(found.path()).read_bytes()


def test_due_cards_are_printed_packed_signed_for_and_handed_over(office, browser, school, tmp_path):
    with tab(browser) as page:
        sign_in(page, office.url, "cetak", office.passwords["cetak"], to="/kalender_cetak")
        n = a_batch_is_made_from_the_calendar(page, school)
        printed = the_printer_room_works(page, n)
    with tab(browser) as page:
        sign_in(page, office.url, "antar", office.passwords["antar"], to="/penyerahan")
        code, packed = the_cards_are_packed_and_leave(page, school)
        they_are_handed_over_but_one(page, packed)
        the_signed_sheet_comes_back(page, tmp_path)

    assert 2 <= packed <= printed  # who has left school gets the card at home
    assert left_behind(office, code) == ("done", printed + 1, "settled", packed - 1, 1, 1)


def a_batch_is_made_from_the_calendar(page: Page, school: School) -> int:
    page.get_by_role("link", name=re.compile("Buat kelompok cetak")).click()
    says(page, re.compile(r"kartu dapat masuk"))
    choose(page, "Lembaga", school.name)
    page.keyboard.press("Escape")
    says(page, f"dari {school.due} yang belum masuk kelompok")
    press(page, re.compile("Buat kelompok$"))
    says(page, re.compile(r"0 dari \d+ tercetak"))
    heading = page.get_by_text(re.compile(r"0 dari \d+ tercetak")).first.inner_text()
    return int(heading.split()[2])


def by_number(page: Page, numbers: int, what: str, reason: str) -> None:
    page.get_by_label("Nomor", exact=True).fill(str(numbers))
    choose(page, "Hasil", what)
    page.get_by_label("Alasan", exact=True).first.fill(reason)
    press(page, re.compile("Simpan$"))
    says(page, f"Nomor {numbers}: {what.lower()}.")
    expect(page.get_by_label("Nomor", exact=True)).to_have_value("")  # the form is a new one


def the_printer_room_works(page: Page, n: int) -> int:
    """One blank spoils, one card is skipped, the others come out; the batch ends. Answers how many were printed."""
    name, sheet = a_paper(page, "Lembar cetak (PDF)")
    assert sheet.startswith(b"%PDF") and re.search(r"[0-9]{16}", name) is None
    by_number(page, SPOILED, "Blangko rusak", "chip gagal")
    by_number(page, SKIPPED, "Dilewati", "foto tidak terbaca")
    press(page, re.compile("Catat tercetak"))
    says(page, f"{n - 1} kartu dicatat tercetak.")
    says(page, f"{n - 1} dari {n} tercetak, 1 blangko rusak, 1 dilewati")
    press(page, re.compile("Selesaikan kelompok"))
    page.get_by_test_id("stPopoverBody").get_by_role("button", name=re.compile("Selesaikan kelompok")).click()
    says(page, "Kelompok ini sudah berakhir.")
    return n - 1


def the_cards_are_packed_and_leave(page: Page, school: School) -> tuple[str, int]:
    """Answers the parcel's code and its cards; its tanda terima is printed before it leaves."""
    page.goto(f"{page.url.split('?')[0]}?tujuan=institution-{school.id}")  # as a click on its row does
    says(page, "kartu, yang tertua dicetak")
    n = int(page.get_by_text("kartu, yang tertua dicetak").first.inner_text().split()[0])
    press(page, re.compile("Kemas$"))
    says(page, f"{n} kartu dikemas. Cetak tanda terimanya, lalu kirim.")
    code = re.search(r"PK-\w+", page.get_by_test_id("stMain").inner_text())[0]  # type: ignore[index]
    name, paper = a_paper(page, "Tanda terima (PDF)")
    assert paper.startswith(b"%PDF") and code in name
    choose(page, "Dibawa oleh", "Petugas dinas")
    page.get_by_label("Nama yang menandatangani").fill("Siti Aminah")
    press(page, re.compile("Kirim paket"))
    says(page, f"Paket dikirim bersama Siti Aminah: {n} kartu.")
    return code, n


def they_are_handed_over_but_one(page: Page, n: int) -> None:
    """Owners sign at school with their family cards; who was absent is brought back to the office."""
    choose(page, "Penerima", "Pemilik sendiri")
    choose(page, "Bukti identitas", "Kartu keluarga")
    page.get_by_label("Kecuali nomor", exact=True).first.fill(str(ABSENT))
    press(page, re.compile("Catat diserahkan"))
    says(page, f"{n - 1} kartu diserahkan.")
    page.get_by_role("tab", name="Kembali ke kantor").click()
    settled(page)
    form = page.get_by_test_id("stForm").filter(has=page.get_by_role("button", name=re.compile("Catat kembali")))
    form.get_by_label("Nomor", exact=True).fill(str(ABSENT))
    form.get_by_label("Alasan", exact=True).fill("tidak masuk sekolah")
    form.get_by_role("button", name=re.compile("Catat kembali")).click()
    says(page, "1 kartu ada lagi di kantor")
    says(page, "Semua kartu paket ini sudah diserahkan atau kembali")


def the_signed_sheet_comes_back(page: Page, folder: Path) -> None:
    scan = folder / "tanda-terima.jpg"
    scan.write_bytes(picture())
    says(page, re.compile("Lembar yang sudah ditandatangani"))  # nothing is left in it: that stands open
    page.locator("input[type=file]").set_input_files(scan)
    expect(page.get_by_text("tanda-terima.jpg")).to_be_visible(timeout=30_000)
    settled(page)
    press(page, re.compile("Simpan pindaian"))
    says(page, "Pindaian disimpan.")


def left_behind(office, code: str) -> tuple[str, int, str, int, int, int]:
    """State of the batch, blanks that it cost, state of the parcel, cards in their owners' hands with proof, cards
    back at the office, scans of the signed sheet."""
    with sqlite3.connect(office.server.data_dir / "ktp.db") as raw:
        return raw.execute(
            "SELECT b.state, (SELECT -SUM(e.n) FROM blank_entry e WHERE e.batch_id = b.id), p.state,"
            " (SELECT COUNT(*) FROM hand_over h JOIN resident r ON r.id = h.resident_id AND r.state = ?"
            "  WHERE h.parcel_id = p.id AND h.receiver = 'owner' AND h.proof = 'family_card' AND h.void_at IS NULL),"
            " (SELECT COUNT(*) FROM parcel_card c JOIN resident r ON r.id = c.resident_id AND r.state = ?"
            "  WHERE c.parcel_id = p.id AND c.state = 'returned'),"
            " (SELECT COUNT(*) FROM attachment a WHERE a.owner = 'parcel' AND a.owner_id = p.id)"
            " FROM parcel p JOIN parcel_card k ON k.parcel_id = p.id AND k.number = 1"
            " JOIN print_batch_card c ON c.resident_id = k.resident_id AND c.serial = k.serial AND c.state = 'printed'"
            " JOIN print_batch b ON b.id = c.batch_id WHERE p.code = ?",
            (CardState.DELIVERED, CardState.PRINTED, code),
        ).fetchone()
