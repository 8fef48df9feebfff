"""When things happened: days for every step of a plan, counted back from the day of the last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ktp_core.cards.model import CardAction
from ktp_core.demo.ages import Ages, Days

A = CardAction

# Days from the step before (of PRINT: from the day it was due): usual least and most, how often longer, at most.
# BC to PRR took from a day to six months (Kebumen 2017), in 2024 often the same day (Ngawi).
_GAPS: dict[CardAction, tuple[int, int, float, int]] = {
    A.RECORD: (5, 120, 0.0, 0), A.SUBMIT: (0, 3, 0.1, 14), A.CLEAR: (0, 7, 0.25, 120), A.FAIL: (1, 20, 0.1, 60),
    A.ADJUDICATE: (2, 30, 0.0, 0), A.FLAG_DUPLICATE: (5, 60, 0.0, 0), A.RESET: (10, 60, 0.0, 0),
    A.PRINT: (0, 20, 0.3, 150), A.SPOIL: (0, 2, 0.0, 0), A.DISPATCH: (0, 6, 0.1, 20), A.DELIVER: (1, 30, 0.1, 90),
    A.RETURN: (7, 40, 0.0, 0), A.REPLACE: (700, 3600, 0.0, 0), A.CORRECT: (0, 3, 0.0, 0), A.ADJUST: (10, 200, 0.0, 0),
}  # fmt: skip


class Recorded(IntEnum):
    """At which age somebody was recorded."""

    BEFORE_17 = 0  # at school; the card is due on the birthday
    AFTER_17 = 1  # within four years of it
    ADULT = 2  # later still


@dataclass(frozen=True, slots=True)
class Lives:
    """Residents of one kind, as arrays: birth and card age, marriage (0: none), and a day for each step."""

    births: Days
    card_age: Days
    married: Days
    steps: Days  # people x steps


def due_at_end(
    rng: Generator, ages: Ages, actions: Sequence[CardAction], ends: Days, shares: tuple[float, float, float]
) -> Lives:
    """Lives whose plan is through enrolment and whose last step (or due day, where that is CLEAR) is on `ends`.

    `shares`: how many were recorded before 17, after, and as adults.
    """
    first_clear = actions.index(A.CLEAR)
    later = _gaps(rng, actions[first_clear + 1 :], len(ends))
    due = ends - later.sum(axis=1)
    when = rng.choice(3, size=len(ends), p=shares)
    before = when == Recorded.BEFORE_17
    years = np.where(when == Recorded.ADULT, 40 * 365, 4 * 365)
    ready = np.where(before, due - rng.integers(5, 330, len(ends)), due)
    card_age = np.where(before, due, due - (rng.random(len(ends)) ** 2 * years).astype(np.int64))
    after = due[:, None] + np.cumsum(later, axis=1)
    return _born(rng, ages, card_age, np.hstack([_back(rng, actions[: first_clear + 1], ready), after]))


def waiting(rng: Generator, ages: Ages, actions: Sequence[CardAction], ends: Days, today: int) -> Lives:
    """Print-ready since `ends`, but not of card age before the day after tomorrow."""
    card_age = today + 3 + (rng.random(len(ends)) * (ends + 360 - today)).astype(np.int64)
    return _born(rng, ages, card_age, _back(rng, actions, ends))


def unfinished(rng: Generator, ages: Ages, actions: Sequence[CardAction], ends: Days) -> Lives:
    """Somewhere in enrolment since `ends`: half of them at 16."""
    young = rng.random(len(ends)) < 0.5
    to_17 = np.where(young, rng.integers(1, 360, len(ends)), -rng.integers(0, 4 * 365, len(ends)))
    return _born(rng, ages, ends + to_17, _back(rng, actions, ends))


def unrecorded(rng: Generator, ages: Ages, card_age: Days) -> Lives:
    """Nothing happened yet."""
    births = ages.born_for_card_age(card_age)
    return Lives(births, ages.of_card_age(births), np.zeros_like(births), np.empty((len(births), 0), dtype=np.int64))


def with_last_step(rng: Generator, lives: Lives, action: CardAction, today: int) -> Lives:
    """The same lives with one more step at the end."""
    last = lives.steps[:, -1:] + _gaps(rng, (action,), len(lives.births))
    return replace(lives, steps=np.hstack([lives.steps, np.minimum(last, today)]))


def on_working_days(steps: Days, today: int) -> Days:
    """Weekends become the Monday after, as far as that is not in the future: the order of steps stays."""
    weekday = (steps + 3) % 7  # 1970-01-01 was a Thursday
    return np.minimum(steps + np.where(weekday >= 5, 7 - weekday, 0), np.maximum(steps, today))


def _back(rng: Generator, actions: Sequence[CardAction], ends: Days) -> Days:
    gaps = _gaps(rng, actions[1:], len(ends))
    left = np.cumsum(gaps[:, ::-1], axis=1)[:, ::-1]
    return ends[:, None] - np.hstack([left, np.zeros((len(ends), 1), dtype=np.int64)])


def _gaps(rng: Generator, actions: Sequence[CardAction], people: int) -> NDArray[np.int64]:
    columns = np.empty((people, len(actions)), dtype=np.int64)
    for at, action in enumerate(actions):
        least, most, often, longest = _GAPS[action]
        columns[:, at] = rng.integers(least, most, people, endpoint=True)
        if often:
            longer = rng.random(people) < often
            columns[longer, at] = rng.integers(most, longest, int(longer.sum()), endpoint=True)
    return columns


def _born(rng: Generator, ages: Ages, card_age: Days, steps: Days) -> Lives:
    births = ages.born_for_card_age(card_age)
    reached = ages.of_card_age(births)
    married = np.where(rng.random(len(births)) < 0.002, reached, 0)
    # Married first, seventeen later: card age is the wedding's.
    births = np.where(married > 0, ages.born_for_card_age(reached + rng.integers(30, 300, len(births))), births)
    record_from = np.minimum(ages.recordable(births), reached)
    return Lives(births, reached, married, np.maximum(steps, record_from[:, None]))
