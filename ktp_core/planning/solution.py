"""A plan that was chosen, what it was compared with, and what no plan can exceed. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from ktp_core.planning.model import Draft, Method, Score


@dataclass(frozen=True, slots=True)
class Bound:
    """What no plan can exceed, each among plans that are best in what comes before it. Proven by the solver."""

    waited: float
    districts: float
    recordings: float


@dataclass(frozen=True, slots=True)
class Solution:
    """The plan that was chosen and what it was compared with. `scores` has every method's."""

    draft: Draft
    score: Score
    method: Method
    scores: dict[Method, Score]
    bound: Bound | None

    @property
    def gap(self) -> float | None:
        """At most this share of recordings is missing to the best plan there can be. None: the solver ran out of time
        before it knew, or what comes before recordings is itself not proven best."""
        bound = self.bound
        if bound is None or self.score.waited < bound.waited - 0.5 or self.score.districts < bound.districts - 0.5:
            return None
        return max(0.0, 1 - self.score.recordings / bound.recordings) if bound.recordings > 0 else 0.0
