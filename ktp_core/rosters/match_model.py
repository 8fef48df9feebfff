"""Words of matching: a roster's row, a resident as matching needs them, and the verdict on the pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ktp_core.residents.model import Membership, Place


class Verdict(StrEnum):
    """What applying does with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REVIEW = "review"
    REJECTED = "rejected"


class Reason(StrEnum):
    """Why a human has to look. Words are in `labels.ROSTER_REASONS`."""

    BIRTH_DIFFERS = "birth_differs"
    NAME_DIFFERS = "name_differs"
    MOVED = "moved"
    DECEASED = "deceased"
    OTHER_INSTITUTION = "other_institution"
    STANDING_DIFFERS = "standing_differs"
    NISN_OTHER = "nisn_other"
    OTHER_NIK = "other_nik"
    NIK_MISSING = "nik_missing"
    TWICE = "twice"
    NISN_TWICE = "nisn_twice"
    OTHER_DISTRICT = "other_district"  # for an actor of some districts: who moves in from outside them, or is hidden
    CHANGED_SINCE = "changed_since"  # found at commit: no longer what the preview showed


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a roster as checked. `place` is where its address lies; None when the roster names no district."""

    position: int
    nik: str | None
    nisn: str | None
    name: str
    sex: str | None
    birth_place: str | None
    birth_date: date
    class_name: str | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class Known:
    """A resident as far as matching needs them."""

    id: int
    nik: str
    name: str
    birth_place: str | None
    birth_date: date
    place: Place
    nisn: str | None
    institution_id: int | None
    class_name: str | None
    memberships: tuple[Membership, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """What the rows of one upload share."""

    institution_id: int
    kind: str
    school_year: int


@dataclass(frozen=True, slots=True)
class Pool:
    """The residents that could be meant, by each key."""

    by_nik: Mapping[str, Known] = field(default_factory=dict)
    by_nisn: Mapping[str, Sequence[Known]] = field(default_factory=dict)
    by_person: Mapping[tuple[str, date], Sequence[Known]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """New values of the resident's row, a membership to add, memberships to rewrite. False when there is nothing."""

    values: Mapping[str, Any] = field(default_factory=dict)
    joins: Membership | None = None
    rewrites: tuple[Membership, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.values) or self.joins is not None or bool(self.rewrites)


@dataclass(frozen=True, slots=True)
class Match:
    """The verdict on one entry. `known` is who it is, or whom to compare with; None for somebody new.

    `planned` is what applying would write; None when somebody has to look, and then nothing is planned yet.
    """

    entry: Entry
    verdict: Verdict
    known: Known | None = None
    reason: Reason | None = None
    planned: Plan | None = None
