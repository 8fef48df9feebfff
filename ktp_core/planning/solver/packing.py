"""From the programme's wishes to a plan day by day, and making a plan better by undoing parts of it. Pure.

The same wishes give the same plan: what is random has a fixed seed, and rounds are counted, not timed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from ktp_core.planning import rules
from ktp_core.planning.desk import Desk, Preference
from ktp_core.planning.model import Draft, Problem, Score
from ktp_core.planning.rules import Limits
from ktp_core.planning.solver.cells import Wish

_UNDONE = (2, 5)  # shifts that one round empties
_ELSEWHERE = 30  # institutions that are not in the plan and may come in, per round


def pack(problem: Problem, known: Limits, wishes: Sequence[Wish]) -> Draft:
    """A plan as near to the wishes as it can be: who has little choice of days first, then the largest visits."""
    desk = Desk(problem, known)
    visits = [(len(wish.shifts), -people, wish.stop, people, wish) for wish in wishes for people in _visits(wish)]
    for _choice, _size, stop, people, wish in sorted(visits, key=lambda one: one[:3]):
        if desk.place(stop, people, snug, wish.shifts) < people / 2:
            desk.place(stop, people, snug)
    desk.extend()
    _fill(desk, _needed(desk, range(len(problem.stops))))
    return desk.plan()


def improve(
    problem: Problem, known: Limits, plan: Draft, rounds: int, enough: Callable[[Score], bool], seed: int = 3514
) -> tuple[Draft, Score]:
    """The plan after `rounds` of emptying a few shifts and filling them otherwise, or once a score is `enough`."""
    dice = random.Random(seed)  # noqa: S311
    best, reached = plan, rules.score(problem, known, plan)
    usable = [at for at, shift in enumerate(problem.shifts) if shift.slots]
    if not usable or not problem.stops:
        return best, reached
    for _round in range(rounds):
        if enough(reached):
            break
        desk = Desk(problem, known, best)
        gone = set(dice.sample(usable, min(len(usable), dice.randint(*_UNDONE))))
        back = [stop for stop, visits in desk.visits.items() if gone & set(visits)]
        for stop in back:
            for at in sorted(gone & set(desk.visits[stop])):
                desk.take(stop, at)
        out = [stop for stop in range(len(problem.stops)) if stop not in desk.visits and stop not in back]
        others = dice.sample(out, min(len(out), _ELSEWHERE))
        _fill(desk, _needed(desk, [*back, *others], dice))
        desk.extend()
        made = desk.plan()
        score = rules.score(problem, known, made)
        if score.key() >= reached.key():
            best, reached = made, score
    return best, reached


def snug(at: int, wanted: float, fits: float) -> tuple[float, ...]:
    """The shift that leaves least room when it takes all; when none does, the one that takes most."""
    return (0.0, fits - wanted, at) if fits >= wanted - rules.TINY else (1.0, -fits, at)


def _visits(wish: Wish) -> list[float]:
    """People of each visit: all but the last as many as the wish has in a visit that is full."""
    if wish.visits <= 1:
        return [wish.people]
    return [wish.people / wish.visits] * wish.visits


def _needed(desk: Desk, stops: Sequence[int], dice: random.Random | None = None) -> list[int]:
    """Whose turn it is: letters, then districts without a visit, then most expected recordings; `dice` stirs a bit."""
    problem = desk.problem
    here = {problem.stops[stop].district for stop in desk.visits} | problem.served

    def turn(stop: int) -> tuple[float, ...]:
        place = problem.stops[stop]
        letter = place.letter if problem.letters_first else 0
        alone = problem.every_district and bool(place.district) and place.district not in here
        stirred = dice.uniform(0.3, 1.0) if dice else 1.0
        return -letter * stirred, -int(alone), -place.present[-1] * place.success * stirred, stop

    return sorted(stops, key=turn)


def _fill(desk: Desk, queue: Sequence[int], prefer: Preference = snug) -> None:
    """Places those of the queue; of a district that has its visit by then, later ones wait for their size's turn."""
    for stop in queue:
        if any(desk.slots):
            desk.place(stop, desk.problem.stops[stop].present[-1], prefer)
