"""The band from P10 to P90 against invented offices whose future is known."""

from __future__ import annotations

import pytest

from ktp_core.projection import backtest, offices
from ktp_core.projection.backtest import Trial, score
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
