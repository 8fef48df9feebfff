"""Typed text in Markdown stays text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core.ui.safe import plain, quiet


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://jahat.example/a.png)",
        "[klik](javascript:alert(1))",
        "<b>x</b>",
        ":material/home:",
        "# judul",
        "$a$",
        "a@b.c",
    ],
)
def test_every_sign_of_markdown_is_escaped(text: str) -> None:
    escaped = plain(text)

    assert escaped.replace("\\", "") == text.replace("\\", "")
    assert not any(sign in escaped.replace(f"\\{sign}", "") for sign in "[]()<>#$:@!*_`")


@given(st.text())
def test_what_is_shown_is_what_was_typed_on_one_line(text: str) -> None:
    import re

    assert re.sub(r"\\(.)", r"\1", plain(text)) == " ".join(text.split())


def test_a_quiet_sentence_keeps_its_brackets() -> None:
    assert quiet("NIK [contoh]") == r":gray[NIK \[contoh\]]"
