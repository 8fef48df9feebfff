"""The band from P10 to P90 against invented offices whose future is known."""

from __future__ import annotations

import pytest

from ktp_core.projection import backtest, offices
from ktp_core.projection.backtest import Trial, score
from ktp_core.projection.chances import Family
from ktp_core.projection.model import Stage


@pytest.mark.parametrize("stage", [Stage.COVERED, Stage.PRINTED, Stage.OWNED])
def test_the_band_holds_about_four_of_five_outcomes(stage):
    trials = []
    for seed in range(60):
        one = offices.office(seed)
        trials.append(backtest.trial(one.past, one.start, one.ahead, one.truth, stage, seed=seed))

    found = score(trials)

    assert found.trials >= 55
    assert 0.66 <= found.share <= 0.95  # of 60 trials; 80 % within two and a half standard errors
    assert found.early + found.late + found.inside == found.trials


def test_the_same_office_and_seed_give_the_same_band():
    one = offices.office(5)
    first, again = (
        backtest.trial(one.past, one.start, one.ahead, one.truth, Stage.OWNED, seed=5) for _ in range(2)
    )
    assert first == again


def test_what_never_comes_and_was_said_never_to_come_is_inside():
    never = float("inf")

    found = score([Trial(10, 20, 30, 25), Trial(10, 20, 30, 5), Trial(10, 20, never, never), Trial(1, 2, 3, 9), None])

    assert (found.trials, found.inside, found.early, found.late) == (4, 2, 1, 1)


def test_trials_that_stand_and_fall_together_are_no_more_than_one():
    inside, outside = Trial(10, 20, 30, 25), Trial(10, 20, 30, 5)
    trials = [*[inside] * 50, *[outside] * 50]

    apart, together = score(trials), score(trials, [at // 25 for at in range(100)])

    assert apart.share == together.share == 0.5
    assert apart.error == pytest.approx(0.05, rel=0.02)
    assert together.error == pytest.approx((0.25 / 3) ** 0.5)  # of four windows, two inside


@pytest.mark.parametrize("family", list(Family))
def test_offices_of_every_family_are_foreseen_about_as_widely_as_they_need(family):
    """A steady one somewhat too widely: three years cannot tell that nothing will change."""
    trials = []
    for seed in range(40):
        one = offices.office(seed, family)
        trials.append(backtest.trial(one.past, one.start, one.ahead, one.truth, Stage.COVERED, seed=seed))

    assert 0.62 <= score(trials).share <= (0.98 if family in (Family.STEADY, Family.BREAKING) else 0.95)


@pytest.mark.parametrize("months", [12, 24])
def test_an_office_of_few_months_is_foreseen_as_well(months):
    trials = []
    for seed in range(40):
        one = offices.office(seed, told=months)
        assert len(one.past.months) == months
        trials.append(backtest.trial(one.past, one.start, one.ahead, one.truth, Stage.COVERED, seed=seed))

    assert 0.62 <= score(trials).share <= 0.95
