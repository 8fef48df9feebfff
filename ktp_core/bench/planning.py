"""Plan proposals against two rules of thumb: expected recordings, and how long a proposal takes.

A ratio above 1 is what the proposal gains: `value` are its expected recordings, `against` those of the rule of thumb.
The rules are the same for all; letters and districts come before recordings, so that a proposal that answers more
letters may record fewer people. The instances without that order compare recordings alone, where it is never worse.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from ktp_core.access.transactions import SYSTEM
from ktp_core.bench.data import Bench, scratch
from ktp_core.bench.model import Row, once
from ktp_core.planning import heuristics, proposal, rules, service
from ktp_core.planning.model import Choices, Method, Problem, Question, Shift, Stop, TeamTime
from ktp_core.planning.solution import Solution

SECONDS = proposal.SECONDS
_GOAL = 10_000.0  # ms
_WEEKS = 4
_INSTANCES = {
    "pasuruan": {"stops": 300, "days": 20, "kits": (2, 2, 2), "size": 15.0, "letters": 40},
    "large_schools": {"stops": 120, "days": 20, "kits": (2, 2, 2), "size": 70.0, "letters": 20},
    "one_team": {"stops": 60, "days": 10, "kits": (2,), "size": 25.0, "letters": 8},
    "unlike_teams": {"stops": 200, "days": 10, "kits": (1, 2, 3), "size": 20.0, "letters": 15},
}


def measure(bench: Bench) -> Iterator[Row]:
    """The office of the benchmarks, then invented offices of other shapes."""
    yield from _office(bench)
    for name, shape in _INSTANCES.items():
        for freely in (False, True) if name == "pasuruan" else (False,):
            problem = instance(seed=len(name), **shape)  # type: ignore[arg-type]
            if freely:
                problem = replace(problem, letters_first=False, every_district=False)
            found: list[Solution] = []
            taken = once(lambda problem=problem, found=found: found.append(proposal.propose(problem, seconds=SECONDS)))  # type: ignore[misc]
            label = f"plan_{name}{'_freely' if freely else ''}"
            yield Row(f"{label}_time", taken, "ms", _GOAL, "the goal")
            yield from _gains(label, problem, found[0])


def _office(bench: Bench) -> Iterator[Row]:
    """The whole way, reading included, for three teams of two kits that have nothing planned yet but what is there."""
    first = bench.today + timedelta(days=7 - bench.today.weekday())
    teams = tuple(TeamTime(-number, f"Tim {number}", 2, 5.0) for number in (1, 2, 3))
    question = Question("35.14", first, first + timedelta(days=7 * _WEEKS - 1), teams, Choices())
    found: list[Solution] = []

    def ask() -> None:
        found.append(service.propose(SYSTEM, question, today=bench.today, seconds=SECONDS).solution)

    with scratch(bench):
        yield Row("plan_office_time", once(ask), "ms", _GOAL, "the goal")
    for method in heuristics.METHODS:
        yield _gain("plan_office", found[0], method, found[0].scores[method].recordings)


def _gains(label: str, problem: Problem, found: Solution) -> Iterator[Row]:
    known = rules.limits(problem)
    for method, make in heuristics.METHODS.items():
        yield _gain(label, found, method, rules.score(problem, known, make(problem, known)).recordings)


def _gain(label: str, found: Solution, method: Method, recordings: float) -> Row:
    score, other = found.score, found.scores[method]
    gap = "not proven" if found.gap is None else f"at most {found.gap:.1%} below the best"
    than = f"{score.letters} letters and {score.districts} districts against {other.letters} and {other.districts}"
    return Row(
        f"{label}_against_{method}", round(score.recordings, 1), "recordings", round(recordings, 1),
        f"{method}: {than}; {gap}",
    )  # fmt: skip


def instance(
    seed: int, stops: int, days: int, kits: tuple[int, ...], size: float, letters: int, districts: int = 24
) -> Problem:
    """An invented office: few large institutions and many small ones, letters with and without wished days, exams."""
    dice = random.Random(seed)  # noqa: S311
    found = []
    for key in range(stops):
        people = max(3.0, round((dice.paretovariate(1.6) - 0.4) * size)) * 0.8
        start = dice.randrange(max(1, days - 4))
        inside = [start <= day < start + 5 for day in range(days)]
        asks, exam = key < letters, letters <= key < letters * 2
        allowed = inside if asks and key % 2 else [not day for day in inside] if exam else [True] * days
        present = tuple(round(people * (1 + 0.004 * day), 2) for day in range(days))
        letter = dice.randint(1, 90) if asks else 0
        place = f"{dice.randrange(districts):02d}"
        found.append(Stop(key, place, 4.0, 0.95, present, tuple(allowed), letter, people))
    shifts = tuple(Shift(team, day, amount, 300.0, 2) for day in range(days) for team, amount in enumerate(kits))
    return Problem(tuple(found), shifts, 45, 10)
