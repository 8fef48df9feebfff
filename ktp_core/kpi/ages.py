"""Where people of ours stand between not recorded and card in hand, by age. Pure.

The summaries know months of birth, so that an age is the one reached by the end of the month, and everybody born before
2006 is one group: what cannot be told apart is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ktp_core.cards.model import CardState as S
from ktp_core.summaries.rules import FIRST_MONTH, LAST_MONTH

AGES = (16, 17, 18, 21)
"""First year of each group."""


class Place(StrEnum):
    """Where a card stands, as far as it says whose turn it is."""

    UNRECORDED = "unrecorded"
    PROCESSING = "processing"  # recorded, not yet print-ready
    PROBLEM = "problem"
    READY = "ready"  # print-ready; below card age it waits for the birthday
    PRINTED = "printed"  # not in hand
    DELIVERED = "delivered"


STATES: dict[Place, tuple[S, ...]] = {
    Place.UNRECORDED: (S.UNRECORDED,),
    Place.PROCESSING: (S.RECORDED, S.SUBMITTED),
    Place.PROBLEM: (S.ENROLMENT_FAILED, S.ADJUDICATE, S.DUPLICATE),
    Place.READY: (S.PRINT_READY,),
    Place.PRINTED: (S.PRINTED, S.DISPATCHED),
    Place.DELIVERED: (S.DELIVERED,),
}
OPEN = tuple(place for place in Place if place is not Place.DELIVERED)
PLACE_OF = {state: place for place, states in STATES.items() for state in states}


@dataclass(frozen=True, slots=True)
class Band:
    """An age group: from `first` to `last` years (None: and older), born from month `born_from` to `born_until`."""

    first: int
    last: int | None
    born_from: int
    born_until: int


def bands(day: date) -> tuple[Band, ...]:
    """The age groups by the end of the month of `day`, youngest first; none when those of 16 cannot be told apart."""
    oldest = min(AGES[-1], _age(FIRST_MONTH, day))
    if oldest < AGES[0]:
        return ()
    starts = [age for age in AGES if age < oldest] + [oldest]
    found = []
    for at, first in enumerate(starts):
        last = starts[at + 1] - 1 if at + 1 < len(starts) else None
        born_from = 0 if last is None else _born(last + 1, day) + 1
        found.append(Band(first, last, _whole(born_from), min(_born(first, day), LAST_MONTH)))
    return tuple(found)


Leaks = dict[tuple[Band, Place], int]


def leaks(rows: Iterable[tuple[S, int, int]], day: date) -> Leaks:
    """People by age group and place, from (state, month of birth, people); every place of every group is there."""
    groups = bands(day)
    found = {(band, place): 0 for band in groups for place in Place}
    for state, month, n in rows:
        for band in groups:
            if band.born_from <= month <= band.born_until:
                found[band, PLACE_OF[state]] += n
    return found


def _age(month: int, day: date) -> int:
    """Years that who is born in that month has completed by the end of the month of `day`."""
    return day.year - month // 100 - (day.month < month % 100)


def _born(age: int, day: date) -> int:
    """The last month of birth with which that age is reached by the end of the month of `day`."""
    return (day.year - age) * 100 + day.month


def _whole(month: int) -> int:
    """December is followed by January."""
    return month + 88 if month % 100 == 13 else month
