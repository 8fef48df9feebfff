"""What stands against a visit on a day: double bookings, spans without visits, days off. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from ktp_core.cards.model import Channel
from ktp_core.institutions.model import Kind
from ktp_core.teams.model import ResourceKind
from ktp_core.visits.model import Visit, VisitState
from ktp_core.workdays.model import Blocked, DayOff
from ktp_core.workdays.rules import Calendar

DAY_START, DAY_END = 0, 24 * 60


class ClashKind(StrEnum):
    """What is booked twice."""

    TEAM = "team"
    KIT = "kit"
    OPERATOR = "operator"
    VEHICLE = "vehicle"
    INSTITUTION = "institution"


class WarningKind(StrEnum):
    """What somebody has to have seen before they go on."""

    BLOCKED = "blocked"
    DAY_OFF = "day_off"
    PAST = "past"
    SAME_DAY = "same_day"  # the institution has another visit that day, at other hours
    UNDECIDED = "undecided"  # cuti bersama of that year is not announced yet


class Slot(Protocol):
    """What takes place, time and people: a visit or the draft of one. No hours means the whole day."""

    @property
    def institution_id(self) -> int: ...
    @property
    def day(self) -> date: ...
    @property
    def start(self) -> int | None: ...
    @property
    def end(self) -> int | None: ...
    @property
    def team_id(self) -> int | None: ...
    @property
    def resources(self) -> tuple[int, ...]: ...


@dataclass(frozen=True, slots=True)
class Clash:
    """Something is booked at the same hours by another visit. `subject`: id of the team, resource or institution."""

    kind: ClashKind
    subject: int
    other: Visit


@dataclass(frozen=True, slots=True)
class Warned:
    """What may be gone past knowingly. One of the last three says more, by kind."""

    kind: WarningKind
    blocked: Blocked | None = None
    off: DayOff | None = None
    other: Visit | None = None


def overlap(one: Slot, other: Slot) -> bool:
    """Whether both take the same time; one that ends at 10:00 leaves 10:00 free."""
    if one.day != other.day:
        return False
    return _start(one) < _end(other) and _start(other) < _end(one)


def clashes(
    proposed: Slot, others: Iterable[Visit], kinds: Mapping[int, ResourceKind], *, but: int | None = None
) -> list[Clash]:
    """Everything that `proposed` would book twice; `kinds`: what each resource is, `but`: the visit itself.

    Two visits of one team on one day are fine while their hours do not overlap.
    """
    found = []
    for other in others:
        if other.id == but or other.state is VisitState.CANCELLED or not overlap(proposed, other):
            continue
        if proposed.team_id is not None and proposed.team_id == other.team_id:
            found.append(Clash(ClashKind.TEAM, proposed.team_id, other))
        both = sorted(set(proposed.resources) & set(other.resources))
        found += [Clash(ClashKind(kinds[one]), one, other) for one in both]
        if proposed.institution_id == other.institution_id:
            found.append(Clash(ClashKind.INSTITUTION, proposed.institution_id, other))
    return found


def warnings(
    proposed: Slot, kind: str, others: Iterable[Visit], calendar: Calendar, *, today: date, but: int | None = None
) -> list[Warned]:
    """What is unusual about that day for an institution of this kind; `but`: the visit itself."""
    found = []
    if proposed.day < today:
        found.append(Warned(WarningKind.PAST))
    off = calendar.is_off(proposed.day)
    if off is not None:
        found.append(Warned(WarningKind.DAY_OFF, off=off))
    blocked = calendar.blocked(proposed.institution_id, kind, proposed.day)
    if blocked is not None:
        found.append(Warned(WarningKind.BLOCKED, blocked=blocked))
    for other in others:
        same = (other.institution_id, other.day) == (proposed.institution_id, proposed.day)
        if same and other.id != but and other.state is not VisitState.CANCELLED and not overlap(proposed, other):
            found.append(Warned(WarningKind.SAME_DAY, other=other))
    if proposed.day.year in calendar.undecided:
        found.append(Warned(WarningKind.UNDECIDED))
    return found


def channel_of(kind: Kind, type_: str | None) -> Channel:
    """Where somebody recorded at a visit to such an institution was recorded."""
    if kind is not Kind.SERVICE_POINT:
        return Channel.VISIT
    places = {"DINAS": Channel.OFFICE, "KECAMATAN": Channel.DISTRICT_OFFICE, "KELILING": Channel.KENDUREN_MAS}
    return places.get(type_ or "", Channel.VISIT)


def _start(slot: Slot) -> int:
    return DAY_START if slot.start is None else slot.start


def _end(slot: Slot) -> int:
    return DAY_END if slot.end is None else slot.end
