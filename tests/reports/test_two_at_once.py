"""Two who issue a month's report at the same moment: every number once; counts are of one state of the data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests_support.at_once import at_once
from tests_support.card_people import one
from tests_support.constants import NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core.access.model import Role
from ktp_core.access.transactions import SYSTEM
from ktp_core.cards.model import CardState
from ktp_core.reports import service
from ktp_core.reports.model import Issue
from ktp_core.upkeep.verify import verify

TODAY, MONTH, END = date(2026, 11, 22), 202610, date(2026, 10, 31)


@pytest.fixture
def heads(database, actor_of):
    """Two heads of one office with one card."""
    make_office(regency=PASURUAN)
    one(CardState.DELIVERED)
    return tuple(actor_of(name, Role.HEAD, regency=PASURUAN) for name in ("kepala", "sekretaris"))


def came(*acts: Callable[[], Issue]) -> list[str]:
    """What came of each: its number, or why not."""
    return sorted(str(one.number if isinstance(one, Issue) else one.code) for one in at_once(*acts))


def issuing(by, number: int | None = None) -> Callable[[], Issue]:
    return lambda: service.issue(by, PASURUAN, MONTH, known_on=END, today=TODAY, at=NOW, number=number)


def test_two_issues_at_once_have_two_numbers(heads):
    first, second = heads
    for coming in (1, 3):
        assert came(issuing(first), issuing(second)) == [str(coming), str(coming + 1)]

    assert [issue.number for issue in service.issues(first, PASURUAN, MONTH)] == [4, 3, 2, 1]
    assert verify(SYSTEM, today=TODAY).differences == []


def test_of_two_who_want_the_same_number_one_has_it_and_the_other_is_told(heads):
    first, second = heads

    assert came(issuing(first, 1), issuing(second, 1)) == ["1", "report_issued_meanwhile"]
    assert [issue.number for issue in service.issues(second, PASURUAN)] == [1]
