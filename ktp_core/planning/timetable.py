"""Hours of the visits of a plan: one after the other, each after its way and unpacking. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from ktp_core.planning import rules as law
from ktp_core.planning.model import Draft
from ktp_core.planning.places import Candidate, Ground

STEP = 5  # minutes: hours people would write into a letter
LAST = 24 * 60


@dataclass(frozen=True, slots=True)
class Item:
    """A visit that is proposed. `start`, `end`: minutes after midnight at the institution. `people`: attended,
    `recordings`: expected. `wished`: None when no days were asked for, else whether the day is one of them."""

    candidate: Candidate
    day: date
    team_id: int
    start: int
    end: int
    people: float
    recordings: float
    listed: int
    wished: bool | None


def items(ground: Ground, plan: Draft) -> tuple[Item, ...]:
    """The visits by day, team and hour; letters go first within a day."""
    stops, found = ground.problem.stops, []
    clock: dict[int, tuple[float, int]] = {}  # by shift: when it is free, and the rounded end before
    for one in sorted(plan, key=lambda one: (one.shift, -stops[one.stop].letter, -one.people, one.stop)):
        shift, stop, candidate = ground.problem.shifts[one.shift], stops[one.stop], ground.candidates[one.stop]
        free, before = clock.get(one.shift, (ground.begins[one.shift], 0))
        end = free + law.used(ground.problem, stop, shift, one.people)
        start = max(_down(free + ground.problem.setup), before)
        until = min(LAST, max(_up(end), start + STEP))
        clock[one.shift] = end, until
        day = ground.days[shift.day]
        letter = candidate.letter
        found.append(
            Item(
                candidate, day, shift.team_id, start, until, one.people,
                one.people * stop.success, round(stop.present[shift.day] / candidate.presence.value),
                letter.wishes(day) if letter and not letter.any_day else None,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda item: (item.day, item.team_id, item.start, item.candidate.id)))


def _down(minutes: float) -> int:
    return math.floor((minutes + 0.001) / STEP) * STEP


def _up(minutes: float) -> int:
    return math.ceil((minutes - 0.001) / STEP) * STEP
