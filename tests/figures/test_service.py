"""Entering official figures: kept in versions, with a source, by those who may."""

from __future__ import annotations

from datetime import date

import pytest
from tests_support.constants import BALANGAN, NOW, PASURUAN

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection
from ktp_core.errors import NotAllowed, Refused
from ktp_core.figures import queries, service, store
from ktp_core.figures.model import BasisKind, Measure, Reported, Target

DAY = date(2019, 3, 15)


def reported(value: int, day: date = DAY, **more: object) -> Reported:
    return Reported(PASURUAN, Measure.BACKLOG_REPORTED, value, day, "WartaBromo", **more)  # type: ignore[arg-type]


def test_what_was_entered_is_read_back_whole_and_every_version_stays(database: str):
    first, second = reported(70_000, approximate=True), reported(69_500, basis_kind=BasisKind.DAY)
    for one in (first, second):
        service.add_figure(SYSTEM, PASURUAN, one, at=NOW)
    service.add_figure(SYSTEM, BALANGAN, Reported(BALANGAN, Measure.WAJIB_KTP, 91_117, DAY, "Banua TV"), at=NOW)

    with read_connection() as conn:
        assert store.known_on(conn, PASURUAN, DAY) == [first, second]
        assert queries.versions(conn, PASURUAN, second)["value"].tolist() == [69_500, 70_000]


def test_a_figure_is_not_known_before_its_basis_date(database: str):
    service.add_figure(SYSTEM, PASURUAN, reported(70_000), at=NOW)

    with read_connection() as conn:
        assert store.known_on(conn, PASURUAN, date(2019, 3, 14)) == []


def test_the_target_in_force_is_the_one_that_began_last_and_has_not_ended(database: str):
    def target(value: int, start: date, end: date | None = None) -> Target:
        return Target(PASURUAN, Measure.HOLDERS, value, start, "Renstra", end)

    for one in (
        target(1_300_000, date(2018, 1, 1)), target(1_400_000, date(2019, 1, 1), date(2019, 12, 31)),
        target(1_400_001, date(2019, 1, 1), date(2019, 12, 31)),
    ):  # fmt: skip
        service.add_target(SYSTEM, PASURUAN, one, at=NOW)

    with read_connection() as conn:
        found = [
            store.target_on(conn, PASURUAN, PASURUAN, Measure.HOLDERS, day)
            for day in (date(2017, 12, 31), date(2018, 6, 1), DAY, date(2020, 1, 1))
        ]
    assert [one and one.value for one in found] == [None, 1_300_000, 1_400_001, 1_300_000]


def test_a_figure_of_another_regency_is_refused(sqlite_database: str):
    with pytest.raises(Refused) as refusal:
        service.add_figure(SYSTEM, PASURUAN, Reported(BALANGAN, Measure.HOLDERS, 1, DAY, "x"), at=NOW)

    assert refusal.value.code == "figure_area"


def test_only_who_may_edit_figures_may(sqlite_database: str, actor_of):
    head, admin = actor_of("kepala", "head", regency=PASURUAN), actor_of("admin", "admin", regency=PASURUAN)

    with pytest.raises(NotAllowed):
        service.add_figure(head, PASURUAN, reported(1), at=NOW)
    with pytest.raises(NotAllowed):
        service.add_target(head, PASURUAN, Target(PASURUAN, Measure.HOLDERS, 1, DAY, "x"), at=NOW)
    assert service.add_figure(admin, PASURUAN, reported(1), at=NOW)


def test_who_has_some_districts_enters_no_numbers_of_the_regency(sqlite_database: str, actor_of):
    clerk = actor_of("camat", "admin", regency=PASURUAN, districts=("35.14.06",))

    for enter in (
        lambda: service.add_figure(clerk, PASURUAN, reported(1), at=NOW),
        lambda: service.add_target(clerk, PASURUAN, Target(PASURUAN, Measure.HOLDERS, 1, DAY, "x"), at=NOW),
    ):
        with pytest.raises(NotAllowed):
            enter()
