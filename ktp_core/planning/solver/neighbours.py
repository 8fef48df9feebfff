"""Making a plan better part by part: a few shifts are emptied and planned again exactly. Pure but for the solver.

What is random has a fixed seed, so that the same plan comes out of the same problem while the solver has time.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

from ktp_core.planning import rules
from ktp_core.planning.desk import Desk
from ktp_core.planning.model import Draft, Problem, Score, Stop
from ktp_core.planning.rules import TINY, Limits
from ktp_core.planning.solver import programme

SIZES = ((4, 12), (6, 24))  # shifts emptied in one round, and institutions outside the plan that may come in
_ROUND_SECONDS = 1.0


def improve(
    problem: Problem, known: Limits, plan: Draft, seconds: float, done: Callable[[Score], bool], seed: int = 3514
) -> tuple[Draft, Score]:
    """The plan after about so many seconds of planning parts of it again; never worse than it was."""
    dice = random.Random(seed)  # noqa: S311
    best, reached, ends = plan, rules.score(problem, known, plan), perf_counter() + seconds
    usable = [at for at, shift in enumerate(problem.shifts) if shift.slots]
    idle = 0
    while usable and idle < 40 and not done(reached) and (left := ends - perf_counter()) > 0.05:
        idle += 1
        count, newcomers = dice.choice(SIZES)
        emptied = _some(problem, usable, count, dice)
        made = _again(problem, known, best, emptied, newcomers, dice, min(left, _ROUND_SECONDS))
        score = rules.score(problem, known, made)
        if score.key() >= reached.key():
            idle = 0 if score.key() > reached.key() else idle
            best, reached = made, score
    return best, reached


def _some(problem: Problem, usable: list[int], most: int, dice: random.Random) -> list[int]:
    """Shifts to empty: anywhere, or those of neighbouring days."""
    count = min(len(usable), most)
    if dice.random() < 0.6:
        return sorted(dice.sample(usable, count))
    start = dice.randrange(len(usable))
    around = sorted(usable, key=lambda at: (abs(problem.shifts[at].day - problem.shifts[usable[start]].day), at))
    return sorted(around[:count])


def _again(
    problem: Problem, known: Limits, plan: Draft, emptied: list[int], newcomers: int, dice: random.Random,
    seconds: float,
) -> Draft:  # fmt: skip
    desk = Desk(problem, known, plan)
    pool = [stop for stop, visits in desk.visits.items() if set(emptied) & set(visits)]
    for stop in pool:
        for at in set(emptied) & set(desk.visits[stop]):
            desk.take(stop, at)
    pool += _newcomers(desk, pool, newcomers, dice)
    part = replace(
        problem,
        stops=tuple(_rest(desk, stop) for stop in pool),
        shifts=tuple(problem.shifts[at] for at in emptied),
        served=problem.served | {problem.stops[stop].district for stop in desk.visits},
    )
    limits = Limits(
        tuple(max(0.0, known.enough[stop] - sum(desk.visits.get(stop, {}).values())) for stop in pool),
        tuple(known.days[stop] - len(desk.visits.get(stop, {})) for stop in pool),
    )
    answer = programme.solve(part, limits, exact=True, seconds=seconds)
    for wish in answer.wishes if answer else ():
        stop, at = pool[wish.stop], emptied[wish.shifts[0]]
        fits = desk.fits(stop, at)
        if fits > 0:
            desk.put(stop, at, min(fits, wish.people))
    desk.extend()
    return desk.plan()


def _newcomers(desk: Desk, pool: list[int], count: int, dice: random.Random) -> list[int]:
    """Who may come in besides: those that matter most now, and some at random."""
    problem = desk.problem
    out = [stop for stop in range(len(problem.stops)) if stop not in pool and desk.known.days[stop]]
    here = {problem.stops[stop].district for stop in desk.visits} | problem.served

    def weight(stop: int) -> tuple[float, ...]:
        place = problem.stops[stop]
        attended = sum(desk.visits.get(stop, {}).values())
        waits = place.letter if problem.letters_first and attended < desk.known.enough[stop] - TINY else 0
        alone = problem.every_district and place.district not in here
        return -waits, -int(alone), -(place.present[-1] - attended) * place.success

    ranked = sorted((stop for stop in out if _open(desk, stop)), key=weight)
    first, others = ranked[: count // 2], ranked[count // 2 :]
    return first + dice.sample(others, min(len(others), count // 2))


def _open(desk: Desk, stop: int) -> bool:
    place, visits = desk.problem.stops[stop], desk.visits.get(stop, {})
    return len(visits) < desk.known.days[stop] and place.present[-1] - sum(visits.values()) > TINY


def _rest(desk: Desk, stop: int) -> Stop:
    """The stop as what is planned elsewhere leaves it."""
    place, visits = desk.problem.stops[stop], desk.visits.get(stop, {})
    taken = {desk.problem.shifts[at].day for at in visits}
    present = tuple(max(0.0, desk.left(stop, day)) for day in range(len(place.present)))
    allowed = tuple(
        ok and day not in taken and present[day] >= rules.fewest(desk.problem, place, day) - TINY
        for day, ok in enumerate(place.allowed)
    )
    answered = sum(visits.values()) >= desk.known.enough[stop] - TINY
    return replace(place, present=present, allowed=allowed, letter=0 if answered else place.letter)
