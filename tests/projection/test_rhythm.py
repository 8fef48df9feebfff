"""What comes in small whole numbers, and which visits go somewhere new: laws, and offices made by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ktp_core.projection.model import Ahead
from ktp_core.projection.novelty import novelty, visited
from ktp_core.projection.rhythm import drawn, rhythm

MONTHS = tuple((2023 + at // 12) * 100 + at % 12 + 1 for at in range(36))
DAYS = np.full(36, 20.0)
COUNTS = st.lists(st.integers(0, 60), min_size=36, max_size=36).map(lambda made: np.array(made, dtype=float))


def ahead(months: int = 12) -> Ahead:
    later = tuple((2026 + at // 12) * 100 + at % 12 + 1 for at in range(months))
    return Ahead(later, np.full(months, 20.0), np.zeros(months), None, 0.0, 0.0)


def chance(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_a_rhythm_finds_the_level_and_the_season_it_was_made_with():
    season = np.where(np.arange(36) % 12 == 6, 0.2, 1.0)  # July: school holidays
    counts = chance().poisson(40 * season).astype(float)
    found = rhythm(MONTHS, counts, DAYS)

    assert found is not None
    others = np.delete(found.season, 6).mean()
    assert np.exp(found.level + others) * 20 == pytest.approx(40, rel=0.1)
    assert np.exp(found.season[6] - others) < 0.5
    assert found.weight @ found.noise < 0.25 and found.weight @ found.drift < 0.03


def test_what_comes_is_whole_and_as_much_as_before():
    found = drawn(rhythm(MONTHS, np.full(36, 8.0), DAYS), ahead(), chance(), 3_000)

    assert (found == np.round(found)).all() and (found >= 0).all()
    assert np.median(found.sum(axis=1)) == pytest.approx(96, rel=0.05)


def test_a_year_of_nothing_is_nothing_and_so_is_no_history():
    idle = np.concatenate([np.full(24, 9.0), np.zeros(12)])

    assert rhythm(MONTHS, idle, DAYS) is None and rhythm((), np.zeros(0), np.zeros(0)) is None
    assert not drawn(None, ahead(), chance(), 5).any()


def test_months_before_anybody_counted_say_nothing():
    late = np.concatenate([np.zeros(18), np.full(18, 10.0)])
    found, since = rhythm(MONTHS, late, DAYS), rhythm(MONTHS[18:], np.full(18, 10.0), DAYS[18:])

    assert found is not None and since is not None
    assert found.level == since.level and (found.weight == since.weight).all()


@settings(max_examples=60, deadline=None)
@given(COUNTS)
def test_any_history_gives_finite_courses(counts):
    found = rhythm(MONTHS, counts, DAYS)
    made = drawn(found, ahead(120), chance(), 40)

    assert (found is None) == (not counts[-12:].any())
    assert np.isfinite(made).all() and (made >= 0).all()
    if found is not None:
        assert found.season.mean() == pytest.approx(0, abs=1e-9) and found.weight.sum() == pytest.approx(1)


@settings(max_examples=30, deadline=None)
@given(COUNTS, st.integers(2, 4))
def test_who_does_so_many_times_more_is_foreseen_to(counts, times):
    counts = counts + 20
    less, more = (drawn(rhythm(MONTHS, n * counts, DAYS), ahead(), chance(), 600).sum(axis=1) for n in (1, times))

    assert np.median(more) == pytest.approx(times * np.median(less), rel=0.2)


@settings(max_examples=60, deadline=None)
@given(COUNTS, st.integers(0, 300), st.integers(0, 120), st.booleans())
def test_no_more_institutions_than_visits_or_than_there_are(visits, pool, already, every):
    new = np.minimum(visits, 5)
    made = drawn(rhythm(MONTHS, visits, DAYS), ahead(), chance(), 50)
    found = visited(made, novelty(MONTHS, visits, new, pool), already, pool, chance(2), every)

    assert (found >= 0).all() and (found <= made).all() and (found == np.round(found)).all()
    assert (found.sum(axis=1) <= max(pool - already, 0)).all()


def test_an_office_that_never_goes_twice_visits_all_and_one_with_favourites_does_not():
    visits = np.full(36, 10.0)
    first = np.tile(np.concatenate([np.full(2, 10.0), np.full(10, 1.0)]), 3)  # 30 places a year, over and over
    made = np.full((400, 10), 10.0)

    careful = visited(made, novelty(MONTHS, visits, visits, 120), 20, 120, chance())
    repeats = visited(made, novelty(MONTHS, visits, first, 120), 20, 120, chance())

    assert np.median(careful.sum(axis=1)) > 85
    assert np.median(repeats.sum(axis=1)) < 50


def test_who_chooses_blindly_is_foreseen_as_blind_choice_is():
    dice, pool = chance(3), 100
    visits, new = np.full(36, 9.0), np.zeros(36)
    for at in range(36):
        been = set() if at % 12 == 0 else been  # noqa: F821  a new year
        for place in dice.integers(0, pool, 9):
            new[at] += int(place) not in been
            been.add(int(place))
    found = visited(np.full((2_000, 12), 9.0), novelty(MONTHS, visits, new, pool), 0, pool, dice)

    assert np.median(found.sum(axis=1)) == pytest.approx(pool * (1 - (1 - 1 / pool) ** 108), rel=0.06)
