"""What it costs that an institution is not visited in the period, or not wholly. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ktp_core.eligibility.model import AgeRules
from ktp_core.planning import rules as law
from ktp_core.planning.model import Draft
from ktp_core.planning.places import Candidate, Ground
from ktp_core.planning.rules import TINY
from ktp_core.workdays.rules import Calendar

HORIZON = 120
"""Days after the period in which the next possible day is looked for."""


class Why(StrEnum):
    """Why an institution is postponed."""

    BLOCKED = "blocked"  # no day of the period is open there
    NO_TEAM = "no_team"  # on its days no team has time at all
    UNVERIFIED = "unverified"  # the letter was received, and nobody has asked back yet
    FULL = "full"  # others weigh more
    PARTLY = "partly"  # visited, and not everybody is attended
    FEW = "few"  # nobody is expected in the period


@dataclass(frozen=True, slots=True)
class Postponed:
    """`recordings`: expected ones that are not made in the period. `next_day`: the first day after it on which the
    institution may be visited, None when there is none within 120 days. `turning`: people of the list who reach card
    age by then without a recording; None: not known."""

    candidate: Candidate
    people: int
    recordings: float
    why: Why
    next_day: date | None
    turning: int | None


def postponed(
    ground: Ground, plan: Draft, calendar: Calendar, rules: AgeRules, *, first: date, last: date
) -> list[Postponed]:
    """Everybody who is not wholly visited: letters first, then by the recordings that are not made."""
    attended: dict[int, float] = {}
    for one in plan:
        attended[one.stop] = attended.get(one.stop, 0.0) + one.people
    found = []
    for at, candidate in enumerate(ground.candidates):
        stop = ground.problem.stops[at]
        present = candidate.people.on(last, rules) * candidate.presence.value
        missing = present - attended.get(at, 0.0)
        if missing < max(TINY, 0.5) and not (candidate.letter and at not in attended):
            continue
        after = _next_day(candidate, calendar, last)
        turning = candidate.people.turning(first, after or last + timedelta(days=HORIZON), rules)
        found.append(
            Postponed(
                candidate, candidate.people.on(last, rules), max(0.0, missing) * stop.success,
                _why(ground, at, at in attended), after, turning,
            )
        )  # fmt: skip
    for candidate in ground.unverified:
        after = _next_day(candidate, calendar, last)
        people = candidate.people.on(last, rules)
        found.append(
            Postponed(
                candidate, people, people * candidate.presence.value * candidate.success.value, Why.UNVERIFIED, after,
                candidate.people.turning(first, after or last + timedelta(days=HORIZON), rules),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (_letter_turn(one), -one.recordings, one.candidate.id))


def _letter_turn(one: Postponed) -> tuple[bool, date]:
    letter = one.candidate.letter
    waits = letter is not None and one.why is not Why.PARTLY
    return not waits, letter.since if letter and waits else date.max


def _why(ground: Ground, at: int, visited: bool) -> Why:
    stop = ground.problem.stops[at]
    if visited:
        return Why.PARTLY
    if not any(stop.allowed):
        return Why.BLOCKED
    if not stop.present or stop.present[-1] <= TINY:
        return Why.FEW
    if not any(law.possible(ground.problem, stop, shift) for shift in ground.problem.shifts):
        return Why.NO_TEAM
    return Why.FULL


def _next_day(candidate: Candidate, calendar: Calendar, last: date) -> date | None:
    for number in range(1, HORIZON + 1):
        day = last + timedelta(days=number)
        if calendar.is_workday(day) and calendar.blocked(candidate.id, candidate.kind, day) is None:
            return day
    return None
