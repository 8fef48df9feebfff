"""The plan that is proposed: the best of the integer programme and both rules of thumb, so that it is never worse."""

from __future__ import annotations

from ktp_core.planning import heuristics, packing, programme, rules
from ktp_core.planning.model import Bound, Draft, Method, Problem, Score, Solution

EXACT_CELLS = 600
"""Up to so many possible visits the programme is solved exactly, each shift for itself."""
SECONDS = 6.0
ROUNDS = 300


def propose(problem: Problem, *, seconds: float = SECONDS, rounds: int = ROUNDS) -> Solution:
    """A plan for the problem, the two others it was compared with, and what no plan can exceed.

    Ends after about `seconds` in the solver and `rounds` of improvement. The same problem gives the same plan unless
    the solver runs out of time.
    """
    known = rules.limits(problem)
    drafts: dict[Method, Draft] = {method: make(problem, known) for method, make in heuristics.METHODS.items()}
    scores = {method: rules.score(problem, known, draft) for method, draft in drafts.items()}
    exact = _cells(problem) <= EXACT_CELLS
    answer = programme.solve(problem, known, exact=exact, seconds=seconds)
    bound = answer.bound if answer else None
    starts = [drafts[method] for method in drafts]
    if answer:
        starts.insert(0, packing.pack(problem, known, answer.wishes))
    first = max(starts, key=lambda draft: rules.score(problem, known, draft).key())
    draft, score = packing.improve(problem, known, first, rounds, lambda score: _best(score, bound))
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
