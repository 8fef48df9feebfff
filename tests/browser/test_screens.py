"""Every screen as a role that works with it, light and dark: drawn without error, fetching nothing from outside.

`KTP_WRITE_SCREENS=1 pytest tests/browser/test_screens.py` renews docs/screens/.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page
from tests_support.browser import settled, sign_in, tab
from tests_support.screens_shown import SHOWN_TO

from ktp_core.ui.menu import SCREENS

SCREENS_FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens"

pytestmark = pytest.mark.browser


def test_every_screen_is_shown_to_somebody():
    assert set(SHOWN_TO) == {screen.file for screen in SCREENS}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", sorted(SHOWN_TO))
def test_a_screen_is_drawn_and_kept_as_a_picture(screen, theme, office, browser, tmp_path):
    outside: list[str] = []
    with tab(browser, dark=theme == "dark") as page:
        page.on("request", lambda request: outside.append(request.url) if _leaves(request.url, office.url) else None)
        sign_in(page, office.url, SHOWN_TO[screen], office.passwords[SHOWN_TO[screen]], to=f"/{screen}")
        if screen in OPENED:
            OPENED[screen](page)
        page.wait_for_timeout(1500)  # charts and maps draw after the script has ended
        settled(page)
        assert page.locator("[data-testid='stException']").count() == 0
        picture = tmp_path / f"{screen}-{theme}.png"
        page.screenshot(path=picture)

    assert outside == []
    assert len(set(Image.open(picture).convert("RGB").resize((64, 36)).get_flattened_data())) > 20, "an empty picture"
    if os.environ.get("KTP_WRITE_SCREENS"):
        keep(picture)


@pytest.mark.parametrize("screen", sorted(SHOWN_TO))
def test_the_docs_show_every_screen(screen):
    assert (SCREENS_FOLDER / f"{screen}-light.png").exists()
    assert (SCREENS_FOLDER / f"{screen}-dark.png").exists()


def open_a_card(page: Page) -> None:
    """Search a common name and open the first who is found."""
    page.get_by_label("NIK lengkap atau awal nama").fill("SITI")
    page.keyboard.press("Enter")
    page.locator("[data-testid=stDataFrame]").wait_for()
    page.wait_for_timeout(1000)  # the grid is a canvas that draws itself
    box = page.locator("[data-testid=stDataFrame]").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 18, box["y"] + 52)  # the tick box of the first row
    page.get_by_text("Riwayat").first.wait_for()


def propose_a_plan(page: Page) -> None:
    """What the screen is for: it is empty until somebody asks."""
    propose = page.get_by_role("button", name="Susun usulan")
    propose.click()
    page.get_by_role("button", name="Buang usulan").wait_for(timeout=90_000)
    propose.evaluate("button => button.scrollIntoView({block: 'start'})")


OPENED = {"kartu": open_a_card, "rencana": propose_a_plan}


def _leaves(address: str, home: str) -> bool:
    return not address.startswith((home, home.replace("http", "ws"), "data:", "blob:"))


def keep(picture: Path) -> None:
    """Into docs/screens, with a palette: a third of the size and the same to the eye."""
    SCREENS_FOLDER.mkdir(parents=True, exist_ok=True)
    Image.open(picture).convert("RGB").quantize(192, dither=Image.Dither.NONE).save(
        SCREENS_FOLDER / picture.name, optimize=True
    )
