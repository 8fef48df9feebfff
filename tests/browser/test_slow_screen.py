"""A slow machine at the hand-over: the screen follows a choice late, and nothing that was typed meanwhile is lost."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from tests_support.browser import settled, sign_in, tab

pytestmark = pytest.mark.browser
RECEIVER, PROOF, NUMBERS, NAME = "Penerima", "Bukti identitas", "Kecuali nomor", "Nama penerima"
REASON = "Alasan tidak diperiksa"


@dataclass
class Slow:
    """What the server answers is held back until the test lets it through: the same every time, however long it is."""

    held: bool = False
    kept: list[str | bytes] = field(default_factory=list)

    def between(self, page: WebSocketRoute) -> None:
        server = page.connect_to_server()
        self._page = page
        server.on_message(lambda said: self.kept.append(said) if self.held else page.send(said))

    def answers(self, page: Page) -> None:
        """Wait until the server's whole answer is here, then let it through."""
        while not self.kept:
            page.wait_for_timeout(50)
        page.wait_for_timeout(1000)
        self.held = False
        while self.kept:
            self._page.send(self.kept.pop(0))
        settled(page)


@pytest.fixture
def parcel(office) -> dict[str, Any]:
    """A parcel outside with several cards in it, the last of its kind: no other story touches it."""
    with sqlite3.connect(office.server.data_dir / "ktp.db") as raw:
        raw.row_factory = sqlite3.Row
        row = raw.execute(
            "SELECT p.id, MIN(c.number) AS first, COUNT(*) AS inside FROM parcel p"
            " JOIN parcel_card c ON c.parcel_id = p.id AND c.state = 'in' WHERE p.state = 'sent' AND p.regency = 3514"
            " GROUP BY p.id HAVING COUNT(*) BETWEEN 3 AND 30 ORDER BY p.id DESC LIMIT 1"
        ).fetchone()
    assert row is not None, "the demo has no parcel with several cards outside"
    return dict(row)


def box(page: Page, label: str):
    return page.get_by_label(label, exact=True).first


def choose(page: Page, label: str, words: str) -> None:
    box(page, label).click()
    page.keyboard.type(words)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")


def more(page: Page, label: str, words: str) -> None:
    """Go on typing at the end of a box."""
    box(page, label).click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def test_what_is_typed_before_the_screen_follows_the_receiver_is_kept_and_written(office, browser, parcel):
    slow = Slow()
    with tab(browser) as page:
        page.route_web_socket("**/_stcore/stream", slow.between)
        sign_in(page, office.url, "antar", office.passwords["antar"], to=f"/penyerahan?paket={parcel['id']}")
        box(page, NUMBERS).fill(str(parcel["first"]))
        slow.held = True
        choose(page, RECEIVER, "Petugas lembaga")
        more(page, NAME, "Siti ")
        box(page, PROOF).click()
        page.keyboard.type("Tidak")
        slow.answers(page)

        expect(box(page, PROOF)).to_have_value("Tidak")
        expect(box(page, PROOF)).to_be_focused()
        expect(page.get_by_role("option")).to_have_text(["Tidak diperiksa"])
        page.keyboard.press("Enter")
        settled(page)
        expect(box(page, NAME)).to_have_value("Siti ")

        slow.held = True
        choose(page, RECEIVER, "Pemilik")  # a slip of the hand, and back
        choose(page, PROOF, "Tidak")
        more(page, NAME, "Aminah")
        more(page, REASON, "dompet ")
        slow.answers(page)

        expect(box(page, REASON)).to_be_focused()
        page.keyboard.type("hilang")
        choose(page, RECEIVER, "Petugas lembaga")
        settled(page)
        expect(box(page, NAME)).to_have_value("Siti Aminah")
        page.get_by_role("button", name="Catat diserahkan").click()
        expect(page.get_by_test_id("stMain").get_by_text(f"{parcel['inside'] - 1} kartu diserahkan.")).to_be_visible()

    assert written(office, parcel["id"]) == [("officer", "none", "Siti Aminah", "dompet hilang", parcel["inside"] - 1)]


def test_a_proof_that_is_chosen_before_the_screen_follows_the_receiver_stays_chosen(office, browser, parcel):
    slow = Slow()
    with tab(browser) as page:
        page.route_web_socket("**/_stcore/stream", slow.between)
        sign_in(page, office.url, "antar", office.passwords["antar"], to=f"/penyerahan?paket={parcel['id']}")
        slow.held = True
        choose(page, RECEIVER, "Orang tua")
        choose(page, PROOF, "Kartu keluarga")
        slow.answers(page)

        expect(box(page, PROOF)).to_have_value("Kartu keluarga")
        expect(box(page, RECEIVER)).to_have_value("Orang tua")


def written(office, parcel_id: int) -> list[tuple[Any, ...]]:
    """Receiver, proof, name and reason of what was handed over just now, with how many cards."""
    with sqlite3.connect(office.server.data_dir / "ktp.db") as raw:
        return raw.execute(
            "SELECT receiver, proof, receiver_name, reason, COUNT(*) FROM hand_over"
            " WHERE parcel_id = ? AND receiver_name = 'Siti Aminah' GROUP BY 1, 2, 3, 4",
            (parcel_id,),
        ).fetchall()
