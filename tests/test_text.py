"""Text that people typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core.text import MONTH_NAMES, header_key, month_number, normalise_name, safe_file_name, squeeze


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  siti   AISYAH , S.Pd ", "SITI AISYAH, S.PD"),
        ("KHOIRUN NISA’", "KHOIRUN NISA'"),
        ("Khoirun Nisa`", "KHOIRUN NISA'"),
        ("Nisa´", "NISA'"),
        ("ABD.\u00a0ROHMAN", "ABD. ROHMAN"),
        ("Si\u200bti\ufeff Aisyah", "SITI AISYAH"),
        ("\u202eSITI", "SITI"),
        ("Siti\nAisyah", "SITI AISYAH"),
        ("ＳＩＴＩ", "SITI"),
        ("Rene\u0301", "RENÉ"),
        ("a\x00b", "AB"),
        ("", ""),
    ],
)
def test_a_name_is_printed_as_siak_prints_it(typed, name):
    assert normalise_name(typed) == name


@given(st.text(max_size=60))
def test_normalising_a_name_twice_changes_nothing(typed):
    once = normalise_name(typed)

    assert normalise_name(once) == once


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("N I K", "nik"),
        ("Tgl. Lahir", "tgllahir"),
        ("L/P", "lp"),
        ("Jml. Saudara\nKandung", "jmlsaudarakandung"),
        ("\ufeffNama", "nama"),
        ("", ""),
    ],
)
def test_a_heading_is_reduced_to_letters_and_digits(heading, key):
    assert header_key(heading) == key


def test_every_month_is_known_by_its_indonesian_name():
    assert [month_number(name) for name in MONTH_NAMES] == list(range(1, 13))
    assert [month_number(word) for word in ("Pebruari", "AGT.", "nop", "Des", "Mei")] == [2, 8, 11, 12, 5]
    assert month_number("senin") is None


def test_squeeze_makes_one_line():
    assert squeeze(" a\r\n\tb\u200b  c ") == "a b c"


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("../../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\daftar.xlsx", "daftar.xlsx"),
        ("daftar\u202excod.xlsx", "daftarxcod.xlsx"),
        ("a\r\nSet-Cookie: x.csv", "a Set-Cookie_ x.csv"),
        ("con.xlsx", "berkas_con.xlsx"),
        ("", "berkas"),
        ("...", "berkas"),
        ("Data PD – XII (2).xlsx", "Data PD _ XII (2).xlsx"),
        ("x" * 300 + ".xlsx", "x" * 95 + ".xlsx"),
    ],
)
def test_a_file_name_is_made_safe(given_name, safe):
    assert safe_file_name(given_name) == safe


@given(st.text(max_size=300))
def test_no_file_name_escapes_its_folder(typed):
    name = safe_file_name(typed)

    assert name and len(name) <= 107 and not set(name) & set('/\\\0\r\n"') and name not in (".", "..")
