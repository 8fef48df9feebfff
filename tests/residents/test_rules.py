"""Names as Indonesians write them: one person's spellings agree, two people's names do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core.residents.rules import names_agree, school_year_of, year_end, year_start


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MUHAMMAD RIZAL EFENDI", "M. RIZAL EFENDI"),
        ("MUHAMMAD RIZAL EFENDI", "MOCH. RIZAL"),
        ("ABDUL ROHMAN", "ABD. ROHMAN"),
        ("AHMAD FIKRI MAULANA", "ACHMAD FIKRI MAULANA"),
        ("KHOIRUN NISA'", "KHOIRUN NISA"),
        ("SITI AISYAH", "ST. AISYAH"),
        ("FAJAR NUGROHO", "FAJAR N."),
        ("DEWI ANGGRAINI", "DEWI ANGGRAENI"),
        ("SUYITNO", "SUYITNO"),
        ("HJ. LAILATUL FITRIYAH", "LAILATUL FITRIYAH"),
    ],
)
def test_spellings_of_one_name_agree_both_ways(one, other):
    assert names_agree(one, other)
    assert names_agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ANI LESTARI", "BUDI SANTOSO"),
        ("MUHAMMAD RIZAL", "MUHAMMAD FAUZI"),
        ("MUHAMMAD", "MUHAMMAD FAUZI"),
        ("M. RIZAL", "M. FAUZI"),
        ("DWI LESTARI", "AGUS SALIM"),
        ("PUTRI AYU WULANDARI", "RAFI ARDIANSYAH"),
        ("", "ANI"),
    ],
)
def test_names_of_two_people_do_not(one, other):
    assert not names_agree(one, other)
    assert not names_agree(other, one)


@given(st.text(min_size=1), st.text())
def test_comparing_never_fails_and_does_not_depend_on_the_order(one, other):
    assert names_agree(one, other) == names_agree(other, one)


@given(st.dates())
def test_every_day_lies_in_its_school_year(day):
    year = school_year_of(day)

    assert 1 <= year <= 9998 or year == 0 or day.year == 9999
    if 1 <= year < 9999:
        assert year_start(year) <= day <= year_end(year)
