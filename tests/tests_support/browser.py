"""Headless Chromium that can reach nothing but this machine, and signing in with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

SIZE = {"width": 1366, "height": 768}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


def find_chromium() -> str | None:
    """The system's Chromium, None when there is none (then browser tests are left out with that reason)."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for one test module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def tab(browser: Browser, *, dark: bool = False, locale: str = "id-ID") -> Iterator[Page]:
    """A fresh visitor: own cookies, one tab."""
    context = browser.new_context(viewport=SIZE, locale=locale, color_scheme="dark" if dark else "light")
    try:
        yield context.new_page()
    finally:
        context.close()


def sign_in(page: Page, url: str, name: str, password: str, to: str = "") -> None:
    """Through the real form; afterwards the first screen (or `to`, an address such as `/lembaga`) is drawn."""
    page.goto(url + (to or "/"))
    page.get_by_label("Nama akun").fill(name)
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk").click()
    settled(page)


# The status widget alone says nothing within the first moments of a run, which are long on a busy machine.
RESTS = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
  && !document.querySelector('[data-testid=stSkeleton], [data-testid=stStatusWidget]')"""


def settled(page: Page, timeout: float = 30_000) -> None:
    """Wait until Streamlit has drawn the screen and is not running any more."""
    page.wait_for_selector("[data-testid='stAppViewContainer'] h1, [data-testid='stAlert']", timeout=timeout)
    page.wait_for_function(RESTS, timeout=timeout)
