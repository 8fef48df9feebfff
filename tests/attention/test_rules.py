"""When something needs somebody, and which districts fall behind."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

from ktp_core.attention.model import Matter, Point, Progress, Work
from ktp_core.attention.rules import (
    BLANK_DAYS,
    LETTER_DAYS,
    PARCEL_DAYS,
    SMALL,
    UNSEEN,
    VISIT_DAYS,
    behind,
    most_unseen,
    points,
)
from ktp_core.figures.model import Measure, Reported
from ktp_core.kpi.unseen import Youth
from ktp_core.stuck.model import StuckKind as K

DAY = date(2026, 11, 22)
QUIET = Work(3, 0, 0, date(2026, 10, 25), 0, ((K.FAILED, 0, 0), (K.PRINTABLE, 0, 0)), 0, ())


def test_nothing_is_said_where_all_is_as_it_should_be():
    assert points(QUIET) == ()
    assert points(replace(QUIET, blanks=(9000, BLANK_DAYS, DAY))) == ()


def test_every_matter_is_said_once_in_the_order_of_urgency():
    slow = (Progress("35.14.06", 100, 1, 200, 100), Progress("35.14.15", 100, 90, 200, 190))
    work = Work(7, 4, 2, date(2026, 10, 25), 1, ((K.FAILED, 3, 5), (K.PRINTABLE, 9, 80), (K.PRINTED, 0, 0)), 6, slow,
                (1400, 11, DAY), (youth("35.14.15", 700, 400),))  # fmt: skip

    assert points(work) == (
        Point(Matter.BLANKS, 1400, 11, on=DAY),
        Point(Matter.LETTERS, 7, 4, LETTER_DAYS),
        Point(Matter.VISITS, 2, 1, VISIT_DAYS, date(2026, 10, 25)),
        Point(Matter.STUCK, 12, days=80, kinds=((K.PRINTABLE, 9), (K.FAILED, 3))),
        Point(Matter.PARCELS, 6, days=PARCEL_DAYS),
        Point(Matter.BEHIND, 1, days=91, places=("35.14.06",)),
        Point(Matter.UNSEEN, 300, 700, places=("35.14.15",)),
    )
    assert [point.matter for point in points(work)] == list(Matter)


def youth(area: str, population: int, known: int | None) -> Youth:
    day = date(2026, 6, 30)
    return Youth(area, Reported(area, Measure.POPULATION_16_17, population, day, "DKB"), known)


def test_the_district_with_most_on_no_list_is_named_when_they_are_worth_a_visit():
    without = Youth("35.14.01", None, None)
    few, part = youth("35.14.02", 500, 500 - UNSEEN + 1), youth("35.14.03", 5000, 5000 - UNSEEN)
    old, more = youth("35.14.04", 900, None), youth("35.14.05", 400, 900)
    assert most_unseen(()) is None and most_unseen((without, few, part, old, more)) is None

    worst, second = youth("35.14.07", 600, 200), youth("35.14.06", 500, 200)
    assert most_unseen((without, few, second, worst)) == worst
    assert points(replace(QUIET, youth=(second, worst))) == (Point(Matter.UNSEEN, 400, 600, places=("35.14.07",)),)


def test_blanks_that_are_gone_are_said_too():
    assert points(replace(QUIET, blanks=(0, 0, DAY))) == (Point(Matter.BLANKS, 0, 0, on=DAY),)


def test_a_district_falls_behind_when_it_is_lower_and_slower_than_all_together():
    chance = random.Random(5)
    for _ in range(300):
        every = []
        for at in range(6):
            open_, covered_before = chance.randrange(80), chance.randrange(300)
            recorded = chance.randint(0, open_)
            every.append(Progress(f"35.14.{at:02}", open_, recorded, covered_before + open_, covered_before + recorded))

        found = behind(every)

        opened, recorded = sum(one.open for one in every), sum(one.recorded for one in every)
        people, covered = sum(one.eligible for one in every), sum(one.covered for one in every)
        slow = {
            one.district for one in every
            if one.open >= SMALL and Fraction(one.recorded, one.open) < Fraction(recorded, opened)
            and Fraction(one.covered, one.eligible) < Fraction(covered, people)
        }  # fmt: skip
        assert {one.district for one in found} == slow
        paces = [Fraction(one.recorded, one.open) for one in found]
        assert paces == sorted(paces)


def test_a_single_district_is_behind_nobody():
    assert behind([Progress("35.14.06", 100, 0, 200, 100)]) == []
    assert behind([]) == []
