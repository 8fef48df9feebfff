"""The plan that is proposed: the best of the integer programme and both rules of thumb, so that it is never worse."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

from ktp_core.planning import heuristics, rules
from ktp_core.planning.model import Draft, Method, Problem, Score
from ktp_core.planning.solution import Bound, Solution
from ktp_core.planning.solver import neighbours, packing, patterns, programme

EXACT_CELLS = 150
"""Up to so many possible visits the programme is solved exactly, each shift for itself."""
SECONDS = 8.0
ROUNDS = 200
_PROGRAMME, _PATTERNS = 0.25, 0.8  # shares of the time left in a large problem; the rest makes the plan better


def propose(problem: Problem, *, seconds: float = SECONDS, rounds: int = ROUNDS) -> Solution:
    """A plan for the problem, the two others it was compared with, and what no plan can exceed.

    Ends after about `seconds`. The same problem gives the same plan unless the solver runs out of time.
    """
    ends = perf_counter() + seconds
    known = rules.limits(problem)
    drafts: dict[Method, Draft] = {method: make(problem, known) for method, make in heuristics.METHODS.items()}
    scores = {method: rules.score(problem, known, draft) for method, draft in drafts.items()}
    exact = _cells(problem) <= EXACT_CELLS
    answer = programme.solve(problem, known, exact=exact, seconds=seconds if exact else seconds * _PROGRAMME)
    bound = answer.bound if answer else None
    starts = [drafts[method] for method in drafts]
    if answer:
        starts.insert(0, packing.pack(problem, known, answer.wishes))
    if bound and not exact:
        chosen = patterns.solve(
            problem, known, (ends - perf_counter()) * _PATTERNS, waited=bound.waited, districts=bound.districts
        )
        if chosen:
            starts.insert(0, chosen.draft)
            tighter = bound.recordings if chosen.bound is None else min(bound.recordings, chosen.bound)
            bound = replace(bound, recordings=tighter)
    first = max(starts, key=lambda draft: rules.score(problem, known, draft).key())
    draft, score = packing.improve(problem, known, first, rounds, lambda score: _best(score, bound))
    if not exact:
        left = ends - perf_counter()
        draft, score = neighbours.improve(problem, known, draft, left, lambda score: _best(score, bound))
    drafts[Method.PROGRAMME], scores[Method.PROGRAMME] = draft, score
    method = max(scores, key=lambda one: (scores[one].key(), one is Method.PROGRAMME))
    return Solution(drafts[method], scores[method], method, scores, bound)


def _best(score: Score, bound: Bound | None) -> bool:
    """Whether nothing better can be found."""
    if bound is None or score.waited < bound.waited or score.districts < bound.districts:
        return False
    return score.recordings >= bound.recordings * (1 - 1e-4)


def _cells(problem: Problem) -> int:
    return sum(
        1 for stop in problem.stops for shift in problem.shifts if rules.possible(problem, stop, shift)
    )  # fmt: skip
