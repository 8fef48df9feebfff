"""A plan in the making: places people of institutions into shifts and never breaks a rule of `rules`. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ktp_core.planning import rules
from ktp_core.planning.model import Assignment, Draft, Problem
from ktp_core.planning.rules import TINY, Limits

Preference = Callable[[int, float, float], tuple[float, ...]]
"""Of a shift number, the people wanted and the people that fit: the smaller, the better a place."""


class Desk:
    """What is free in each shift, and who is visited when: stop -> {shift: people}."""

    def __init__(self, problem: Problem, known: Limits, plan: Iterable[Assignment] = ()) -> None:
        self.problem, self.known = problem, known
        self.free = [shift.minutes for shift in problem.shifts]
        self.slots = [shift.slots for shift in problem.shifts]
        self.visits: dict[int, dict[int, float]] = {}
        for one in plan:
            self.put(one.stop, one.shift, one.people)

    def plan(self) -> Draft:
        """What is placed, by shift."""
        found = [Assignment(stop, at, people) for stop, visits in self.visits.items() for at, people in visits.items()]
        return tuple(sorted(found, key=lambda one: (one.shift, one.stop)))

    def left(self, stop: int, day: int, but: int | None = None) -> float:
        """People of a stop that nobody attends yet and who may be attended on a day; `but`: a visit that is changed."""
        present = self.problem.stops[stop].present
        made = [
            (self.problem.shifts[at].day, people) for at, people in self.visits.get(stop, {}).items() if at != but
        ]  # fmt: skip
        later = {day} | {other for other, _people in made if other > day}
        return min(present[until] - sum(people for other, people in made if other <= until) for until in later)

    def fits(self, stop: int, at: int) -> float:
        """People that a new visit of the stop in that shift could attend; 0 when there can be none."""
        problem, shift, place = self.problem, self.problem.shifts[at], self.problem.stops[stop]
        if not self.slots[at] or not place.allowed[shift.day]:
            return 0.0
        visits = self.visits.get(stop, {})
        if len(visits) >= self.known.days[stop]:
            return 0.0
        if any(problem.shifts[other].day == shift.day for other in visits):
            return 0.0
        people = min(self.left(stop, shift.day), rules.room(problem, place, shift, self.free[at]))
        return people if people > TINY and people >= rules.fewest(problem, place, shift.day) - TINY else 0.0

    def put(self, stop: int, at: int, people: float) -> None:
        """A visit of so many people; the caller knows that they fit."""
        place, shift = self.problem.stops[stop], self.problem.shifts[at]
        self.visits.setdefault(stop, {})[at] = people
        self.free[at] -= rules.used(self.problem, place, shift, people)
        self.slots[at] -= 1

    def take(self, stop: int, at: int) -> None:
        """That visit is not made."""
        place, shift = self.problem.stops[stop], self.problem.shifts[at]
        people = self.visits[stop].pop(at)
        self.free[at] += rules.used(self.problem, place, shift, people)
        self.slots[at] += 1
        if not self.visits[stop]:
            del self.visits[stop]

    def place(
        self, stop: int, wanted: float, prefer: Preference, shifts: Iterable[int] | None = None
    ) -> float:
        """Up to `wanted` people of a stop into its best places, on as many days as that takes; how many were placed."""
        among = range(len(self.free)) if shifts is None else list(shifts)
        placed = 0.0
        while wanted - placed > TINY:
            rooms = [(at, self.fits(stop, at)) for at in among]
            open_ = [(prefer(at, wanted - placed, fits), at, fits) for at, fits in rooms if fits > 0]
            if not open_:
                break
            _how, at, fits = min(open_)
            day = self.problem.shifts[at].day
            least = rules.fewest(self.problem, self.problem.stops[stop], day)
            people = min(fits, max(wanted - placed, least))
            self.put(stop, at, people)
            placed += people
        return placed

    def extend(self) -> None:
        """Every visit attends as many as still fit."""
        for stop in sorted(self.visits):
            place = self.problem.stops[stop]
            for at in sorted(self.visits[stop]):
                people, shift = self.visits[stop][at], self.problem.shifts[at]
                more = min(self.left(stop, shift.day, at) - people, self.free[at] * shift.kits / place.minutes)
                if more > TINY:
                    self.visits[stop][at] = people + more
                    self.free[at] -= more * place.minutes / shift.kits


def earliest(at: int, wanted: float, fits: float) -> tuple[float, ...]:
    """The first shift that takes all of them; when none does, the one that takes most."""
    return (0.0, at) if fits >= wanted - TINY else (1.0, -fits, at)
