"""Birth dates as people type them. Day first, always; where day and month could be swapped the NIK is asked."""

import re
from datetime import date, timedelta

from ktp_core.nik import NikParts
from ktp_core.rosters.day_order import IMPOSSIBLE, DateReading, day_first, day_of, unless_swapped
from ktp_core.rosters.issues import IssueCode
from ktp_core.text import month_number, squeeze

_TIME = r"(?:[ T]+\d{1,2}[:.]\d{2}.*)?"
_NUMERIC = re.compile(rf"(\d{{1,4}})\s*[-/. ,]\s*(\d{{1,2}})\s*[-/. ,]\s*(\d{{1,4}}){_TIME}", re.ASCII)
_WORDS = re.compile(rf"(\d{{1,2}})[\s/.,-]*([A-Za-z]{{3,}})\.?[\s/.,-]*(\d{{2}}|\d{{4}}){_TIME}", re.ASCII)
_MONTH_THEN_DAY = re.compile(r"([A-Za-z]{3,})\.?\s+(\d{1,2})\s*,?\s+(\d{4})", re.ASCII)
_WEEKDAY = re.compile(r"\b(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\b\s*,?\s*", re.IGNORECASE)
_NOTHING = frozenset(("", "-", "--", "?", "n/a", "na", "tidak ada", "belum ada", "null", "nan"))
_FIRST_YEAR = 1900
_SERIALS = range(14_000, 73_051)
"""Excel serials taken for a birth date: 1938 to 2099."""


_MISSING = DateReading(None, IssueCode.DATE_MISSING)
_UNREADABLE = DateReading(None, IssueCode.DATE_UNREADABLE)


def read_date(raw: str | int | float | date | None, said: NikParts | None, today: date, date1904: bool) -> DateReading:
    """The birth date in a cell. `said` is what the NIK says, used to notice swapped days, never to fill a gap."""
    if raw is None:
        return _MISSING
    if isinstance(raw, date):
        return _bounded(unless_swapped(raw, said), today)
    if isinstance(raw, int | float):
        return _bounded(_from_number(raw, date1904), today)
    text = squeeze(_WEEKDAY.sub("", raw)).strip("'\"`, .")
    if text.casefold() in _NOTHING:
        return _MISSING
    return _bounded(_from_text(text, said, today, date1904), today)


def split_place(text: str) -> tuple[str | None, str | None]:
    """Place and date of a cell that holds both, "Pasuruan, 14-04-2011" or the other way round."""
    text = squeeze(_WEEKDAY.sub("", text))
    digit = re.search(r"\d", text)
    if digit is None:
        return text.strip(" ,.-/:;") or None, None
    place = text[: digit.start()].strip(" ,.-/:;")
    rest = text[digit.start() :]
    behind = re.fullmatch(r"(.*\d{2,4})\s*[,/;]\s*([^\d]+)", rest)
    if not place and behind:
        return behind[2].strip(), behind[1]
    return place or None, rest


def _bounded(reading: DateReading, today: date) -> DateReading:
    day = reading.day
    if day is None:
        return reading
    if day > today:
        return DateReading(None, IssueCode.DATE_FUTURE, other=day)
    if day.year < _FIRST_YEAR:
        return IMPOSSIBLE
    age = today.year - day.year
    if age < 10 or age > 90:
        return DateReading(day, None, (*reading.warnings, IssueCode.DATE_UNLIKELY))
    return reading


def _from_text(text: str, said: NikParts | None, today: date, date1904: bool) -> DateReading:
    match = _NUMERIC.fullmatch(text)
    if match:
        return _from_three_numbers(match[1], match[2], match[3], said, today)
    match = _WORDS.fullmatch(text)
    if match:
        return _from_month_word(match[1], match[2], match[3], today)
    match = _MONTH_THEN_DAY.fullmatch(text)
    if match:
        return _from_month_word(match[2], match[1], match[3], today)
    if text.isascii() and text.isdigit():
        return _from_digits(text, said, date1904)
    return _UNREADABLE


def _from_three_numbers(a: str, b: str, c: str, said: NikParts | None, today: date) -> DateReading:
    if len(a) == 4 and len(c) <= 2:
        day = day_of(int(a), int(b), int(c))
        return DateReading(day) if day else IMPOSSIBLE
    if len(a) > 2 or len(c) not in (2, 4):
        return _UNREADABLE
    year = _year(c, today)
    warnings = (IssueCode.DATE_TWO_DIGIT_YEAR,) if len(c) == 2 else ()
    return day_first(day_of(year, int(b), int(a)), day_of(year, int(a), int(b)), said, warnings)


def _from_month_word(day: str, word: str, year: str, today: date) -> DateReading:
    month = month_number(word)
    if month is None:
        return _UNREADABLE
    found = day_of(_year(year, today), month, int(day))
    if found is None:
        return IMPOSSIBLE
    return DateReading(found, None, (IssueCode.DATE_TWO_DIGIT_YEAR,) if len(year) == 2 else ())


def _from_digits(text: str, said: NikParts | None, date1904: bool) -> DateReading:
    if len(text) == 5:
        return _from_number(int(text), date1904)
    if len(text) == 4 and text[:2] in ("19", "20"):
        return DateReading(None, IssueCode.DATE_INCOMPLETE)
    if len(text) == 8 and said is not None:
        day_first = day_of(int(text[4:]), int(text[2:4]), int(text[:2]))
        year_first = day_of(int(text[:4]), int(text[4:6]), int(text[6:]))
        for day in (day_first, year_first):
            if day is not None and said.agrees_with(day):
                return DateReading(day)
    return IMPOSSIBLE if not text.strip("0") else _UNREADABLE


def _from_number(number: int | float, date1904: bool) -> DateReading:
    if 1900 <= number <= 2100:
        return DateReading(None, IssueCode.DATE_INCOMPLETE)
    serial = int(number) + (1462 if date1904 else 0)
    if serial not in _SERIALS:
        return _UNREADABLE
    return DateReading(date(1899, 12, 30) + timedelta(days=serial), None, (IssueCode.DATE_SERIAL,))


def _year(text: str, today: date) -> int:
    """Two digits are the latest year that is not in the future."""
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if 2000 + year <= today.year else 1900 + year
