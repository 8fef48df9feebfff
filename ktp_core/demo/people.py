"""Who the invented residents are: sex, place, school, name, NIK, with the dirt of real life."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ktp_core.db.types import day_of
from ktp_core.demo import names
from ktp_core.demo.ground import Ground
from ktp_core.demo.lives import Lives
from ktp_core.demo.school_years import FIRST_SCHOOL_YEAR, years_of
from ktp_core.residents.model import Standing

_TWINS, _WORDS_IN_COMMON, _FEWEST = 0.006, -1, 4


@dataclass(frozen=True, slots=True)
class People:
    """Identities, as arrays of equal length; 0 and -1 stand for none."""

    women: np.ndarray
    districts: np.ndarray
    villages: np.ndarray
    first_years: np.ndarray  # school year of class X
    schools: np.ndarray  # position in the registry, -1: goes to none
    names: list[str]
    niks: list[str]


def twins(ground: Ground, lives: Lives) -> np.ndarray:
    """Positions of residents who are the twin of the one before; their lives become the same."""
    at = np.flatnonzero(ground.rng.random(len(lives.births)) < _TWINS)
    at = at[at > 0]
    at = at[np.diff(at, prepend=-2) > 1]
    for column in (lives.births, lives.card_age, lives.married, lives.steps):
        column[at] = column[at - 1]
    return at


def invent(ground: Ground, lives: Lives, standing: Standing, twins_at: np.ndarray, *, waves: bool = False) -> People:
    """Identities for these lives. `waves`: pupils are of the few biggest schools."""
    rng, n = ground.rng, len(lives.births)
    women = rng.random(n) < 0.5
    districts = rng.choice(ground.places.districts, size=n, p=ground.places.weights)
    districts[rng.random(n) < 0.002] = 0
    first_years = years_of(lives.births + 184) + 15  # born to June: class X in the year of 15, else of 16
    schools = _schools(ground, districts, first_years, standing, waves)
    for column in (districts, schools):
        column[twins_at] = column[twins_at - 1]
    niks = _niks(ground, lives.births, women, districts, standing)
    if standing is Standing.ELSEWHERE:
        districts[:] = 0
    return People(
        women, districts, _villages(ground, districts), first_years, schools,
        _names(ground, women, twins_at), niks,
    )  # fmt: skip


def school_year(ground: Ground) -> int:
    """The first calendar year of the school year it is."""
    return ground.today.year - (ground.today.month < 7)


def _schools(
    ground: Ground, districts: np.ndarray, first_years: np.ndarray, standing: Standing, waves: bool
) -> np.ndarray:
    rng, registry = ground.rng, ground.schools
    attends = (first_years + 2 >= FIRST_SCHOOL_YEAR) & (first_years <= school_year(ground))
    attends &= rng.random(len(districts)) < 0.85
    chosen = np.full(len(districts), -1)
    weights = np.where(registry.pesantren, registry.weights * 4, registry.weights)
    if standing is not Standing.ELSEWHERE:  # santri come from far, pupils from near
        weights = registry.weights
    if waves:  # about ten pupils each
        few = min(len(weights), max(_FEWEST, len(districts) // 25))
        weights = np.where(np.argsort(np.argsort(-weights, kind="stable")) < few, weights, 0.0)
    chosen[attends] = rng.choice(len(registry.ids), size=int(attends.sum()), p=weights / weights.sum())
    near = attends & (rng.random(len(districts)) < 0.75)
    for district in ground.places.districts.tolist():
        here, there = np.flatnonzero((registry.districts == district) & (weights > 0)), near & (districts == district)
        if len(here):
            share = weights[here] / weights[here].sum()
            chosen[there] = rng.choice(here, size=int(there.sum()), p=share)
    return chosen


def _villages(ground: Ground, districts: np.ndarray) -> np.ndarray:
    villages = np.zeros(len(districts), dtype=np.int64)
    for district, codes in ground.places.villages.items():
        here = districts == district
        villages[here] = ground.rng.choice(codes, size=int(here.sum()))
    return villages


def _names(ground: Ground, women: np.ndarray, twins_at: np.ndarray) -> list[str]:
    made = names.draw(ground.rng, ground.parts, women)
    for at in twins_at.tolist():
        made[at] = f"{made[at].split()[0]} {made[at - 1].split()[_WORDS_IN_COMMON]}"
    return made


def _niks(
    ground: Ground, births: np.ndarray, women: np.ndarray, districts: np.ndarray, standing: Standing
) -> list[str]:
    """NIKs as first registered: some in another district or regency, some with another date or sex; all legal."""
    rng, n = ground.rng, len(births)
    far = rng.random(n) < (0.97 if standing is Standing.ELSEWHERE else 0.02)
    moved = (rng.random(n) < 0.05) | (districts == 0)
    areas = np.where(moved, rng.choice(ground.places.districts, size=n), districts)
    areas = np.where(far, rng.choice(np.array(ground.neighbours), size=n), areas)
    said_women = women ^ (rng.random(n) < 0.0015)
    wrong_day = np.where(rng.random(n) < 0.0025, rng.integers(1, 200, n), 0)
    given = []
    for area, birth, woman in zip(areas.tolist(), (births - wrong_day).tolist(), said_women.tolist(), strict=True):
        day = day_of(birth)
        given.append(ground.niks.next(area, day.day + 40 * woman, day.month, day.year))
    return given
