"""Letter, schedule, workbooks out and back, closed visit: and the head's numbers have moved.

One workbook is filled in with a spreadsheet library, the other by LibreOffice; both come back in one go.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from datetime import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests_support.browser import settled, sign_in, tab
from tests_support.kept_files import picture
from tests_support.libreoffice import edited, typed
from tests_support.workbooks import HEAD, LIST, column, fill, opened

from ktp_core import clock
from ktp_core.db.types import day_number
from ktp_core.eligibility.survey import latest_birth
from ktp_core.regions.store import AgeRules

pytestmark = pytest.mark.browser
OFFICE = "35.14"
RECORDABLE = (10, 81)  # never recorded, or the recording failed


@dataclass(frozen=True)
class School:
    """Where the story takes place: a school with people to record, none of them a second time, without a visit or a
    letter of its own."""

    name: str
    district: str
    people: int


@pytest.fixture(scope="module")
def school(office) -> School:
    last = latest_birth(16, clock.today(OFFICE), AgeRules())
    with sqlite3.connect(office.server.data_dir / "ktp.db") as raw:
        row = raw.execute(
            "SELECT i.name, g.name, COUNT(*) n FROM resident r JOIN membership m ON m.resident_id = r.id"
            " JOIN institution i ON i.id = m.institution_id JOIN region g ON g.code = i.district"
            " WHERE m.until_day IS NULL AND i.kind = 'school' AND r.state IN (?, ?)"
            " AND (r.birth_date <= ? OR r.married_on IS NOT NULL)"
            " AND r.standing IN (1, 2) AND i.regency = 3514"
            " AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.institution_id = i.id AND v.state <> 'done')"
            " AND NOT EXISTS (SELECT 1 FROM request q WHERE q.institution_id = i.id AND q.state <> 'done')"
            " AND (SELECT COUNT(*) FROM institution o WHERE o.name = i.name) = 1"
            " GROUP BY i.id HAVING SUM(r.state = 81) = 0 ORDER BY n DESC LIMIT 1",
            (*RECORDABLE, day_number(last)),
        ).fetchone()
    return School(*row)


def text_of(page: Page) -> str:
    return page.locator("[data-testid=stMain]").inner_text()


def choose(page: Page, label: str, words: str, *, exact: bool = True) -> None:
    """Pick from a list by typing."""
    page.get_by_label(label, exact=exact).first.click()
    page.keyboard.type(words)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    settled(page)


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).first.click()
    settled(page)


def served(page: Page) -> int:
    """People recorded at visits this year, as the head reads it."""
    metric = page.locator("[data-testid=stMetric]", has_text=f"Terlayani {clock.today(OFFICE).year}")
    expect(metric).to_be_visible(timeout=30_000)
    return int(metric.inner_text().split()[-1].replace(".", ""))


def the_head_reads(office, browser) -> int:
    with tab(browser) as page:
        sign_in(page, office.url, "kepala", office.passwords["kepala"], to="/beranda")
        return served(page)


def test_a_letter_becomes_a_visit_and_the_head_sees_it(office, browser, school, tmp_path):
    before = the_head_reads(office, browser)
    with tab(browser) as page:
        sign_in(page, office.url, "jadwal", office.passwords["jadwal"], to="/permohonan")
        a_letter_comes_in(page, school, tmp_path)
        it_is_scheduled_for_today(page)
    with tab(browser) as page:
        sign_in(page, office.url, "lapangan", office.passwords["lapangan"], to="/hari_kunjungan")
        the_team_prepares(page, school)
        first, second = two_workbooks(page, tmp_path)
        recorded = both_come_back_filled(page, school, first, second, tmp_path)
        the_visit_is_closed(page)
    after = the_head_reads(office, browser)

    assert recorded > 0
    assert after == before + recorded
    assert left_behind(office, school) == ("done", "done", recorded, 1)


def left_behind(office, school: School) -> tuple[str, str, int, int]:
    """State of the letter and of the visit, recordings with the visit and its channel, people expected again."""
    with sqlite3.connect(office.server.data_dir / "ktp.db") as raw:
        return raw.execute(
            "SELECT q.state, v.state, (SELECT COUNT(*) FROM card_event e WHERE e.visit_id = v.id AND e.action = 1"
            " AND e.channel = 1 AND e.day = v.day), (SELECT COUNT(*) FROM follow_up f WHERE f.visit_id = v.id"
            " AND f.settled_by IS NULL) FROM visit v JOIN request q ON q.id = v.request_id"
            " JOIN institution i ON i.id = v.institution_id WHERE i.name = ? AND v.day = ?",
            (school.name, day_number(clock.today(OFFICE))),
        ).fetchone()


def a_letter_comes_in(page: Page, school: School, folder: Path) -> None:
    scan = folder / "surat.jpg"
    scan.write_bytes(picture())
    press(page, "Catat permohonan")
    choose(page, "Lembaga", school.name)
    page.get_by_label("Nomor surat").fill("421.3/177/2026")
    page.get_by_label("Narahubung").fill("Ibu Wahyu")
    page.locator("input[type=file]").set_input_files(scan)
    expect(page.get_by_text("surat.jpg")).to_be_visible(timeout=30_000)
    settled(page)
    press(page, "Simpan")
    expect(page.get_by_text("Diterima", exact=True).first).to_be_visible(timeout=30_000)
    press(page, "Verifikasi")
    expect(page.get_by_text("Terverifikasi", exact=True).first).to_be_visible(timeout=30_000)


def it_is_scheduled_for_today(page: Page) -> None:
    press(page, "Jadwalkan kunjungan")
    expect(page.get_by_text("Kunjungan baru")).to_be_visible(timeout=30_000)
    page.goto(f"{page.url}&baru={clock.today(OFFICE).isoformat()}")  # as a click on the day in the calendar does
    save = page.get_by_role("button", name="Simpan kunjungan")
    expect(save).to_be_visible(timeout=30_000)
    settled(page)
    choose(page, "Tim", "Tim 2")
    kits = page.locator("[data-testid=stMultiSelect]").first
    expect(kits).to_contain_text(re.compile(r"Alat \d"), timeout=30_000)  # the team brings its own
    settled(page)
    warned = page.get_by_text("Saya sudah membaca peringatan")
    if warned.count():  # a Sunday, a holiday, or the exams of December
        warned.click()
    expect(save).to_be_enabled(timeout=30_000)
    settled(page)
    save.click()
    expect(page.get_by_text("Terjadwal").first).to_be_visible(timeout=30_000)


def the_team_prepares(page: Page, school: School) -> None:
    choose(page, "Kunjungan", school.name)
    press(page, re.compile("Siapkan daftar|Susun daftar|Buat daftar"))
    expect(page.get_by_text(re.compile(f"0 dari {school.people} orang"))).to_be_visible(timeout=30_000)


def two_workbooks(page: Page, folder: Path) -> tuple[bytes, bytes]:
    page.get_by_role("tab", name="Buku kerja").click()
    books = []
    for laptop in ("Laptop 1", "Laptop 2"):
        page.get_by_label("Untuk").fill(laptop)
        page.keyboard.press("Tab")
        settled(page)
        with page.expect_download(timeout=30_000) as waiting:
            page.get_by_role("button", name="Buku kerja", exact=True).click()
        assert re.search(r"[0-9]{16}", waiting.value.suggested_filename) is None
        books.append(Path(waiting.value.path()).read_bytes())
    return books[0], books[1]


def both_come_back_filled(page: Page, school: School, first: bytes, second: bytes, folder: Path) -> int:
    """Odd numbers were entered on the first laptop, even ones on the second; one pupil was absent."""
    odd = range(1, school.people + 1, 2)
    written = fill(first, {number: {"Hasil": "Direkam", "Jam": time(9, number)} for number in odd})
    sheet = opened(second)[LIST]
    result, why = (sheet.cell(1, column(sheet, title)).column_letter for title in ("Hasil", "Alasan"))
    lines = [typed(LIST, f"{result}{HEAD + number}", "Direkam") for number in range(4, school.people + 1, 2)]
    lines += [typed(LIST, f"{result}{HEAD + 2}", "Tidak hadir"), typed(LIST, f"{why}{HEAD + 2}", "PKL/magang")]
    names = []
    for name, content in (("laptop-1.xlsx", written), ("laptop-2.xlsx", edited(second, lines, folder / "office"))):
        names.append(folder / name)
        names[-1].write_bytes(content)
    page.locator("input[type=file][multiple]").set_input_files(names)
    expect(page.get_by_text("laptop-2.xlsx")).to_be_visible(timeout=30_000)
    settled(page)
    press(page, "Kembalikan")
    said = f"{school.people} dari {school.people} orang sudah ada hasilnya"
    expect(page.get_by_text(said)).to_be_visible(timeout=60_000)
    return school.people - 1


def the_visit_is_closed(page: Page) -> None:
    page.get_by_role("tab", name="Tutup kunjungan").click()
    settled(page)
    press(page, re.compile("^Tutup kunjungan"))
    expect(page.get_by_text("Selesai").first).to_be_visible(timeout=30_000)
