"""Who stands on the list of a visit, and where somebody who was missed is expected next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PersonOrigin(StrEnum):
    """How somebody came onto the list."""

    LIST = "list"  # not recorded yet, and in the institution on the day
    MISSED = "missed"  # missed at an earlier visit and expected here
    WALK_IN = "walk_in"  # came without being on the list


class NextPlace(StrEnum):
    """Where somebody who was missed is expected next."""

    HERE = "here"  # the next visit of the same institution
    DISTRICT_OFFICE = "district_office"  # the kecamatan office of their domicile
    KENDUREN_MAS = "kenduren_mas"  # the next Kenduren Mas stop in the district of their domicile


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Somebody who came without being on the list, as written down there. `nik`: 16 digits.

    `same_person`: a human said that the resident with this NIK is meant, though the registry has another name or birth
    date for them. `by_hand`: entered or put right on screen, which no workbook changes any more.
    """

    nik: str
    name: str
    sex: str
    birth_date: date
    same_person: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to be put at the end of a list. `key` is the row id in workbooks, unique within the visit."""

    key: str
    origin: PersonOrigin
    resident_id: int | None = None
    class_name: str | None = None
    walk_in: WalkIn | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the list of a visit. `number` is printed on the sheet and never given twice.

    `resident_id` is None for a walk-in until the visit is closed; `walk_in` is None for everybody else.
    """

    visit_id: int
    number: int
    key: str
    origin: PersonOrigin
    resident_id: int | None
    class_name: str | None
    walk_in: WalkIn | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What is typed for one person on screen: visits.model.Outcome and Reason are checked by `rules`."""

    key: str
    outcome: int
    reason: str | None = None


def listed_key(resident_id: int) -> str:
    """The row id of a resident on a list: the same however often the list is prepared."""
    return f"r{resident_id}"
