"""Working days, holidays by name, spans without visits: cases of the decision of 2026, and a naive recount."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ktp_core.errors import Refused
from ktp_core.workdays import national, rules
from ktp_core.workdays.model import Blocked, BlockedDraft, Cause, DayKind
from ktp_core.workdays.rules import Calendar

YEAR = {one.day: one for one in national.of_year(2026)}


def year(*spans: Blocked) -> Calendar:
    return Calendar(date(2026, 1, 1), date(2026, 12, 31), YEAR, spans)


def span(first: date, last: date, **values: object) -> Blocked:
    facts = {"id": 1, "regency": "35.14", "from_day": first, "until_day": last, "cause": Cause.EXAM}
    return Blocked(**facts | values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (date(2026, 3, 21), DayKind.HOLIDAY, "Hari Raya Idul Fitri"),
        (date(2026, 3, 23), DayKind.JOINT_LEAVE, "Cuti Bersama Hari Raya Idul Fitri"),
        (date(2026, 12, 24), DayKind.JOINT_LEAVE, "Cuti Bersama Hari Raya Natal"),
        (date(2026, 12, 25), DayKind.HOLIDAY, "Hari Raya Natal"),
        (date(2026, 8, 17), DayKind.HOLIDAY, "Hari Kemerdekaan Republik Indonesia"),
        (date(2026, 11, 22), DayKind.WEEKEND, None),
    ],
)
def test_days_off_have_their_kind_and_name(day: date, kind: DayKind, name: str | None):
    off = year().is_off(day)

    assert off is not None and (off.kind, off.name) == (kind, name)


def test_what_hangs_on_the_moon_says_so_and_a_year_without_a_decision_too():
    known = {one.day: one for one in national.of_year(2027)}

    assert known[date(2027, 3, 10)].estimated and known[date(2027, 3, 10)].name == "Hari Raya Idul Fitri"
    assert not known[date(2027, 8, 17)].estimated
    assert national.decided(2026) and not national.decided(2040)
    assert national.of_year(1800) == ()


@given(first=st.dates(date(2026, 1, 1), date(2026, 12, 31)), length=st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_working_days_are_monday_to_friday_without_both_kinds_of_holidays(first: date, length: int):
    last = min(first + timedelta(days=length), date(2026, 12, 31))
    free = holidays.country_holidays("ID", years=2026, categories=("public", "government"))
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]

    assert year().workdays(first, last) == [day for day in every if day.weekday() < 5 and day not in free]


@given(day=st.dates(date(2026, 1, 1), date(2026, 12, 31)))
@settings(deadline=None)
def test_the_next_working_day_is_never_earlier_and_nothing_between_is_one(day: date):
    found = year().next_workday(day)

    assert found is not None and found >= day and year().is_workday(found)
    assert not any(year().is_workday(day + timedelta(days=n)) for n in range((found - day).days))


def test_there_is_no_next_working_day_beyond_what_the_calendar_knows():
    assert Calendar(date(2026, 11, 21), date(2026, 11, 22)).next_workday(date(2026, 11, 21)) is None


def test_the_offices_own_days_are_no_working_days_and_say_why():
    own = year(span(date(2026, 12, 18), date(2026, 12, 18), cause=Cause.OFFICE, note="Rapat kerja"))

    off = own.is_off(date(2026, 12, 18))

    assert off is not None and (off.kind, off.cause, off.name) == (DayKind.CLOSED, Cause.OFFICE, "Rapat kerja")
    assert own.is_workday(date(2026, 12, 17)) and own.blocked(1, "school", date(2026, 12, 18)) is None


def test_a_span_keeps_from_its_institution_or_its_kind_on_its_days_alone():
    first, last = date(2026, 12, 1), date(2026, 12, 4)
    own, kind = span(first, last, id=1, institution_id=7), span(first, last, id=2, kind="school")
    calendar = year(kind, own)

    assert calendar.blocked(7, "school", first) is own and calendar.blocked(8, "school", last) is kind
    assert calendar.blocked(7, "pesantren", last) is own and calendar.blocked(8, "pesantren", first) is None
    assert calendar.blocked(7, "school", last + timedelta(days=1)) is None
    assert calendar.is_workday(first)


def test_a_day_that_the_calendar_does_not_know_is_an_error_and_no_working_day():
    with pytest.raises(ValueError, match="2027-01-01"):
        year().is_off(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("blocked_dates", {"until_day": date(2026, 11, 30)}),
        ("blocked_long", {"until_day": date(2027, 12, 2)}),
        ("blocked_whom", {"institution_id": 1, "kind": "school"}),
        ("blocked_note", {"cause": Cause.OTHER, "note": " "}),
    ],
)
def test_what_cannot_be_meant_is_refused(code: str, values: dict):
    facts = {"from_day": date(2026, 12, 1), "until_day": date(2026, 12, 4), "cause": Cause.EXAM}

    rules.check(BlockedDraft(**facts))
    with pytest.raises(Refused, match=code):
        rules.check(BlockedDraft(**facts | values))
