"""Colours that people must be able to read, by the arithmetic of WCAG 2.1."""

from __future__ import annotations

import tomllib
from dataclasses import asdict

import pytest

from ktp_core.charts.theme import DARK, LIGHT, Palette
from ktp_core.config import ROOT

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
BOTH = pytest.mark.parametrize(("colours", "theme"), [(LIGHT, THEME["light"]), (DARK, THEME["dark"])])
FADED, TINT = 0.6, 0.1  # what Streamlit makes of text in captions, and of the main colour under a chosen segment


def rgb(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def light_of(colour: tuple[float, float, float]) -> float:
    red, green, blue = (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    low, high = sorted((light_of(one), light_of(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(top: str, ground: str, share: float) -> tuple[float, float, float]:
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(rgb(top), rgb(ground), strict=True))
    return red, green, blue


def test_the_arithmetic_is_that_of_the_standard():
    assert contrast(rgb("#000000"), rgb("#FFFFFF")) == pytest.approx(21)
    assert contrast(rgb("#767676"), rgb("#FFFFFF")) == pytest.approx(4.54, abs=0.005)


@BOTH
def test_words_in_charts_are_read_on_the_page_and_on_a_panel(colours: Palette, theme: dict[str, str]):
    inks = {name: ink for name, ink in asdict(colours).items() if name in ("text", "muted") or name.endswith("_text")}

    for name, ink in inks.items():
        for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
            assert contrast(rgb(ink), rgb(ground)) >= 4.5, name


@BOTH
def test_charts_and_pages_share_text_and_ground(colours: Palette, theme: dict[str, str]):
    assert (colours.text, colours.background) == (theme["textColor"], theme["backgroundColor"])


@BOTH
def test_captions_are_read_although_streamlit_fades_them(colours: Palette, theme: dict[str, str]):
    for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        assert contrast(mixed(theme["textColor"], ground, FADED), rgb(ground)) >= 4.5


@BOTH
def test_the_main_button_is_read(colours: Palette, theme: dict[str, str]):
    assert contrast(rgb("#FFFFFF"), rgb(theme["primaryColor"])) >= 4.5
    assert contrast(rgb(theme["primaryColor"]), rgb(theme["backgroundColor"])) >= 3


def test_no_primary_colour_on_a_dark_page_serves_the_main_button_and_the_chosen_segment():
    ground = THEME["dark"]["backgroundColor"]
    greys = [f"#{level:02x}{level:02x}{level:02x}" for level in range(256)]

    both = [
        grey for grey in greys
        if contrast(rgb("#FFFFFF"), rgb(grey)) >= 4.5 and contrast(rgb(grey), mixed(grey, ground, TINT)) >= 4.5
    ]  # fmt: skip

    assert both == []  # the same for every hue: the ratio asks for lightness alone
    assert contrast(rgb(THEME["dark"]["primaryColor"]), mixed(THEME["dark"]["primaryColor"], ground, TINT)) >= 3.4


@BOTH
def test_classes_of_a_map_differ_in_lightness_alone_in_one_direction(colours: Palette, theme: dict[str, str]):
    steps = [light_of(rgb(colour)) for colour in colours.scale]
    rising = colours is DARK

    assert steps == sorted(steps, reverse=not rising)
    assert all(contrast(rgb(a), rgb(b)) >= 1.25 for a, b in zip(colours.scale, colours.scale[1:], strict=False))
