"""Two rules of thumb that offices plan by, under the same rules as the proposal. Pure.

Both give letters their precedence and every district its visit where that is asked for; they differ in whose turn it
is: that of the oldest letter, or that of the largest institution. Each institution gets the first day that takes all
its people, and more days when one is not enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ktp_core.planning.desk import Desk, earliest
from ktp_core.planning.model import Draft, Method, Problem, Stop
from ktp_core.planning.rules import Limits

Turn = Callable[[Stop], tuple[float, ...]]


def oldest_letter_first(problem: Problem, known: Limits) -> Draft:
    """Letters by their age; who sent none comes after them, the largest first."""
    return _by_turns(problem, known, lambda stop: (-stop.letter, -stop.size, stop.id), letters=True)


def largest_first(problem: Problem, known: Limits) -> Draft:
    """The largest institution first; those with a letter before the others where letters come first."""
    return _by_turns(problem, known, lambda stop: (-stop.size, stop.id), letters=problem.letters_first)


METHODS = {Method.OLDEST_LETTER: oldest_letter_first, Method.LARGEST_FIRST: largest_first}


def _by_turns(problem: Problem, known: Limits, turn: Turn, *, letters: bool) -> Draft:
    desk, stops = Desk(problem, known), problem.stops
    queue = sorted(range(len(stops)), key=lambda at: turn(stops[at]))
    if letters:
        _all(desk, (at for at in queue if stops[at].letter))
    if problem.every_district:
        _one_each(desk, queue)
    _all(desk, queue)
    return desk.plan()


def _all(desk: Desk, queue: Iterable[int]) -> None:
    for at in queue:
        if at not in desk.visits:
            desk.place(at, desk.problem.stops[at].present[-1], earliest)


def _one_each(desk: Desk, queue: list[int]) -> None:
    """The first of the queue in each district that has none."""
    stops = desk.problem.stops
    seen = {stops[at].district for at in desk.visits} | desk.problem.served
    for at in queue:
        if stops[at].district and stops[at].district not in seen and at not in desk.visits:
            desk.place(at, stops[at].present[-1], earliest)
            if at in desk.visits:
                seen.add(stops[at].district)
