"""Remaja belum terjangkau in the report: the number of the first page, whoever published it."""

from __future__ import annotations

from datetime import date

import pytest
from tests_support.constants import NOW, PASURUAN
from tests_support.head_people import lives, store
from tests_support.offices import make_office

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import write_transaction
from ktp_core.figures import service as official
from ktp_core.figures.model import Measure, Reported, Target
from ktp_core.kpi import service
from ktp_core.kpi.model import Scope
from ktp_core.reports import service as reports
from ktp_core.reports.model import Section, Share

TODAY, DAY, DISTRICT = date(2026, 11, 22), date(2026, 6, 30), "35.14.06"


@pytest.fixture
def office(sqlite_database: str) -> None:
    make_office(("school", "SMA A", DISTRICT))
    with write_transaction() as conn:
        store(conn, PASURUAN, lives(PASURUAN, (DISTRICT,), 400, seed=2, today=TODAY))


def told(area: str, n: int) -> Section:
    new = Reported(area, Measure.POPULATION_16_17, n, DAY, "DKB")
    official.add_figure(SYSTEM, PASURUAN, new, at=NOW)
    found = reports.draft(SYSTEM, PASURUAN, 202610, known_on=None, today=TODAY, at=NOW).report
    return next(one for one in found.sections if one.key == "youth")


@pytest.mark.parametrize("area", [PASURUAN, DISTRICT])
def test_it_is_the_number_of_the_first_page(office: None, area: str) -> None:
    section = told(area, 5_000)

    figure = service.figures(SYSTEM, Scope(PASURUAN, date(2026, 10, 31)), TODAY)["unseen_youth"]
    (table,) = section.parts
    assert table.rows[-1][3] == Share(figure.numerator, 5_000) and figure.denominator == 5_000
    assert ("Angka resmi per kecamatan belum ada" in section.texts[0]) is (area == PASURUAN)


@pytest.mark.parametrize("area", [PASURUAN, DISTRICT])
def test_more_on_our_lists_than_in_the_number_is_no_negative_crowd(office: None, area: str) -> None:
    text = told(area, 1).texts[0]

    assert "tidak ada yang kurang" in text and "-" not in text


def test_a_target_of_beginners_is_said_without_a_pace_that_nobody_knows(office: None) -> None:
    aim = Target(PASURUAN, Measure.BEGINNERS_RECORDED, 900, date(2026, 1, 1), "Renja", date(2026, 12, 31))
    official.add_target(SYSTEM, PASURUAN, aim, at=NOW)

    found = reports.draft(SYSTEM, PASURUAN, 202611, known_on=None, today=TODAY, at=NOW).report
    (text,) = [said for one in found.sections if one.key == "goals" for said in one.texts if "Pemula" in said]
    assert "dari target 900" in text and "per hari kerja" in text and "laju" not in text
