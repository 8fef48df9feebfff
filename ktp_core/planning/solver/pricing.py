"""Which patterns of a day earn more than they cost at given prices: every single and every pair, by whole arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ktp_core.planning.model import Problem
from ktp_core.planning.rules import Limits
from ktp_core.planning.solver.cells import Group

_WORTH = 1e-4


@dataclass(frozen=True, slots=True)
class Column:
    """One shift of a group: the stops visited and the people attended at each."""

    group: int
    visits: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Prices:
    """By stop: what a person and what a visit earns besides its recordings (mostly less than nothing); by group: what a
    shift costs."""

    person: np.ndarray
    visit: np.ndarray
    shift: np.ndarray


@dataclass(frozen=True, slots=True)
class Side:
    """One side of every pair: fewest and most people, minutes of one, what one earns, what the visit itself earns."""

    low: np.ndarray
    high: np.ndarray
    work: np.ndarray
    earn: np.ndarray
    fixed: np.ndarray

    def attended(self, minutes: np.ndarray) -> np.ndarray:
        """As many as fit while each earns something, else as few as may be."""
        return np.where(self.earn > 0, np.clip(minutes / self.work, self.low, self.high), self.low)


class Market:
    """The stops as arrays, and who may be visited in which group. Stops of any day belong to the groups of all days."""

    def __init__(self, problem: Problem, known: Limits, groups: list[Group]) -> None:
        self.groups, self.setup, self.least = groups, problem.setup, problem.least
        stops = problem.stops
        self.minutes = np.array([stop.minutes for stop in stops])
        self.success = np.array([stop.success for stop in stops])
        self.present = np.array([stop.present for stop in stops])
        self.slots = [max(problem.shifts[at].slots for at in group.shifts) for group in groups]
        days = sorted({shift.day for shift in problem.shifts if shift.slots})
        allowed = np.array([stop.allowed for stop in stops])
        usable = np.array(known.days) > 0
        self.free = usable & allowed[:, days].all(axis=1)
        self.open = [
            usable & allowed[:, group.days[0]] if len(group.inside) > 1 else self.free for group in groups
        ]  # fmt: skip

    def singles(self) -> list[Column]:
        """Every stop alone, wherever it may be visited."""
        found = []
        for number in range(len(self.groups)):
            own, _others = self._members(number)
            low, high, work = self._sizes(number, own)
            people = np.minimum(high, (self.groups[number].longest - self.setup) / work)
            fits = (people >= low - 1e-9) & (people > 1e-6)
            found += [Column(number, ((int(at), float(n)),)) for at, n in zip(own[fits], people[fits], strict=True)]
        return found

    def price(self, prices: Prices) -> list[Column]:
        """For every stop and group its best partner, where the pair pays."""
        found = []
        for number in range(len(self.groups)):
            if self.slots[number] > 1:
                found += self._pairs(number, prices)
            found += self._alone(number, prices)
        return found

    def _members(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        """Stops whose patterns this group holds, and their possible partners."""
        if len(self.groups[number].inside) == 1:
            own = np.flatnonzero(self.free)
            return own, own
        return np.flatnonzero(self.open[number] & ~self.free), np.flatnonzero(self.open[number])

    def _sizes(self, number: int, stops: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Fewest and most people, and minutes of the clock for one."""
        group = self.groups[number]
        high = self.present[stops, group.days[-1]]
        low = np.minimum(self.least, self.present[stops, group.days[0]])
        return low, high, self.minutes[stops] / group.kits

    def _alone(self, number: int, prices: Prices) -> list[Column]:
        own, _others = self._members(number)
        low, high, work = self._sizes(number, own)
        earn = self.success[own] + prices.person[own]
        people = np.where(earn > 0, np.minimum(high, (self.groups[number].longest - self.setup) / work), low)
        value = earn * people + prices.visit[own] - prices.shift[number]
        pays = (value > _WORTH) & (people >= low - 1e-9) & (people > 1e-6) & (people * work <= self._free(1, number))
        return [Column(number, ((int(at), float(n)),)) for at, n in zip(own[pays], people[pays], strict=True)]

    def _free(self, visits: int, number: int) -> float:
        return self.groups[number].longest - visits * self.setup + 1e-9

    def _pairs(self, number: int, prices: Prices) -> list[Column]:
        own, others = self._members(number)
        if not len(own) or len(others) < 2:
            return []
        minutes = self._free(2, number) - 1e-9
        left, right = self._side(number, own, prices, 1), self._side(number, others, prices, 0)
        first = left.earn / left.work >= right.earn / right.work  # who earns more per minute is attended first
        mine, yours = _share(first, minutes, left, right), _share(~first, minutes, right, left)
        value = left.earn * mine + right.earn * yours + left.fixed + right.fixed - prices.shift[number]
        value[left.low * left.work + right.low * right.work > minutes] = -np.inf
        value[own[:, None] == others[None, :]] = -np.inf
        best = value.argmax(axis=1)
        rows = np.flatnonzero(value[np.arange(len(own)), best] > _WORTH)
        return [
            Column(number, ((int(own[at]), float(mine[at, to])), (int(others[to]), float(yours[at, to]))))
            for at, to in zip(rows, best[rows], strict=True)
        ]

    def _side(self, number: int, stops: np.ndarray, prices: Prices, axis: int) -> Side:
        low, high, work = self._sizes(number, stops)
        earn = self.success[stops] + prices.person[stops]
        return Side(*(np.expand_dims(one, axis) for one in (low, high, work, earn, prices.visit[stops])))


def _share(first: np.ndarray, minutes: float, mine: Side, other: Side) -> np.ndarray:
    """People of one side of every pair, who go first or take what the other side leaves."""
    ahead = mine.attended(minutes - other.low * other.work)
    theirs = other.attended(minutes - mine.low * mine.work)
    return np.where(first, ahead, mine.attended(minutes - theirs * other.work))
