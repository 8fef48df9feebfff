"""The English catalogue is complete, exact, and free of what nobody says."""

from __future__ import annotations

from ktp_core.ui import locale_check


def test_every_text_on_screen_has_an_english_translation() -> None:
    assert locale_check.missing() == {}


def test_no_translation_is_left_over() -> None:
    assert locale_check.stale() == []


def test_translations_fill_in_the_same_values() -> None:
    assert locale_check.mistaken() == []


def test_the_checker_sees_texts_of_pages_components_and_word_lists() -> None:
    found = locale_check.texts()

    assert found["Akun baru"].startswith("pages/pengguna.py")
    assert "Sesi sudah berakhir. Masuk lagi." in found
    assert "Kata sandi paling sedikit {least} huruf atau angka." in found
    assert "Beranda" in found
