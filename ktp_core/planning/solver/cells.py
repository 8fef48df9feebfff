"""How shifts are grouped for the integer programme, and which stops may go into which group. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ktp_core.planning import rules
from ktp_core.planning.model import Problem, Shift
from ktp_core.planning.rules import TINY, Limits


@dataclass(frozen=True, slots=True)
class Group:
    """Shifts that the programme does not tell apart. `inside`: numbers of the groups whose capacity it draws on, its
    own first; `longest`: minutes of its longest shift."""

    shifts: tuple[int, ...]
    kits: int
    minutes: float
    slots: int
    longest: float
    days: tuple[int, ...]
    inside: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A stop in a group, between its first and last possible day: visits there at most, people a visit attends."""

    stop: int
    group: int
    most: int
    highest: float
    fewest: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Wish:
    """What the programme wants: so many visits of a stop, and people attended, in one of these shifts each."""

    stop: int
    visits: int
    people: float
    shifts: tuple[int, ...]


def groups_of(problem: Problem, *, exact: bool) -> list[Group]:
    """Every shift for itself, or: per day those with as many kits and, at the end, all days of as many kits."""
    usable = [at for at, shift in enumerate(problem.shifts) if shift.slots and shift.minutes > problem.setup]
    keys: dict[tuple[int, ...], list[int]] = {}
    for at in usable:
        shift = problem.shifts[at]
        keys.setdefault((shift.kits, shift.day, at) if exact else (shift.kits, shift.day), []).append(at)
    if exact:
        return [_group(problem, members, (number,)) for number, members in enumerate(keys.values())]
    kits = sorted({key[0] for key in keys})
    groups = [
        _group(problem, members, (number, len(keys) + kits.index(key[0])))
        for number, (key, members) in enumerate(keys.items())
    ]  # fmt: skip
    for number, amount in enumerate(kits, start=len(keys)):
        groups.append(_group(problem, [at for at in usable if problem.shifts[at].kits == amount], (number,)))
    return groups


def cells_of(problem: Problem, known: Limits, groups: list[Group], *, exact: bool) -> list[Cell]:
    """Every visit that can be made. Without `exact`, a stop that may be visited on any day has cells for all days."""
    leaves = [number for number, group in enumerate(groups) if exact or len(group.inside) > 1]
    wholes = [number for number, group in enumerate(groups) if not exact and len(group.inside) == 1]
    everywhere = {shift.day for shift in problem.shifts if shift.slots}
    found = []
    for stop, place in enumerate(problem.stops):
        if not known.days[stop]:
            continue
        free = not exact and all(place.allowed[day] for day in everywhere)
        made = (_cell(problem, known, stop, number, groups[number]) for number in (wholes if free else leaves))
        found += [cell for cell in made if cell is not None]
    return found


def _cell(problem: Problem, known: Limits, stop: int, number: int, group: Group) -> Cell | None:
    place, first, last = problem.stops[stop], group.days[0], group.days[-1]
    if len(group.days) == 1 and not place.allowed[first]:
        return None
    longest = Shift(0, last, group.kits, group.longest, 1)
    fits = rules.room(problem, place, longest)
    fewest = rules.fewest(problem, place, first)
    highest = min(place.present[last], fits)
    if highest <= TINY or highest < fewest - TINY:
        return None
    most = min(len(group.days), known.days[stop])
    return Cell(stop, number, most, highest, fewest, first, last)


def _group(problem: Problem, members: list[int], inside: tuple[int, ...]) -> Group:
    shifts = [problem.shifts[at] for at in members]
    return Group(
        tuple(members), shifts[0].kits, sum(shift.minutes for shift in shifts), sum(shift.slots for shift in shifts),
        max(shift.minutes for shift in shifts), tuple(sorted({shift.day for shift in shifts})), inside,
    )  # fmt: skip
