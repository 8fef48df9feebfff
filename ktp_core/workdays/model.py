"""Days on which the office works, days off by law, and spans in which an institution is not visited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    """What kind of day it is for the office, which works Monday to Friday."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"  # libur nasional
    JOINT_LEAVE = "joint_leave"  # cuti bersama
    CLOSED = "closed"  # the office's own


class Cause(StrEnum):
    """Why an institution is not visited for a while."""

    EXAM = "exam"
    HOLIDAY = "holiday"  # of the school
    INTERNSHIP = "internship"  # PKL: the pupils are not there
    RAMADAN = "ramadan"
    OFFICE = "office"  # of our own
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off by law. `name` is Indonesian, `name_en` English; `estimated`: it hangs on the moon and may move."""

    day: date
    name: str
    name_en: str
    kind: DayKind
    estimated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedDraft:
    """A span without visits, both days included. Of one institution, or of all of a kind (institutions.model.Kind).

    Neither: nobody is visited, because the office itself rests.
    """

    from_day: date
    until_day: date
    cause: Cause
    institution_id: int | None = None
    kind: str | None = None
    note: str | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies within."""
        return self.from_day <= day <= self.until_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked(BlockedDraft):
    """A span that is stored."""

    id: int
    regency: str


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why the office does not work on a day: the holiday's name or the span's note; a weekend needs no words."""

    kind: DayKind
    name: str | None = None
    name_en: str | None = None
    cause: Cause | None = None
