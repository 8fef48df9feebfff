"""How long the blanks last: the queue and the birthdays to come, printed within what the printers can. Pure.

Each working day, those who became due since the last one join the queue (a birthday on a day off prints on the next
working day), and so do replacements at the rate of late; as many are printed as there is capacity for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

RESERVE = 10
"""Working days between asking for blanks and having them, for which the order must last too."""
STEP = 500
"""Orders are rounded up to so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What is known today. `coming`: (day, people who become due then), earliest first. `replaced` cards in
    `replaced_days` working days; `spoiled` blanks beside `used` ones. `capacity`: cards a working day; None: unknown.
    `measured`: the capacity is what was printed of late, because none is set. `done`: cards that were printed on the
    first of the working days already, and are no longer in the queue."""

    stock: int
    backlog: int
    coming: tuple[tuple[date, int], ...]
    replaced: int
    replaced_days: int
    used: int
    spoiled: int
    capacity: int | None
    measured: bool = False
    done: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One working day, everything added up since today: due and replaced cards, cards printed, blanks gone, and what
    is left of the stock (below zero: so many are missing)."""

    day: date
    due: int
    replaced: int
    printed: int
    blanks: int
    left: int


@dataclass(frozen=True, slots=True)
class Need:
    """What is needed until a day. `cards` are printed, `unprinted` still wait for want of capacity, `blanks` include
    those that spoil; `shortage` is what the stock lacks, `order` that with the reserve, rounded up."""

    until: date
    due: int
    replaced: int
    cards: int
    unprinted: int
    blanks: int
    shortage: int
    order: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """The working days to come as they are foreseen."""

    supply: Supply
    steps: tuple[Step, ...]

    @property
    def run_out(self) -> Step | None:
        """The first working day for which there are not enough blanks; None within the days looked at."""
        return next((step for step in self.steps if step.left < 0), None)

    @property
    def days(self) -> int | None:
        """Working days that are covered; None when the stock outlasts the days looked at."""
        return next((n for n, step in enumerate(self.steps) if step.left < 0), None)

    @property
    def cleared(self) -> date | None:
        """The first day at whose end nobody waits, were there always enough blanks."""
        return next((step.day for step in self.steps if self._waiting(step) <= 0), None)

    def need(self, until: date) -> Need | None:
        """What is needed from today to the last working day up to `until`; None when there is none."""
        at = max((n for n, step in enumerate(self.steps) if step.day <= until), default=None)
        if at is None:
            return None
        step, reserve = self.steps[at], self.steps[min(at + RESERVE, len(self.steps) - 1)]
        order = -(-max(-reserve.left, 0) // STEP) * STEP
        return Need(
            until, step.due, step.replaced, step.printed, self._waiting(step), step.blanks, max(-step.left, 0), order
        )

    def _waiting(self, step: Step) -> int:
        return self.supply.backlog + step.due + step.replaced - step.printed


def outlook(supply: Supply, workdays: Sequence[date]) -> Outlook:
    """The course of the stock over these working days. Without any capacity nothing is foreseen."""
    if not supply.capacity:
        return Outlook(supply, ())
    coming, at, due, printed = supply.coming, 0, 0, 0
    steps = []
    for number, day in enumerate(workdays, start=1):
        while at < len(coming) and coming[at][0] <= day:
            due += coming[at][1]
            at += 1
        replaced = supply.replaced * number // max(supply.replaced_days, 1)
        room = supply.capacity if number > 1 else max(supply.capacity - supply.done, 0)
        printed += min(room, supply.backlog + due + replaced - printed)
        blanks = printed + spoiling(printed, supply)
        steps.append(Step(day, due, replaced, printed, blanks, supply.stock - blanks))
    return Outlook(supply, tuple(steps))


def spoiling(cards: int, supply: Supply) -> int:
    """Blanks that spoil beside so many cards, at the share of late, rounded up."""
    return -(-cards * supply.spoiled // supply.used) if supply.used else 0
