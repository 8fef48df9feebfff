"""Rows and columns of the integer programme over cells, and its solver."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from ktp_core.planning.model import Problem
from ktp_core.planning.rules import Limits
from ktp_core.planning.solver.cells import Cell, Group, Wish
from ktp_core.planning.solver.matrix import Rows

_ENOUGH = 1e-4  # a hundredth of a per cent is close enough to the best plan


class Lattice:
    """Columns: z of every cell, a of every cell, answered letters, districts."""

    def __init__(self, problem: Problem, known: Limits, groups: list[Group], cells: list[Cell]) -> None:
        self.problem, self.cells, self.groups = problem, cells, groups
        stops = problem.stops
        self.letters = sorted({cell.stop for cell in cells if stops[cell.stop].letter and problem.letters_first})
        found = {stops[cell.stop].district for cell in cells if stops[cell.stop].district} - problem.served
        self.districts = sorted(found) if problem.every_district else []
        self.n = len(cells)
        width = 2 * self.n + len(self.letters) + len(self.districts)
        self.rows = Rows(width)
        self._capacity()
        self._institutions(known)
        self._aims(known)
        whole = np.ones(width)
        whole[self.n : 2 * self.n] = 0
        most = np.ones(width)
        most[: self.n] = [cell.most for cell in cells]
        most[self.n : 2 * self.n] = np.inf
        self.whole, self.limits = whole, Bounds(np.zeros(width), most)
        self.kept: list[LinearConstraint] = []

    def _capacity(self) -> None:
        """Minutes and slots of every group; at least and at most so many people a visit."""
        inside: dict[int, list[int]] = {}
        for at, cell in enumerate(self.cells):
            self.rows.most({self.n + at: 1.0, at: -cell.highest}, 0.0)
            self.rows.least({self.n + at: 1.0, at: -cell.fewest}, 0.0)
            for group in self.groups[cell.group].inside:
                inside.setdefault(group, []).append(at)
        for group, members in inside.items():
            one, setup = self.groups[group], self.problem.setup
            work = {self.n + at: self.problem.stops[self.cells[at].stop].minutes / one.kits for at in members}
            self.rows.most(work | dict.fromkeys(members, setup), one.minutes)
            self.rows.most(dict.fromkeys(members, 1.0), one.slots)

    def _institutions(self, known: Limits) -> None:
        """No more days than needed, one team a day, nobody twice and nobody before 16."""
        for stop, members in self._by_stop().items():
            present = self.problem.stops[stop].present
            if len(members) > 1 or self.cells[members[0]].most > 1:
                self.rows.most(dict.fromkeys(members, 1.0), known.days[stop])
            days = sorted({self.cells[at].last for at in members})
            changes = [day for day, after in zip(days, [*days[1:], None], strict=True)
                       if after is None or present[after] > present[day]]  # fmt: skip
            for day in changes if known.days[stop] > 1 else changes[-1:]:
                until = [at for at in members if self.cells[at].last <= day]
                self.rows.most({self.n + at: 1.0 for at in until}, present[day])
            for day in days:
                same = [at for at in members if self.cells[at].first == self.cells[at].last == day]
                if len(same) > 1:
                    self.rows.most(dict.fromkeys(same, 1.0), 1.0)

    def _aims(self, known: Limits) -> None:
        """When a letter is answered and a district has its visit."""
        by_stop = self._by_stop()
        for number, stop in enumerate(self.letters):
            people = {self.n + at: 1.0 for at in by_stop[stop]}
            self.rows.least(people | {2 * self.n + number: -known.enough[stop]}, 0.0)
            # Also where nobody is of age on the first day: no letter is answered by staying away.
            self.rows.least(dict.fromkeys(by_stop[stop], 1.0) | {2 * self.n + number: -1.0}, 0.0)
        for number, district in enumerate(self.districts, start=len(self.letters)):
            here = [at for at, cell in enumerate(self.cells) if self.problem.stops[cell.stop].district == district]
            self.rows.least(dict.fromkeys(here, 1.0) | {2 * self.n + number: -1.0}, 0.0)

    def _by_stop(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for at, cell in enumerate(self.cells):
            found.setdefault(cell.stop, []).append(at)
        return found

    def goals(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """What is maximised, in this order."""
        letters, districts, recordings = (np.zeros(self.rows.width) for _ in range(3))
        start = 2 * self.n
        letters[start : start + len(self.letters)] = [self.problem.stops[stop].letter for stop in self.letters]
        districts[start + len(self.letters) :] = 1
        recordings[self.n : start] = [self.problem.stops[cell.stop].success for cell in self.cells]
        return letters, districts, recordings

    def best(self, goal: np.ndarray, seconds: float) -> tuple[np.ndarray | None, float]:
        """The best values found and the bound that was proven."""
        found = milp(
            -goal, constraints=[self.rows.constraint(), *self.kept], bounds=self.limits, integrality=self.whole,
            options={"time_limit": seconds, "mip_rel_gap": _ENOUGH},
        )  # fmt: skip
        bound: Any = getattr(found, "mip_dual_bound", None)
        return found.x, float("inf") if bound is None else -float(bound)

    def keep(self, goal: np.ndarray, value: float) -> None:
        """From here on a plan is as good as that in this goal."""
        self.kept.append(LinearConstraint(goal.reshape(1, -1), lb=value - 1e-5, ub=np.inf))

    def wishes(self, values: np.ndarray) -> tuple[Wish, ...]:
        """The visits among the values."""
        return tuple(
            Wish(cell.stop, round(values[at]), float(values[self.n + at]), self.groups[cell.group].shifts)
            for at, cell in enumerate(self.cells) if values[at] > 0.5
        )  # fmt: skip
