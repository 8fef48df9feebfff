"""When something needs somebody. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ktp_core.attention.model import Matter, Point, Progress, Work
from ktp_core.kpi.unseen import Youth, ordered

LETTER_DAYS = 14
"""A letter without an answer for more than so many days is late."""
PARCEL_DAYS = 30
"""As the list of parcels counts late ones."""
VISIT_DAYS = 28
"""How far back visits are looked for day by day: as many days as the agenda of the calendar shows."""
BLANK_DAYS = 20
"""Working days that the blanks should last at least: an order takes ten of them."""
QUARTER = 91
"""Days over which the pace of a district is measured."""
UNSEEN = 100
"""People of 16 and 17 on no list: a day of one kit or more."""
UNSEEN_SHARE = 0.1
"""Of the population: fewer may be no more than what the two numbers differ by."""
SMALL = 20
"""A district with fewer people to record is not compared."""


def points(work: Work) -> tuple[Point, ...]:
    """What needs somebody, in the order of `Matter`; nothing that is as it should be."""
    return tuple(_points(work))


def _points(work: Work) -> Iterator[Point]:
    if work.blanks and work.blanks[1] < BLANK_DAYS:
        stock, days, on = work.blanks
        yield Point(Matter.BLANKS, stock, days, on=on)
    if work.letters_late:
        yield Point(Matter.LETTERS, work.letters, work.letters_late, LETTER_DAYS)
    if work.visits_open or work.visits_older:
        yield Point(Matter.VISITS, work.visits_open, work.visits_older, VISIT_DAYS, work.visits_since)
    if kinds := sorted(((kind, n) for kind, n, _ in work.stuck if n), key=lambda one: -one[1]):
        longest = max(days for _, _, days in work.stuck)
        yield Point(Matter.STUCK, sum(n for _, n in kinds), days=longest, kinds=tuple(kinds))
    if work.parcels:
        yield Point(Matter.PARCELS, work.parcels, days=PARCEL_DAYS)
    if slow := behind(work.districts):
        yield Point(Matter.BEHIND, len(slow), days=QUARTER, places=tuple(one.district for one in slow))
    if most := most_unseen(work.youth):
        yield Point(Matter.UNSEEN, most.unseen or 0, most.population or 0, places=(most.area,))


def most_unseen(districts: Iterable[Youth]) -> Youth | None:
    """The district where most of 16 and 17 are on no list, if they are worth a visit; without a figure nobody knows."""
    known = [one for one in districts if (one.unseen or 0) >= UNSEEN and (one.share or 0) >= UNSEEN_SHARE]
    return ordered(known)[0] if known else None


def behind(districts: Iterable[Progress]) -> list[Progress]:
    """Districts with a lower coverage and a lower pace than all of them together, the slowest first.

    Pace: people recorded within the quarter, of those who were to be recorded in it. Both are asked for: who has
    nearly everybody is slow by nature, and who catches up is not falling behind.
    """
    every = list(districts)
    open_, recorded = sum(one.open for one in every), sum(one.recorded for one in every)
    eligible, covered = sum(one.eligible for one in every), sum(one.covered for one in every)
    slow = [
        one for one in every
        if one.open >= SMALL and one.recorded * open_ < recorded * one.open
        and one.covered * eligible < covered * one.eligible
    ]  # fmt: skip
    return sorted(slow, key=lambda one: (one.recorded / one.open, one.district))
