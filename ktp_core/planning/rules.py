"""What every plan obeys, whoever makes it, and how plans are compared. Pure.

1. A team works its free minutes of a day: setup of each institution, and the people attended, who are shared among its
   kits. 2. At most so many institutions a day. 3. An institution is visited by one team a day, on allowed days only,
   and on no more days than it needs. 4. Nobody is attended twice, nor before they are 16. 5. A visit attends at least
   `least` people or everybody there.

Plans are compared lexicographically: letters first (each weighs the days it has waited), then districts with a visit,
then expected recordings.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ktp_core.planning.model import Assignment, Problem, Score, Shift, Stop

TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Limits:
    """By stop number: from how many people on its letter is answered, and on how many days it is visited at most."""

    enough: tuple[float, ...]
    days: tuple[int, ...]


def limits(problem: Problem) -> Limits:
    """A letter is answered when everybody of the first possible day is attended, or a full day's work is done there.

    A full day's work is what the smallest of the possible shifts takes when it goes nowhere else; an institution is
    visited on as many days as it has such days of work.
    """
    kinds: dict[int, set[tuple[float, int]]] = {}
    for shift in problem.shifts:
        if shift.slots:
            kinds.setdefault(shift.day, set()).add((shift.minutes, shift.kits))
    enough, days = [], []
    for stop in problem.stops:
        open_days = [day for day, allowed in enumerate(stop.allowed) if allowed and day in kinds]
        rooms = [
            max(0.0, minutes - problem.setup) * kits / stop.minutes
            for minutes, kits in set().union(*(kinds[day] for day in open_days))
        ]  # fmt: skip
        most = max((stop.present[day] for day in open_days), default=0.0)
        full = min((fits for fits in rooms if fits >= min(problem.least, most) - TINY), default=0.0)
        enough.append(min(stop.present[open_days[0]], full) if open_days else 0.0)
        days.append(math.ceil(most / full - TINY) if full > TINY else 0)
    return Limits(tuple(enough), tuple(days))


def room(problem: Problem, stop: Stop, shift: Shift, minutes: float | None = None) -> float:
    """People of a stop that fit into `minutes` of a shift (None: all its minutes) after setting up."""
    free = shift.minutes if minutes is None else minutes
    return max(0.0, (free - problem.setup) * shift.kits / stop.minutes)


def used(problem: Problem, stop: Stop, shift: Shift, people: float) -> float:
    """Minutes of the clock that a visit takes."""
    return problem.setup + people * stop.minutes / shift.kits


def fewest(problem: Problem, stop: Stop, day: int) -> float:
    """People a visit attends at least on a day."""
    return min(problem.least, stop.present[day])


def possible(problem: Problem, stop: Stop, shift: Shift) -> bool:
    """Whether a visit there can be made at all, on an otherwise empty day."""
    if not stop.allowed[shift.day] or not shift.slots or stop.present[shift.day] <= TINY:
        return False
    return room(problem, stop, shift) >= fewest(problem, stop, shift.day) - TINY


def score(problem: Problem, known: Limits, plan: Iterable[Assignment]) -> Score:
    """How good a plan is; what the choices don't ask for counts as nothing."""
    attended: dict[int, float] = {}
    for one in plan:
        attended[one.stop] = attended.get(one.stop, 0.0) + one.people
    stops = problem.stops
    answered = [
        stops[at].letter for at, people in attended.items()
        if stops[at].letter and people >= known.enough[at] - TINY
    ]  # fmt: skip
    districts = {stops[at].district for at in attended if stops[at].district} - problem.served
    return Score(
        sum(answered) if problem.letters_first else 0,
        len(districts) if problem.every_district else 0,
        sum(people * stops[at].success for at, people in attended.items()),
        len(answered),
    )
