"""Days as patterns: which one or two institutions a team visits on a day, chosen by column generation.

The programme of `programme` adds up the minutes of many days, so that an institution may use what others leave over in
pieces that no single day has. Here a column is what one team does on one day: nothing is left to be packed, and the
bound is tighter. There are too many pairs to write down; the linear programme over some of them has prices (duals),
`pricing` finds pairs that earn more than they cost, and so on until there is none. Then a whole number of each pattern
is chosen. Letters and districts have weights above anything that recordings could earn on their days.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from time import perf_counter

from ktp_core.planning.model import Draft, Problem
from ktp_core.planning.rules import Limits
from ktp_core.planning.solver.cells import groups_of
from ktp_core.planning.solver.master import Master
from ktp_core.planning.solver.pricing import Market

_WHOLE_SHARE = 0.35  # of the time, for choosing whole numbers


@dataclass(frozen=True, slots=True)
class Chosen:
    """A plan of whole patterns; `bound`: on recordings of plans that answer as many letters and reach as many districts
    as can be, None when not proven."""

    draft: Draft
    bound: float | None


def solve(problem: Problem, known: Limits, seconds: float, *, waited: float, districts: float) -> Chosen | None:
    """The plan within about so many seconds. `waited`, `districts`: the most there can be of them."""
    groups = groups_of(problem, exact=False)
    if not groups or not problem.stops:
        return None
    began = perf_counter()
    master = Master(problem, known, groups, Market(problem, known, groups))
    total, proven = master.generate(began + seconds * (1 - _WHOLE_SHARE))
    if total is None:
        return None
    draft = master.whole(max(0.5, began + seconds - perf_counter()))
    fair = proven and isfinite(waited + districts) and all(shift.slots <= 2 for shift in problem.shifts)
    rest = total - master.letter_weight * waited - master.district_weight * districts
    return Chosen(draft, rest if fair else None) if draft is not None else None
