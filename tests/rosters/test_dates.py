"""Birth dates as typed, held against the NIK where day and month may be swapped."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ktp_core.nik import parts
from ktp_core.rosters.dates import read_date, split_place
from ktp_core.rosters.issues import IssueCode
from ktp_core.text import MONTH_NAMES

TODAY = date(2026, 11, 22)
births = st.dates(date(1940, 1, 1), date(2015, 12, 31))


def said(born: date):
    return parts(f"351406{born:%d%m%y}0001")


@pytest.mark.parametrize(
    ("typed", "nik_says", "day", "error"),
    [
        ("05/01/2009", None, date(2009, 1, 5), None),
        ("05/01/2009", date(2009, 1, 5), date(2009, 1, 5), None),
        ("05/01/2009", date(2009, 5, 1), None, IssueCode.DATE_ORDER),
        ("05/01/2009", date(2009, 7, 7), date(2009, 1, 5), None),
        ("08/27/2010", date(2010, 8, 27), date(2010, 8, 27), None),
        ("08/27/2010", None, None, IssueCode.DATE_ORDER),
        ("2009-01-05", date(2009, 5, 1), date(2009, 1, 5), None),
        ("5 Januari 2009", date(2009, 5, 1), date(2009, 1, 5), None),
        (date(2009, 1, 5), date(2009, 5, 1), None, IssueCode.DATE_ORDER),
        (date(2009, 1, 5), date(2009, 3, 3), date(2009, 1, 5), None),
        ("29/02/2009", None, None, IssueCode.DATE_IMPOSSIBLE),
        ("17082009", date(2009, 8, 17), date(2009, 8, 17), None),
        ("20090817", date(2009, 8, 17), date(2009, 8, 17), None),
        ("17082009", None, None, IssueCode.DATE_UNREADABLE),
        ("1/2", None, None, IssueCode.DATE_UNREADABLE),
        ("17 Agustuz 2009", None, None, IssueCode.DATE_UNREADABLE),
        ("Jum'at, 17 Agt 2009", None, date(2009, 8, 17), None),
        ("Agustus 17, 2009", None, date(2009, 8, 17), None),
        (None, None, None, IssueCode.DATE_MISSING),
    ],
)
def test_a_typed_date(typed, nik_says, day, error):
    reading = read_date(typed, said(nik_says) if nik_says else None, TODAY, False)

    assert (reading.day, reading.error) == (day, error)


@pytest.mark.parametrize(
    "form", ["{0:%d/%m/%Y}", "{0:%d-%m-%Y}", "{0.day}.{0.month}.{0.year}", "{0:%Y-%m-%d}", "{0.day} {1} {0.year}"]
)
@given(born=births)
def test_every_day_first_form_reads_back_the_same_day(form: str, born: date):
    typed = form.format(born, MONTH_NAMES[born.month - 1])

    assert read_date(typed, said(born), TODAY, False).day == born


@given(births)
def test_a_serial_reads_back_the_same_day_in_both_calendars(born: date):
    serial = (born - date(1899, 12, 30)).days

    assert read_date(serial, None, TODAY, False).day == born
    assert read_date(serial - 1462, None, TODAY, True).day == born or serial - 1462 < 12_538


@given(births)
def test_a_month_first_date_is_never_taken_silently(born: date):
    reading = read_date(f"{born:%m/%d/%Y}", said(born), TODAY, False)

    assert reading.day == born or reading.error is IssueCode.DATE_ORDER
    if born.day > 12:
        assert IssueCode.DATE_MONTH_FIRST in reading.warnings


@given(st.text(max_size=30))
def test_any_text_is_a_past_day_or_an_error(typed: str):
    reading = read_date(typed, None, TODAY, False)

    assert (reading.day is None) != (reading.error is None)
    assert reading.day is None or date(1900, 1, 1) <= reading.day <= TODAY


def test_tomorrow_is_the_future():
    reading = read_date(TODAY + timedelta(days=1), None, TODAY, False)

    assert reading.error is IssueCode.DATE_FUTURE


def test_two_digits_are_the_latest_possible_year():
    assert read_date("21-02-10", None, TODAY, False).day == date(2010, 2, 21)
    assert read_date("21-02-79", None, TODAY, False).day == date(1979, 2, 21)


@pytest.mark.parametrize(
    ("typed", "place", "day"),
    [
        ("Pasuruan, 14-04-2011", "Pasuruan", "14-04-2011"),
        ("Pasuruan 14 April 2011", "Pasuruan", "14 April 2011"),
        ("Kab. Pasuruan/14-04-2011", "Kab. Pasuruan", "14-04-2011"),
        ("Pasuruan, Sabtu 14 April 2011", "Pasuruan", "14 April 2011"),
        ("14-04-2011, Pasuruan", "Pasuruan", "14-04-2011"),
        ("Pasuruan", "Pasuruan", None),
        ("14-04-2011", None, "14-04-2011"),
        ("", None, None),
    ],
)
def test_place_and_date_are_told_apart(typed, place, day):
    assert split_place(typed) == (place, day)
