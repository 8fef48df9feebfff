"""How quickly teams record and how many people come: learned from the office's own closed visits. Pure.

A rate is the mean of what was seen and of what was to be expected before, each weighed by its people:

    (sum seen + weight * prior) / (people seen + weight)

so that three pupils of one school change little and three thousand decide. The prior of a school is the rate of its
type, that of a type the rate of the office, that of the office what other offices report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

K = TypeVar("K")

MINUTES_PRIOR = 4.0
"""Of one kit per person. Two minutes where all goes well, five to ten on a bad network; 52 to 123 people per kit and
day, reported by Ngawi and Surabaya, are 3 to 6 minutes."""
PRESENCE_PRIOR, VILLAGE_PRESENCE_PRIOR = 0.8, 0.3
"""About a fifth of those on a school's list are not there. Of a whole village most do not come: an assumption."""
SUCCESS_PRIOR = 0.95
"""Who is there and is not recorded: biometrics, network, refusal, a missing paper. An assumption."""
WEIGHT = 60
"""People that a prior counts for: about a kit's day."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`value` is what the plan uses; `own` what was seen with `n` people (None: nobody), `prior` its pull."""

    value: float
    n: int
    own: float | None
    prior: float


@dataclass(frozen=True, slots=True)
class Past:
    """A closed visit in numbers. `absent`, `recorded`, `failed` are people who could have been recorded there; `failed`
    includes refusals and missing papers. `minutes` of the clock with so many `kits`; None: not written down."""

    institution_id: int
    type: str
    district: str
    recorded: int
    failed: int
    absent: int
    minutes: int | None = None
    kits: int | None = None
    village: bool = False


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates of the office and of its parts. `visits`: how many they were learned from."""

    minutes: Rate
    presence: Rate
    success: Rate
    visits: int
    minutes_by_district: dict[str, Rate] = field(default_factory=dict)
    presence_by_type: dict[str, Rate] = field(default_factory=dict)
    presence_by_place: dict[int, Rate] = field(default_factory=dict)
    success_by_type: dict[str, Rate] = field(default_factory=dict)

    def minutes_of(self, district: str) -> Rate:
        """Minutes of one kit per person in a district: networks differ."""
        return self.minutes_by_district.get(district, self.minutes)

    def presence_of(self, institution_id: int, type_: str, *, village: bool = False) -> Rate:
        """Share of the people listed at an institution who are there."""
        known = self.presence_by_place.get(institution_id) or self.presence_by_type.get(type_)
        if known is None and village:
            return Rate(VILLAGE_PRESENCE_PRIOR, 0, None, VILLAGE_PRESENCE_PRIOR)
        return known or self.presence

    def success_of(self, type_: str) -> Rate:
        """Share of those attended who are recorded."""
        return self.success_by_type.get(type_, self.success)


def shrunk(total: float, people: int, prior: float, weight: float = WEIGHT) -> Rate:
    """The rate of `total` (minutes, or people who came) over so many people."""
    return Rate((total + weight * prior) / (people + weight), people, total / people if people else None, prior)


def learn(past: Iterable[Past]) -> Rates:
    """Rates of an office from its closed visits; without any, the priors."""
    visits = list(past)
    timed = [one for one in visits if one.minutes and one.kits and one.recorded + one.failed]
    minutes = _minutes(timed, MINUTES_PRIOR)
    presence, success = _presence(visits, PRESENCE_PRIOR), _success(visits, SUCCESS_PRIOR)
    by_type = _parts(visits, lambda one: one.type, lambda part: _presence(part, _prior(part, presence)))
    places = _parts(
        visits, lambda one: one.institution_id,
        lambda part: _presence(part, by_type[part[0].type].value),
    )  # fmt: skip
    return Rates(
        minutes, presence, success, len(visits),
        _parts(timed, lambda one: one.district, lambda part: _minutes(part, minutes.value)), by_type, places,
        _parts(visits, lambda one: one.type, lambda part: _success(part, success.value)),
    )  # fmt: skip


def _prior(part: list[Past], presence: Rate) -> float:
    return VILLAGE_PRESENCE_PRIOR if part[0].village else presence.value


def _parts(visits: list[Past], key: Callable[[Past], K], rate: Callable[[list[Past]], Rate]) -> dict[K, Rate]:
    parts: dict[K, list[Past]] = {}
    for one in visits:
        parts.setdefault(key(one), []).append(one)
    return {name: rate(part) for name, part in parts.items()}


def _minutes(visits: list[Past], prior: float) -> Rate:
    worked = sum((one.minutes or 0) * (one.kits or 0) for one in visits)
    return shrunk(worked, sum(one.recorded + one.failed for one in visits), prior)


def _presence(visits: list[Past], prior: float) -> Rate:
    came = sum(one.recorded + one.failed for one in visits)
    return shrunk(came, came + sum(one.absent for one in visits), prior)


def _success(visits: list[Past], prior: float) -> Rate:
    recorded = sum(one.recorded for one in visits)
    return shrunk(recorded, recorded + sum(one.failed for one in visits), prior)
