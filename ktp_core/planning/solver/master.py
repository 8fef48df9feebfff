"""The master problem of `patterns`: its rows, the linear programme that grows, and the choice of whole numbers."""

from __future__ import annotations

from time import perf_counter

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix, hstack

from ktp_core.planning import rules
from ktp_core.planning.desk import Desk
from ktp_core.planning.model import Draft, Problem
from ktp_core.planning.rules import Limits
from ktp_core.planning.solver.cells import Group
from ktp_core.planning.solver.pricing import Column, Market, Prices

_MOST_ROUNDS = 60


class Master:
    """Rows: shifts of each group; days of each stop; people of each stop; letters; districts."""

    def __init__(self, problem: Problem, known: Limits, groups: list[Group], market: Market) -> None:
        self.problem, self.known, self.groups, self.market = problem, known, groups, market
        stops = problem.stops
        waits = (at for at, stop in enumerate(stops) if stop.letter and known.days[at])
        self.letters = list(waits) if problem.letters_first else []
        named = {stop.district for at, stop in enumerate(stops) if known.days[at] and stop.district} - problem.served
        self.districts = sorted(named) if problem.every_district else []
        day = max((shift.minutes * shift.kits for shift in problem.shifts), default=1.0)
        self.district_weight = 2 * day / min(stop.minutes for stop in stops)
        self.letter_weight = 4 * self.district_weight
        n = len(stops)
        self.at = np.cumsum([0, len(groups), n, n, len(self.letters), len(self.districts)])
        self.limits = np.concatenate([
            [len(group.shifts) for group in groups], known.days, [stop.present[-1] for stop in stops],
            np.zeros(len(self.letters) + len(self.districts)),
        ])  # fmt: skip
        self.columns: list[Column] = []
        self.matrix = self._aims()
        self.gain = np.concatenate([
            [self.letter_weight * stops[at].letter for at in self.letters],
            np.full(len(self.districts), self.district_weight),
        ])  # fmt: skip

    def _aims(self) -> csr_matrix:
        """Columns of answered letters and districts reached."""
        count = len(self.letters) + len(self.districts)
        rows = np.arange(self.at[3], self.at[5])
        needs = [self.known.enough[at] for at in self.letters] + [1.0] * len(self.districts)
        return csr_matrix((needs, (rows, np.arange(count))), shape=(self.at[5], count))

    def generate(self, ends: float) -> tuple[float | None, bool]:
        """Adds patterns until none pays or the time is over: the value reached, and whether it is proven."""
        self._add(self.market.singles())
        total = None
        for _round in range(_MOST_ROUNDS):
            most = np.concatenate([np.ones(self.at[5] - self.at[3]), np.full(len(self.columns), np.inf)])
            found = linprog(
                -self.gain, A_ub=self.matrix, b_ub=self.limits, bounds=np.column_stack([np.zeros_like(most), most]),
                options={"time_limit": max(0.5, ends - perf_counter())},
            )  # fmt: skip
            if found.status != 0:
                return total, False
            total = -float(found.fun)
            new = self.market.price(self._prices(-found.ineqlin.marginals))
            if not new:
                return total, True
            self._add(new)
            if perf_counter() > ends:
                return total, False
        return total, False

    def _prices(self, duals: np.ndarray) -> Prices:
        n = len(self.problem.stops)
        person = -duals[self.at[2] : self.at[3]].copy()
        visit = -duals[self.at[1] : self.at[2]].copy()
        person[self.letters] += duals[self.at[3] : self.at[4]]
        place = {name: number for number, name in enumerate(self.districts)}
        worth = duals[self.at[4] : self.at[5]]
        for at in range(n):
            number = place.get(self.problem.stops[at].district)
            visit[at] += worth[number] if number is not None else 0.0
        shifts = duals[: self.at[1]]
        return Prices(person, visit, np.array([sum(shifts[one] for one in group.inside) for group in self.groups]))

    def _add(self, columns: list[Column]) -> None:
        letters = {at: row for row, at in enumerate(self.letters, start=self.at[3])}
        districts = {name: row for row, name in enumerate(self.districts, start=self.at[4])}
        entries: list[tuple[int, int, float]] = []
        gains = []
        for number, column in enumerate(columns):
            entries += [(group, number, 1.0) for group in self.groups[column.group].inside]
            gains.append(sum(self.problem.stops[at].success * people for at, people in column.visits))
            for at, people in column.visits:
                entries += [(self.at[1] + at, number, 1.0), (self.at[2] + at, number, people)]
                if at in letters:
                    entries.append((letters[at], number, -people))
                if (row := districts.get(self.problem.stops[at].district)) is not None:
                    entries.append((row, number, -1.0))
        rows, numbers, values = zip(*entries, strict=True) if entries else ((), (), ())
        made = csr_matrix((values, (rows, numbers)), shape=(self.at[5], len(columns)))
        self.columns += columns
        self.matrix, self.gain = hstack([self.matrix, made], format="csr"), np.concatenate([self.gain, gains])

    def whole(self, seconds: float) -> Draft | None:
        """Whole numbers of the patterns there are, put into shifts."""
        count = self.at[5] - self.at[3]
        most = np.concatenate([np.ones(count), [float(len(self.groups[one.group].shifts)) for one in self.columns]])
        found = milp(
            -self.gain, constraints=LinearConstraint(self.matrix, -np.inf, self.limits), bounds=Bounds(0, most),
            integrality=np.ones(len(most)), options={"time_limit": seconds, "mip_rel_gap": 1e-7},
        )  # fmt: skip
        if found.x is None:
            return None
        times = np.rint(found.x[count:]).astype(int)
        return self._placed([(self.columns[at], int(times[at])) for at in np.flatnonzero(times)])

    def _placed(self, chosen: list[tuple[Column, int]]) -> Draft:
        """Patterns of single days first; one of any day goes where its stops have no visit yet."""
        desk, free = Desk(self.problem, self.known), set(range(len(self.problem.shifts)))
        for column, times in sorted(chosen, key=lambda one: len(self.groups[one[0].group].shifts)):
            for _time in range(times):
                open_ = sorted(free & set(self.groups[column.group].shifts))
                if open_:
                    at = max(open_, key=lambda one: (_fitting(desk, column, one), -one))  # noqa: B023
                    free.discard(at)
                    for stop, people in column.visits:
                        fits = min(desk.fits(stop, at), people)
                        if fits >= rules.fewest(self.problem, self.problem.stops[stop], self.problem.shifts[at].day):
                            desk.put(stop, at, fits)
        desk.extend()
        return desk.plan()


def _fitting(desk: Desk, column: Column, at: int) -> float:
    return sum(min(desk.fits(stop, at), people) for stop, people in column.visits)
