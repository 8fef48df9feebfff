"""A number that counts who will be of age within the year holds them already: nobody is added to it twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import lives, recount, store
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import write_transaction
from ktp_core.figures import service as official
from ktp_core.figures.model import BasisKind, Measure, Reported
from ktp_core.kpi import series, service
from ktp_core.kpi.model import Scope

TODAY, DISTRICTS = date(2026, 11, 22), ("35.14.06", "35.14.15")


@pytest.mark.parametrize(("basis", "since"), [
    (date(2026, 6, 30), TODAY), (date(2026, 1, 1), TODAY), (date(2025, 6, 30), date(2025, 12, 31)),
])  # fmt: skip
def test_a_number_of_the_year_is_carried_on_from_its_end(sqlite_database: str, basis: date, since: date) -> None:
    make_office(("school", "SMA A", DISTRICTS[0]))
    people = lives(PASURUAN, DISTRICTS, 600, seed=3, today=TODAY)
    with write_transaction() as conn:
        store(conn, PASURUAN, people)
    year = Reported(PASURUAN, Measure.WAJIB_KTP, 50_000, basis, "DKB", BasisKind.YEAR)
    official.add_figure(SYSTEM, PASURUAN, year, at=NOW)
    official.add_figure(SYSTEM, PASURUAN, Reported(PASURUAN, Measure.RECORDED, 48_000, basis, "DKB"), at=NOW)

    view = service.overview(SYSTEM, Scope(PASURUAN, TODAY), TODAY)

    came_of_age = recount(people, TODAY)["eligible"] - recount(people, since)["eligible"]
    assert view.figures["wajib_ktp"].value == 50_000 + came_of_age
    assert (came_of_age > 0) is (since < TODAY)
    assert view.figures["coverage"].note == "mixed_kinds"
    course = series.ratio(view.figures["coverage"], view.trend, "covered", "eligible")
    assert len(course) == (12 if since < TODAY else 0)  # no course before the number holds what it says


def test_a_figure_of_a_day_is_carried_on_from_that_day(sqlite_database: str) -> None:
    make_office(("school", "SMA A", DISTRICTS[0]))
    people = lives(PASURUAN, DISTRICTS, 600, seed=3, today=TODAY)
    with write_transaction() as conn:
        store(conn, PASURUAN, people)
    basis = TODAY - timedelta(days=400)
    official.add_figure(SYSTEM, PASURUAN, Reported(PASURUAN, Measure.WAJIB_KTP, 50_000, basis, "DKB"), at=NOW)

    found = service.figures(SYSTEM, Scope(PASURUAN, TODAY), TODAY)["wajib_ktp"]

    assert found.value == 50_000 + recount(people, TODAY)["eligible"] - recount(people, basis)["eligible"]
