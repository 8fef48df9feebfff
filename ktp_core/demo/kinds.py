"""When the last thing happened to residents of a kind: each function gives so many of them their days."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.random import Generator

from ktp_core.cards.model import CardAction
from ktp_core.db.types import day_number
from ktp_core.demo import lives
from ktp_core.demo.ground import Ground
from ktp_core.demo.lives import Lives

Actions = tuple[CardAction, ...]
# recorded before 17, within four years, later
YOUNG, MIXED, OLD = (0.62, 0.33, 0.05), (0.45, 0.47, 0.08), (0.02, 0.13, 0.85)
_WAVE = 35  # days
_MONTHS = np.array((1.1, 1.1, 0.8, 0.6, 0.7, 0.6, 0.9, 1.3, 1.3, 1.3, 1.1, 0.6))


def waited(ground: Ground, people: int, actions: Actions) -> Lives:
    """A queue that has grown by about the same every month since blanks ran short, the oldest over a thousand days."""
    rng = ground.rng
    waits = (rng.random(people) ** 1.7 * 1_400).astype(np.int64)
    return lives.due_at_end(rng, ground.ages, actions, ground.now - waits, MIXED)


def lately(ground: Ground, people: int, actions: Actions) -> Lives:
    """Printed or on the way in the last weeks."""
    ends = ground.now - ground.rng.integers(0, 25, people)
    return lives.due_at_end(ground.rng, ground.ages, actions, ends, YOUNG)


def uncollected(ground: Ground, people: int, actions: Actions) -> Lives:
    """Printed, and nobody has come for it: for a month, for more than a year. They were made in a few waves."""
    waves = (ground.rng.random(people) ** 1.6 * 400).astype(np.int64) // _WAVE * _WAVE
    ends = ground.now - 25 - waves
    return lives.due_at_end(ground.rng, ground.ages, actions, ends, YOUNG)


def graduated(ground: Ground, people: int, actions: Actions) -> Lives:
    """Sent to their school in the last months of their last year there, more than half a year after 17."""
    june = date(ground.today.year - (ground.today.month < 8), 6, 1)
    ends = day_number(june) - ground.rng.integers(0, 110, people)
    return lives.due_at_end(ground.rng, ground.ages, actions, ends, (0.0, 1.0, 0.0))


def since_2023(ground: Ground, people: int, actions: Actions) -> Lives:
    """Finished at some time since 2023."""
    ends = history(ground.rng, people, 2023, ground.now)
    return lives.due_at_end(ground.rng, ground.ages, actions, ends, YOUNG)


def old(ground: Ground, people: int, actions: Actions) -> Lives:
    """Holders of old cards."""
    # Before the figures of March 2023, which count these people already.
    ends = history(ground.rng, people, 2012, min(ground.now, day_number(date(2022, 12, 31))))
    return lives.due_at_end(ground.rng, ground.ages, actions, ends, OLD)


def then_left(ground: Ground, people: int, actions: Actions) -> Lives:
    """Then moved away or died."""
    ends = history(ground.rng, people, 2023, ground.now)
    lived = lives.due_at_end(ground.rng, ground.ages, actions, ends, YOUNG)
    return lives.with_last_step(ground.rng, lived, CardAction.ADJUST, ground.now)


def too_young(ground: Ground, people: int, actions: Actions) -> Lives:
    """Print-ready, waiting for 17."""
    ends = ground.now - (ground.rng.random(people) ** 1.5 * 300).astype(np.int64)
    return lives.waiting(ground.rng, ground.ages, actions, ends, ground.now)


def unfinished(ground: Ground, people: int, actions: Actions) -> Lives:
    """Somewhere in enrolment for days or weeks."""
    ends = ground.now - (ground.rng.random(people) ** 2 * 90).astype(np.int64)
    return lives.unfinished(ground.rng, ground.ages, actions, ends)


def unrecorded_of_age(ground: Ground, people: int, _: Actions) -> Lives:
    """Seventeen and more, never recorded."""
    long = (ground.rng.random(people) ** 1.5 * 6 * 365).astype(np.int64)
    return lives.unrecorded(ground.rng, ground.ages, ground.now - long)


def unrecorded_young(ground: Ground, people: int, _: Actions) -> Lives:
    """Turning 17 within two years or so."""
    return lives.unrecorded(ground.rng, ground.ages, ground.now + ground.rng.integers(3, 2 * 365 + 90, people))


def history(rng: Generator, people: int, first_year: int, now: int) -> np.ndarray:
    """Days from `first_year` to today: more every year, fewer before examinations and in December."""
    days = np.arange(day_number(date(first_year, 1, 1)), now + 1)
    months = (days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)) % 12
    chances = _MONTHS[months] * (1 + 0.6 * np.arange(len(days)) / len(days))
    return rng.choice(days, size=people, p=chances / chances.sum())
