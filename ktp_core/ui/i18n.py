"""Words, numbers and dates on screen. Source strings are Indonesian; `locale/en.po` is the English catalogue."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ktp_core import clock
from ktp_core.shares import percentage

LANGUAGE_KEY = "_language"
_FOLDER = Path(__file__).parent / "locale"
_BABEL = {"id": "id_ID", "en": "en_GB"}


def language() -> str:
    """`id`, or the language of the running session."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return "id"
    return str(st.session_state.get(LANGUAGE_KEY, "id"))


def _(text: str) -> str:
    """The Indonesian text, or its translation in the language of the session."""
    return text if language() == "id" else catalogue(language()).get(text, text)


def N_(text: str) -> str:  # noqa: N802
    """Marks a text of a table for the catalogue; `_` translates it where it is shown."""
    return text


@lru_cache(maxsize=4)
def catalogue(code: str) -> dict[str, str]:
    """Every translated text of a language."""
    with (_FOLDER / f"{code}.po").open("rb") as file:
        entries = read_po(file, locale=code)
    return {str(entry.id): str(entry.string) for entry in entries if entry.id and entry.string}


def number(n: float | None, digits: int = 0) -> str:
    """1400000 -> `1.400.000`; nothing -> `–`."""
    if n is None:
        return "–"
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(n, format=pattern, locale=_BABEL[language()]))


def separators() -> str:
    """Decimal and thousands sign for numbers that a chart writes by itself."""
    return ",." if language() == "id" else ".,"


def percent(x: float | None, digits: int = 1) -> str:
    """A share of one: 0.041 -> `4,1%`, with more decimals where it nearly is nothing or the whole. Nothing divided by
    nothing is `–`."""
    return "–" if x is None else f"{number(*percentage(x, digits))}%"


def day_short(day: date | None) -> str:
    """`27/08/2010`, for lists."""
    return "–" if day is None else f"{day:%d/%m/%Y}"


def day_long(day: date | None) -> str:
    """`27 Agustus 2010`, for sentences."""
    return "–" if day is None else str(format_date(day, "d MMMM y", locale=_BABEL[language()]))


def month(yyyymm: int) -> str:
    """201903 -> `Mar 2019`."""
    return str(format_date(date(yyyymm // 100, yyyymm % 100, 1), "MMM y", locale=_BABEL[language()]))


def moment(at: datetime | None, regency: str) -> str:
    """A stored moment on the office's clock: `27/08/2010 14.05`."""
    if at is None:
        return "–"
    local = clock.local(at, regency)
    return f"{local:%d/%m/%Y %H.%M}" if language() == "id" else f"{local:%d/%m/%Y %H:%M}"


def words(text: str, **values: Any) -> str:
    """A translated sentence with its values filled in."""
    return _(text).format(**values)
