"""The answer to a question: the proposed visits, what they were compared with, and what is left undone. Values."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from ktp_core.eligibility.model import AgeRules
from ktp_core.planning.capacity import Rates
from ktp_core.planning.cost import Postponed
from ktp_core.planning.model import Question
from ktp_core.planning.places import Candidate, Ground
from ktp_core.planning.solution import Solution
from ktp_core.planning.timetable import Item
from ktp_core.planning.yields import Crowd


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan that somebody may edit and accept."""

    question: Question
    ground: Ground
    rates: Rates
    solution: Solution
    items: tuple[Item, ...]
    postponed: tuple[Postponed, ...]

    @property
    def letters(self) -> int:
        """Letters that wait among the candidates."""
        return sum(1 for one in self.ground.candidates if one.letter)

    @property
    def unreached(self) -> tuple[str, ...]:
        """Names of districts with candidates and no visit, neither proposed nor planned before."""
        reached = {item.candidate.district for item in self.items} | self.ground.problem.served
        missing = {
            str(one.district_name or one.district) for one in self.ground.candidates
            if one.district and one.district not in reached
        }  # fmt: skip
        return tuple(sorted(missing))

    @property
    def served(self) -> int:
        """Districts with candidates where a visit was planned before."""
        return len({one.district for one in self.ground.candidates} & self.ground.problem.served)

    @property
    def districts(self) -> int:
        """Districts with candidates."""
        return len({one.district for one in self.ground.candidates if one.district})

    @property
    def unkept(self) -> tuple[Candidate, ...]:
        """Letters whose wished days allow no visit at all, so that any day was taken."""
        return tuple(one for one in self.ground.candidates if one.id in self.ground.unwished)

    def slim(self, last: date, rules: AgeRules) -> Proposal:
        """The same without birth dates, of which nothing more is asked: it is kept as long as somebody looks at it."""
        everybody = [*self.ground.candidates, *self.ground.unverified]
        known = {one.id: _slim(one, last, rules) for one in everybody}
        candidates = tuple(known[one.id] for one in self.ground.candidates)
        unverified = tuple(known[one.id] for one in self.ground.unverified)
        return replace(
            self,
            ground=replace(self.ground, candidates=candidates, unverified=unverified),
            items=tuple(replace(item, candidate=known[item.candidate.id]) for item in self.items),
            postponed=tuple(replace(one, candidate=known[one.candidate.id]) for one in self.postponed),
        )

    def by_day(self) -> dict[tuple[date, int], float]:
        """Expected recordings by day and team."""
        counted: dict[tuple[date, int], float] = defaultdict(float)
        for item in self.items:
            counted[item.day, item.team_id] += item.recordings
        return dict(counted)


@dataclass(frozen=True, slots=True)
class Accepted:
    """One visit that somebody wants made: a proposed one, perhaps on another day or with another team."""

    institution_id: int
    day: date
    team_id: int
    start: int
    end: int
    expected: int
    request_id: int | None = None
    kits: int = 1


def _slim(one: Candidate, last: date, rules: AgeRules) -> Candidate:
    return replace(one, people=replace(one.people, crowd=Crowd(), fixed=one.people.on(last, rules)))
