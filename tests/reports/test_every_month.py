"""Reports of the first months, of leap years, of months in which nothing was counted."""

from __future__ import annotations

from datetime import date

import pytest
from tests_support.card_people import one
from tests_support.constants import NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core.access.model import Role
from ktp_core.cards.model import CardState
from ktp_core.exports.model import Format
from ktp_core.reports import papers, rules, service

TODAY = date(2026, 11, 22)


@pytest.fixture
def head(database, actor_of):
    """A head of an office with one card."""
    make_office(regency=PASURUAN)
    one(CardState.DELIVERED)
    return actor_of("kepala", Role.HEAD, regency=PASURUAN)


@pytest.mark.parametrize("month", [201101, 201112, 201201, 202002, 202402, 202502])
def test_any_month_since_the_beginning_of_the_ktp_el_has_a_report(head, month):
    """Also those whose year before has none, and those with 29 days."""
    day = rules.last_day(month)
    for known_on in (day, None):
        report = service.draft(head, PASURUAN, month, known_on=known_on, today=TODAY, at=NOW).report
        assert (report.stamp.as_of, len(report.sections)) == (day, 10)
        for form in (Format.PDF, Format.XLSX):
            assert papers.of_month(head, PASURUAN, month, form, known_on=known_on, today=TODAY, at=NOW).content
