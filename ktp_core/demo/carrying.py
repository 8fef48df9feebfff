"""The office's car goes to every district once in two weeks, and takes along what is finished for it by then."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ktp_core.cards.model import CardAction
from ktp_core.demo.ages import Days
from ktp_core.demo.ground import Ground
from ktp_core.demo.people import People

_ROUND, _MONDAY = 14, 4  # days; 1970-01-05 was a Monday


def on_rounds(ground: Ground, steps: Days, actions: Sequence[CardAction], people: People) -> Days:
    """The same steps with every dispatch on a day on which the car goes there, as far as that leaves their order."""
    sent = [at for at, action in enumerate(actions) if action is CardAction.DISPATCH]
    if not sent:
        return steps
    moved, offset = steps.copy(), _day_of_round(ground, people)
    for at in sent:
        day = moved[:, at]
        before = day - (day - _MONDAY - offset) % _ROUND
        after = np.where(before + _ROUND <= ground.now, before + _ROUND, day)
        moved[:, at] = np.where(before >= moved[:, at - 1], before, after)
        moved = np.maximum.accumulate(moved, axis=1)
    return moved


def _day_of_round(ground: Ground, people: People) -> Days:
    """Working day of the two weeks, of each person's school or home."""
    districts = people.districts.copy()
    pupils = people.schools >= 0
    districts[pupils] = ground.schools.districts[people.schools[pupils]]
    number = np.searchsorted(ground.places.districts, districts) % 10
    return number // 5 * 7 + number % 5
