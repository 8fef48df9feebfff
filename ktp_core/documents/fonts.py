"""The typeface of PDF documents, and which characters it has.

Source Sans Pro (SIL Open Font License, from the package font-source-sans-pro) covers names with accents and the
scholarly transliteration of Arabic (ḥ, ṣ, ʿ), which the fourteen standard fonts of PDF and reportlab's own Vera do not.
It is embedded. DOCX names Arial, which every word processor has or replaces at equal widths.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import font_source_sans_pro
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ktp_core.text import strip_invisible

REGULAR, BOLD = "SourceSansPro-Regular", "SourceSansPro-Bold"
WORD = "Arial"
_REPLACED = str.maketrans({"\u2011": "-", "\u202f": "\u00a0", "\u2009": " "})


@cache
def register() -> frozenset[int]:
    """Make the typeface known to reportlab, once; the characters it has."""
    folder = Path(font_source_sans_pro.font_directory)
    fonts = [TTFont(name, str(folder / f"{name}.ttf")) for name in (REGULAR, BOLD)]
    for font in fonts:
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    return frozenset(fonts[0].face.charToGlyph) & frozenset(fonts[1].face.charToGlyph)


def printable(text: str) -> str:
    """The text as PDF and DOCX both show it: composed letters, line breaks kept, nothing invisible. A character the
    typeface lacks becomes its compatible form (full-width letters) or "?"."""
    known = register()
    if text.isascii() and text.isprintable():  # nearly every text
        return text
    lines = unicodedata.normalize("NFC", text).translate(_REPLACED).splitlines()
    return "\n".join("".join(_shown(char, known) for char in strip_invisible(line)) for line in lines)


def _shown(char: str, known: frozenset[int]) -> str:
    if ord(char) in known:
        return char
    plain = unicodedata.normalize("NFKC", char)
    return plain if all(ord(c) in known for c in plain) else "?"
