"""The plan as an integer programme, solved by HiGHS (scipy.optimize.milp).

A cell is a stop in a group of shifts; `z` counts its visits there, `a` its people attended. Lexicographic: first the
waiting days of answered letters, then districts with a visit, then expected recordings; each optimum is a constraint of
the next. In a small problem each shift is a group of its own and the programme is exact. In a large one, teams with as
many kits are one group a day, and a stop that may be visited any day has one cell for all days: the model shrinks from
18,000 visits to some 2,000, knows no symmetric plans, and leaves only the packing into single days to `packing`. It
allows everything a real plan does, so that its bound holds for real plans too.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

import numpy as np

from ktp_core.planning.model import Problem
from ktp_core.planning.rules import Limits
from ktp_core.planning.solution import Bound
from ktp_core.planning.solver.cells import Wish, cells_of, groups_of
from ktp_core.planning.solver.lattice import Lattice

_SHARES = (0.4, 0.6, 1.0)  # of the time that is left: letters, districts, recordings


@dataclass(frozen=True, slots=True)
class Answer:
    """Wishes, and the bound. `exact`: the wishes are a plan as they stand, each in its one shift."""

    wishes: tuple[Wish, ...]
    bound: Bound
    exact: bool


def solve(problem: Problem, known: Limits, *, exact: bool, seconds: float) -> Answer | None:
    """The best plan found within about so many seconds; None when not even one was found."""
    groups = groups_of(problem, exact=exact)
    cells = cells_of(problem, known, groups, exact=exact)
    if not cells:
        return None
    model = Lattice(problem, known, groups, cells)
    bounds, found, ends = [], None, perf_counter() + seconds
    for goal, share in zip(model.goals(), _SHARES, strict=True):
        if not goal.any():
            bounds.append(0.0)
            continue
        values, bound = model.best(goal, max(0.2, (ends - perf_counter()) * share))
        if values is None:
            return None if found is None else Answer(model.wishes(found), _bound(bounds), exact)
        found = values
        bounds.append(bound)
        model.keep(goal, float(goal @ values))
    return None if found is None else Answer(model.wishes(found), _bound(bounds), exact)


def _bound(found: list[float]) -> Bound:
    waited, districts, recordings = [*found, *[float("inf")] * (3 - len(found))]
    return Bound(float(np.floor(waited + 1e-4)), float(np.floor(districts + 1e-4)), recordings)
