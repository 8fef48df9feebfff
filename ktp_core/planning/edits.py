"""A proposal after somebody dropped or moved visits: what is left of it, and which rules it breaks now. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ktp_core.planning.answer import Accepted, Proposal
from ktp_core.planning.model import Assignment, Draft
from ktp_core.planning.timetable import Item, items


class Fault(StrEnum):
    """What keeps an edited plan from being made, or makes it longer than a day."""

    TIME = "time"
    MANY = "many"
    CLOSED = "closed"
    OFF = "off"
    TWICE = "twice"


STOPS = frozenset({Fault.CLOSED, Fault.OFF, Fault.TWICE})
"""These cannot be accepted; the others are the teams' own affair."""


@dataclass(frozen=True, slots=True)
class Found:
    """One fault; `name` is an institution; `amount`: minutes too many, or institutions with those booked before."""

    fault: Fault
    day: date
    team_id: int | None = None
    name: str | None = None
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Edited:
    """What would be made, in the order of the proposal, and what is wrong with it."""

    items: tuple[Item, ...]
    faults: tuple[Found, ...] = field(default=())

    @property
    def recordings(self) -> float:
        """Expected ones."""
        return sum(item.recordings for item in self.items)

    @property
    def possible(self) -> bool:
        """Whether it can be accepted."""
        return bool(self.items) and not any(one.fault in STOPS for one in self.faults)


def edit(proposal: Proposal, kept: Sequence[tuple[int, date, int]]) -> Edited:
    """The visits that stay: position in the proposal, day, team. Hours follow from who is visited before whom."""
    off = [(at, day, team) for at, day, team in kept if (day, team) not in _shifts(proposal)]
    draft, faults = _draft(proposal, [one for one in kept if one not in off])
    faults += [Found(Fault.OFF, day, team, proposal.items[at].candidate.name) for at, day, team in off]
    made = items(proposal.ground, draft)
    return Edited(made, (*faults, *_overfull(proposal, draft)))


def changed(proposal: Proposal, made: Sequence[Item]) -> list[Item]:
    """Those that now have another day, team or hours than proposed: moved ones, and who is visited after or before."""
    known = {(one.candidate.id, one.day, one.team_id, one.start, one.end) for one in proposal.items}
    return [one for one in made if (one.candidate.id, one.day, one.team_id, one.start, one.end) not in known]


def accepted(proposal: Proposal, made: Sequence[Item]) -> list[Accepted]:
    """The visits as `service.accept` takes them."""
    kits = {team.team_id: team.kits for team in proposal.question.teams}
    return [
        Accepted(
            item.candidate.id, item.day, item.team_id, item.start, item.end, max(1, round(item.people)),
            item.candidate.letter.request_id if item.candidate.letter else None, kits[item.team_id],
        )
        for item in made
    ]  # fmt: skip


def _shifts(proposal: Proposal) -> Mapping[tuple[date, int], int]:
    ground = proposal.ground
    return {(ground.days[shift.day], shift.team_id): at for at, shift in enumerate(ground.problem.shifts)}


def _draft(proposal: Proposal, kept: Sequence[tuple[int, date, int]]) -> tuple[Draft, list[Found]]:
    ground, shifts = proposal.ground, _shifts(proposal)
    place = {one.id: at for at, one in enumerate(ground.candidates)}
    draft, faults, seen = [], [], set()
    for at, day, team in kept:
        item = proposal.items[at]
        stop, shift = place[item.candidate.id], shifts[day, team]
        if not ground.open_days[stop][ground.problem.shifts[shift].day]:
            faults.append(Found(Fault.CLOSED, day, team, item.candidate.name))
        if (stop, day) in seen:
            faults.append(Found(Fault.TWICE, day, team, item.candidate.name))
            continue
        seen.add((stop, day))
        draft.append(Assignment(stop, shift, item.people))
    return tuple(draft), faults


def _overfull(proposal: Proposal, draft: Draft) -> list[Found]:
    problem, days = proposal.ground.problem, proposal.ground.days
    minutes: dict[int, float] = defaultdict(float)
    count: dict[int, int] = defaultdict(int)
    for one in draft:
        shift = problem.shifts[one.shift]
        minutes[one.shift] += problem.setup + one.people * problem.stops[one.stop].minutes / shift.kits
        count[one.shift] += 1
    found = []
    for at in sorted(minutes):
        shift = problem.shifts[at]
        over = minutes[at] - shift.minutes
        if over > 1:
            found.append(Found(Fault.TIME, days[shift.day], shift.team_id, amount=round(over)))
        if count[at] > shift.slots:
            booked = proposal.question.choices.per_day - shift.slots
            found.append(Found(Fault.MANY, days[shift.day], shift.team_id, amount=count[at] + booked))
    return found
