"""The main job as people do it: a roster goes in, the backlog is filtered and taken out, the head reads the page."""

from __future__ import annotations

import csv
import io
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests_support.browser import settled, sign_in, tab

from ktp_core.ui.menu import SCREENS

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "samples" / "dapodik_daftar_pd_FAKE.xlsx"

pytestmark = pytest.mark.browser


def text_of(page: Page) -> str:
    """What the screen says, without the sidebar."""
    return page.locator("[data-testid=stMain]").inner_text()


def test_roster_staff_upload_a_file_read_the_preview_and_apply(office, browser):
    with tab(browser) as page:
        sign_in(page, office.url, "daftar", office.passwords["daftar"], to="/unggah_daftar")
        page.get_by_label("Lembaga pengirim").click()
        page.keyboard.type("SMKN 1 Purwosari")
        page.keyboard.press("Enter")
        page.locator("input[type=file]").set_input_files(SAMPLE)
        page.get_by_role("button", name="Periksa berkas").click()

        expect(page.get_by_text("60 orang")).to_be_visible(timeout=30_000)
        expect(page.get_by_text("Penduduk baru")).to_be_visible(timeout=30_000)
        understood = text_of(page)
        page.reload()  # staging is in the database: a refresh loses nothing
        expect(page.get_by_text("60 orang")).to_be_visible(timeout=30_000)
        page.get_by_role("button", name="Lihat masalah").click()
        page.get_by_role("button", name="Lanjut ke terapkan").click()
        page.get_by_role("button", name=re.compile("^Terapkan")).click()
        expect(page.get_by_text(re.compile("Sudah diterapkan|diterapkan", re.I)).first).to_be_visible(timeout=30_000)
        settled(page)

    assert "Dapodik" in understood


def test_print_staff_filter_the_backlog_and_download_exactly_that(office, browser):
    with tab(browser) as page:
        sign_in(page, office.url, "cetak", office.passwords["cetak"], to="/antrean_cetak?di_kecamatan=Kejayan")
        total = int(re.search(r"([\d.]+)\s+kartu menunggu", text_of(page)).group(1).replace(".", ""))
        with page.expect_download(timeout=30_000) as waiting:
            page.get_by_role("button", name=re.compile("Unduh daftar .CSV")).click()
        rows = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8-sig"))))
        again = urllib.request.Request(waiting.value.url)

    assert 0 < total < 2100
    assert len(rows) - 1 == total and "NIK" in rows[0]
    assert re.search(r"[0-9]{16}", waiting.value.url + waiting.value.suggested_filename) is None
    with pytest.raises(urllib.error.HTTPError):  # single use, and not for strangers
        urllib.request.urlopen(again, timeout=10)


def test_the_head_reads_where_the_regency_stands_and_no_names(office, browser):
    with tab(browser) as page:
        sign_in(page, office.url, "kepala", office.passwords["kepala"], to="/beranda")
        said = text_of(page)
        menu = page.locator("[data-testid=stSidebar]").inner_text()

    assert "1.400.000" in said
    assert "Kabupaten Pasuruan" in said
    assert "Antrean cetak" not in menu


def test_the_address_of_a_screen_of_others_says_so_in_indonesian(office, browser):
    with tab(browser) as page:
        sign_in(page, office.url, "kepala", office.passwords["kepala"], to="/pengguna")
        expect(page.get_by_text("Halaman ini tidak termasuk tugas akun Anda.")).to_be_visible(timeout=30_000)
        said = page.locator("body").inner_text()
        page.get_by_role("link", name="Ke halaman awal").click()
        expect(page.get_by_role("heading", name="Kabupaten Pasuruan")).to_be_visible(timeout=30_000)

    assert "Akun baru" not in said
    assert "Page not found" not in said


@pytest.mark.parametrize("address", ["", *[screen.file for screen in SCREENS], "media/x", "_stcore/metrics", "unduh/x"])
def test_a_stranger_gets_nothing_by_any_address(address, office):
    class NoRedirect(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_args: object) -> None:
            return None

    opener = urllib.request.build_opener(NoRedirect)

    with pytest.raises(urllib.error.HTTPError) as refused:
        opener.open(f"{office.url}/{address}", timeout=10)

    assert refused.value.code in (303, 401, 403, 404)
    assert b"Kabupaten" not in refused.value.read()
