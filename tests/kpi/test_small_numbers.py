"""From which denominator on a rate says something: the office sets it, from a day on, and every map goes by it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from tests_support.constants import BALANGAN, NOW, PASURUAN
from tests_support.head_people import lives, store
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log
from ktp_core.errors import NotAllowed, Refused
from ktp_core.kpi import service, small_numbers
from ktp_core.kpi.area_rates import SMALL
from ktp_core.kpi.model import Scope
from ktp_core.reports import service as reports

TODAY = date(2026, 11, 22)
SOON = TODAY + timedelta(days=9)


def in_force(day: date, regency: str = PASURUAN) -> int:
    with read_connection() as conn:
        return small_numbers.limit(conn, regency, day)


def put(value: int, start: date = TODAY, by=SYSTEM) -> None:
    small_numbers.set_limit(by, PASURUAN, value, start, today=TODAY, at=NOW)


def test_the_newest_value_that_is_valid_counts_and_the_past_keeps_its_own(database: str):
    make_office(regency=PASURUAN)
    make_office(regency=BALANGAN)
    put(30)
    put(40)
    put(100, SOON)

    assert [in_force(day) for day in (TODAY - timedelta(days=1), TODAY, SOON)] == [SMALL, 40, 100]
    assert in_force(SOON, BALANGAN) == SMALL
    assert small_numbers.known(SYSTEM, PASURUAN) == [(TODAY, 40), (SOON, 100)]
    with read_connection() as conn:
        actions = conn.execute(select(audit_log.c.action).where(audit_log.c.action == "map.small")).scalars().all()
    assert len(actions) == 3


@pytest.mark.parametrize(("value", "start", "code"), [
    (-1, TODAY, "small_limit"), (1001, TODAY, "small_limit"), (30, TODAY - timedelta(days=1), "small_limit_past"),
])  # fmt: skip
def test_what_cannot_be_is_refused(sqlite_database: str, value: int, start: date, code: str):
    make_office(regency=PASURUAN)

    with pytest.raises(Refused) as refusal:
        put(value, start)

    assert refusal.value.code == code


def test_only_who_enters_numbers_of_the_whole_office_sets_it(sqlite_database: str, actor_of):
    make_office(regency=PASURUAN)
    put(30, by=actor_of("admin", "admin", regency=PASURUAN))

    for other in (
        actor_of("kepala", "head", regency=PASURUAN), actor_of("lain", "admin", regency=BALANGAN),
        actor_of("camat", "admin", regency=PASURUAN, districts=("35.14.06",)),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            put(50, by=other)
    assert in_force(TODAY) == 30


def test_the_first_page_and_the_report_go_by_it(sqlite_database: str):
    make_office(("school", "SMA A", "35.14.06"), regency=PASURUAN)
    with write_transaction() as conn:
        store(conn, PASURUAN, lives(PASURUAN, ("35.14.06",), 200, seed=1, today=TODAY))
    put(77)

    assert service.overview(SYSTEM, Scope(PASURUAN, TODAY), TODAY).small == 77
    drawn = {}
    for month in (202610, 202611):
        report = reports.draft(SYSTEM, PASURUAN, month, known_on=None, today=TODAY, at=NOW).report
        (drawn[month],) = [part.small for each in report.sections for part in each.parts if part.key == "coverage"]
    assert drawn == {202610: SMALL, 202611: 77}  # of a day before it was set the value of then
