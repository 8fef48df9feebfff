"""In real Chromium: nothing is blocked that is needed, nothing is fetched from elsewhere, and an idle tab is let go."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests_support.browser import chromium, find_chromium, settled, sign_in, tab
from tests_support.installation import PASSWORD, Site

from ktp_core import clock
from ktp_core.access import service
from ktp_core.access import sign_in as access
from ktp_core.access.sessions import token_hash
from ktp_core.access.transactions import SYSTEM
from ktp_core.ui.menu import SCREENS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="Chromium is not installed: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with tab(browser) as one:
        yield one


def account(site: Site, *roles: str, regency: str | None = "35.14") -> str:
    name = f"petugas{uuid.uuid4().hex[:8]}"
    site.data.account(name, *roles, regency=regency)
    return name


def test_every_screen_draws_without_a_blocked_script_or_a_request_to_elsewhere(site: Site, page: Page) -> None:
    complaints: list[str] = []
    asked: set[str] = set()
    page.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("request", lambda request: asked.add(request.url))
    name = account(site, *(["admin", "auditor", "roster", "scheduler", "visit", "print", "head"]))

    sign_in(page, site.server.url, name, PASSWORD)
    for screen in SCREENS:
        if screen.path.exists():
            page.goto(f"{site.server.url}/{screen.file}")
            settled(page)
            page.wait_for_timeout(400)
            assert page.get_by_role("heading", level=1).count() == 1, screen.file
            assert page.locator("[data-testid='stException']").count() == 0, screen.file

    assert complaints == []
    local = (site.server.url, "data:", "blob:", f"ws://127.0.0.1:{site.server.port}")
    assert sorted(url for url in asked if not url.startswith(local)) == []
    assert page.evaluate("document.documentElement.lang") == "id"
    assert page.evaluate("document.cookie").count("ktp_sesi") == 0


def test_an_inline_script_that_is_not_ours_does_not_run(site: Site, page: Page) -> None:
    sign_in(page, site.server.url, account(site, "head"), PASSWORD)

    page.evaluate(
        "() => { const s = document.createElement('script'); s.text = 'window.ran = 1'; document.body.append(s) }"
    )

    assert page.evaluate("() => window.ran") is None


def test_an_idle_tab_goes_to_the_sign_in_by_itself_after_the_session_has_ended(site: Site, page: Page) -> None:
    name = account(site, "admin")
    sign_in(page, site.server.url, name, PASSWORD, "/pengguna")
    with site.data.here():
        session = access.look_up(token_hash(site.data.token(name)), at=clock.now())
        assert session is not None
        service.set_active(SYSTEM, int(session.actor.account_id or 0), False, at=clock.now())

    page.wait_for_url("**/masuk?habis", timeout=60_000)

    assert "Sesi Anda sudah berakhir" in page.inner_text("body")


def test_signing_out_is_one_click_and_the_back_button_shows_nothing(site: Site, page: Page) -> None:
    sign_in(page, site.server.url, account(site, "admin"), PASSWORD, "/pengguna")

    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/masuk?keluar")
    page.go_back()
    page.wait_for_load_state()

    assert "/masuk" in page.url and "Cari akun" not in page.inner_text("body")


def test_the_language_is_switched_at_the_foot_and_stays_after_a_reload(site: Site, page: Page) -> None:
    sign_in(page, site.server.url, account(site, "admin"), PASSWORD, "/pengguna")

    page.get_by_test_id("stSidebar").get_by_text("EN", exact=True).click()
    page.get_by_role("heading", name="Users").wait_for()
    page.reload()
    page.get_by_role("heading", name="Users").wait_for()

    assert page.evaluate("document.documentElement.lang") == "en"


def test_a_new_account_gets_a_one_time_password_and_must_choose_its_own(
    site: Site, browser: Browser, page: Page
) -> None:
    name = f"baru{uuid.uuid4().hex[:6]}"
    sign_in(page, site.server.url, account(site, "admin"), PASSWORD, "/pengguna")
    page.get_by_role("button", name="Akun baru").click()
    page.get_by_role("heading", name="Akun baru").wait_for()
    settled(page)
    roles = page.get_by_label("Peran", exact=True)
    roles.scroll_into_view_if_needed()
    page.wait_for_timeout(700)
    roles.click()  # before typing: a rerun after it would close the list of roles
    page.get_by_role("option", name="Pimpinan").click()
    page.keyboard.press("Escape")
    page.get_by_label("Nama akun").fill(name)
    page.get_by_label("Nama orang").fill("![x](http://jahat.example/x.png) Baru")
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_role("button", name="Buat akun").click()
    given = page.locator("[data-testid='stCode'] code").inner_text().strip()
    assert len(given) == 19

    with tab(browser) as theirs:
        sign_in(theirs, site.server.url, name, given)
        theirs.get_by_text("Anda masuk dengan kata sandi sekali pakai").wait_for()
        theirs.get_by_label("Kata sandi baru", exact=True).fill("gunung meletus di laut")
        theirs.get_by_label("Ulangi kata sandi baru").fill("gunung meletus di laut")
        theirs.get_by_role("button", name="Ganti kata sandi").click()
        theirs.get_by_text("Kata sandi sudah diganti").wait_for()
        assert theirs.locator("img[src*='jahat']").count() == 0
