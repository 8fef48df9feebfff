"""Invented offices that go out, whose future is known: visits, institutions and people served, month by month.

They are not made by the simulation they test: each visit goes to a place of its own popularity, or is kept from one
that was visited in the year; months are overdispersed, seasons shift, rates drift or jump, a fasting month moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from ktp_core.figures.model import Measure
from ktp_core.months import last_day, months_from
from ktp_core.projection.chances import level, season
from ktp_core.projection.model import Ahead, Months, Series, Stage
from ktp_core.projection.target_model import Visiting

PAST, FUTURE = 36, 60
_DAYS = 21.0


@dataclass(frozen=True, slots=True)
class Rover:
    """What it would tell us at the end of a month of a running year, and what then happens. `so_far`: of that year;
    `truth`: the months to come; institutions each once in a calendar year."""

    day: date
    past: Months
    visiting: Visiting
    ahead: Ahead
    history: dict[Measure, Series]
    so_far: dict[Measure, int]
    truth: dict[Measure, Series]


def rover(seed: int) -> Rover:
    """One office; the same number gives the same one."""
    dice = np.random.default_rng([seed, 4])
    asked = int(dice.integers(1, 10))  # months of the running year that are over
    n, now = PAST + 12 + FUTURE, PAST + asked
    months = tuple(months_from(202301, n))
    pool = int(np.exp(dice.uniform(np.log(15), np.log(600))))
    wish = pool / 12 * np.exp(dice.uniform(np.log(0.3), np.log(2.5))) * season(dice, n) * level(dice, n, now)
    visits = dice.poisson(wish * dice.gamma(1 / 0.06, 0.06, n))
    new = _places(dice, visits, pool)
    people = _people(dice, visits)
    every = {Measure.VISITS: visits.astype(float), Measure.INSTITUTIONS_SERVED: new, Measure.PEOPLE_SERVED: people}
    first, none = slice(now - PAST, now), np.zeros(PAST)
    later = months[now : now + FUTURE]
    return Rover(
        last_day(months[now - 1]),
        Months(months[first], np.full(PAST, _DAYS), dict.fromkeys(Stage, none), none),
        Visiting(every[Measure.VISITS][first], new[first], pool),
        Ahead(later, np.full(FUTURE, _DAYS), np.zeros(FUTURE), None, 0.0, 0.0),
        {one: series[first] for one, series in every.items()},
        {one: int(series[PAST:now].sum()) for one, series in every.items()},
        {one: series[now : now + FUTURE] for one, series in every.items()},
    )


def _places(dice: np.random.Generator, visits: Series, pool: int) -> Series:
    """Of the visits of each month those to a place that was not visited before in its calendar year."""
    liked = np.exp(dice.normal(0, dice.uniform(0, 1.2), pool))
    careful = dice.uniform(0, 1)  # how often somebody looks first where nobody has been
    been, new = np.zeros(pool, dtype=bool), np.zeros(len(visits))
    for at, made in enumerate(visits):
        if at % 12 == 0:
            been[:] = False
        for _ in range(int(made)):
            weight = liked * ~been if dice.random() < careful and not been.all() else liked
            place = dice.choice(pool, p=weight / weight.sum())
            new[at] += not been[place]
            been[place] = True
    return new


def _people(dice: np.random.Generator, visits: Series) -> Series:
    """At each visit so many, of some size, and once in a while nobody."""
    usual, spread = dice.uniform(2, 40), dice.uniform(0.3, 1.0)
    return np.array([
        float(np.round(np.exp(dice.normal(np.log(usual), spread, int(made))) * (dice.random(int(made)) > 0.1)).sum())
        for made in visits
    ])  # fmt: skip
