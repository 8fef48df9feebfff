"""Numbers and dates as an Indonesian office writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ktp_core.ui import i18n


def test_numbers_group_by_points_and_nothing_is_a_dash() -> None:
    assert i18n.number(1_400_000) == "1.400.000"
    assert i18n.number(1186.25, 1) == "1.186,2"
    assert i18n.number(None) == "–" and i18n.percent(None) == "–"


def test_charts_write_numbers_as_the_language_does(monkeypatch: pytest.MonkeyPatch) -> None:
    assert i18n.separators() == ",."
    monkeypatch.setattr(i18n, "language", lambda: "en")
    assert i18n.separators() == ".," and i18n.number(1_400_000) == "1,400,000"


def test_percentages_are_not_clipped() -> None:
    assert i18n.percent(0.04) == "4,0%"
    assert i18n.percent(1.0273, 2) == "102,73%"


def test_days_months_and_moments() -> None:
    assert i18n.day_short(date(2010, 8, 27)) == "27/08/2010"
    assert i18n.day_long(date(2010, 8, 27)) == "27 Agustus 2010"
    assert i18n.month(201903) == "Mar 2019"
    assert i18n.moment(datetime(2026, 11, 22, 17, 5, tzinfo=UTC), "35.14") == "23/11/2026 00.05"
    assert i18n.moment(datetime(2026, 11, 22, 17, 5, tzinfo=UTC), "63.11") == "23/11/2026 01.05"


def test_without_a_session_the_language_is_indonesian() -> None:
    assert i18n.language() == "id" and i18n._("Beranda") == "Beranda"
    assert i18n.catalogue("en")["Beranda"] != "Beranda"


def test_what_is_not_the_whole_is_never_said_to_be() -> None:
    assert i18n.percent(1_189_248 / 1_189_620) == "99,97%"
    assert i18n.percent(0.999999) == "99,99%"
    assert i18n.percent(0.996, 0) == "99,60%"
    assert (i18n.percent(1.0), i18n.percent(0.9994), i18n.percent(1.0001)) == ("100,0%", "99,9%", "100,01%")
