"""Sixteen digits, and what they may be held against."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core import nik
from ktp_core.nik import Fault, Finding


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("3514062708109001", "3514062708109001"),
        ("'3514162412109205", "3514162412109205"),
        ("3514 1602 0910 9206", "3514160209109206"),
        ("3514.1602.0910.9206", "3514160209109206"),
        (" 3514-1602-0910-9206\u00a0", "3514160209109206"),
        ("\u200b3514160209109206\ufeff", "3514160209109206"),
        ("3.51E+15", Fault.SCIENTIFIC),
        ("3,51416E+15", Fault.SCIENTIFIC),
        ("3.51406e15", Fault.SCIENTIFIC),
        ("3514162509099200.0", Fault.NUMBER_LOST),
        ("351416610210920", Fault.LENGTH),
        ("35141661021092001", Fault.LENGTH),
        ("35141612O5099216", Fault.CHARACTERS),
        ("３５１４１６０２０９１０９２０６", Fault.CHARACTERS),
        ("٣٥١٤١٦٠٢٠٩١٠٩٢٠٦", Fault.CHARACTERS),
        ("", Fault.MISSING),
        ("-", Fault.MISSING),
        ("Belum ada", Fault.MISSING),
        ("menyusul", Fault.MISSING),
        ("0", Fault.DUMMY),
        ("0000000000000000", Fault.DUMMY),
        ("1111111111111111", Fault.DUMMY),
        ("1234567890123456", Fault.DUMMY),
    ],
)
def test_a_nik_is_cleaned_or_its_fault_is_named(typed, expected):
    assert nik.clean(typed) == expected


@given(st.text(max_size=40))
def test_whatever_is_typed_becomes_sixteen_ascii_digits_or_a_fault(typed):
    result = nik.clean(typed)

    assert isinstance(result, Fault) or (len(result) == 16 and result.isascii() and result.isdigit())


def test_the_parts_of_a_womans_nik():
    said = nik.parts("3514066905119003")

    assert said == nik.NikParts(district="35.14.06", day=29, month=5, year2=11, sex="P", serial=9003)
    assert said.regency == "35.14"


@pytest.mark.parametrize(
    ("number", "birth_date", "sex", "regency", "found"),
    [
        ("3514062708109001", date(2010, 8, 27), "L", "35.14", []),
        ("3514062708109001", date(2010, 8, 28), "L", "35.14", [Finding.DATE_DIFFERS]),
        ("3514062708109001", date(2010, 8, 27), "P", "35.14", [Finding.SEX_DIFFERS]),
        ("3526071604099210", date(2009, 4, 16), "L", "35.14", [Finding.AREA_ELSEWHERE]),
        ("9926071604099210", date(2009, 4, 16), "L", "35.14", [Finding.AREA_UNKNOWN]),
        ("3514063202109001", date(2010, 2, 1), "L", None, [Finding.DATE_IMPOSSIBLE]),
        ("3514062902109001", date(2010, 2, 28), "L", None, [Finding.DATE_IMPOSSIBLE]),
        ("3514062902089001", date(2008, 2, 29), "L", None, []),
        ("3514067113109001", None, None, None, [Finding.DATE_IMPOSSIBLE]),
        ("3526071604099210", None, "P", "35.14", [Finding.SEX_DIFFERS, Finding.AREA_ELSEWHERE]),
        ("3514062708100000", date(2010, 8, 27), "L", "35.14", [Finding.SERIAL_ZERO]),
    ],
)
def test_disagreements_are_findings(number, birth_date, sex, regency, found):
    assert nik.findings(number, birth_date=birth_date, sex=sex, regency=regency) == found


@given(st.dates(date(1930, 1, 1), date(2029, 12, 31)), st.sampled_from("LP"), st.integers(1, 9999))
def test_a_nik_made_by_the_rule_agrees_with_its_owner(born, sex, serial):
    day = born.day + (40 if sex == "P" else 0)
    number = f"351406{day:02}{born:%m%y}{serial:04}"

    assert nik.clean(number) == number
    assert nik.findings(number, birth_date=born, sex=sex, regency="35.14") == []


def test_the_mask_shows_no_digit_of_the_birth_date():
    assert nik.mask("3514062708109001") == "351406**********"


def test_groups_of_four():
    assert nik.group("3514062708109001") == "3514 0627 0810 9001"
