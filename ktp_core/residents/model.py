"""One human with a NIK, as an office knows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any


class Standing(IntEnum):
    """Whether a resident counts here. Only OURS is in denominators; the others may still be recorded here."""

    OURS = 1
    ELSEWHERE = 2  # domiciled in another regency (Perpres 96/2018 article 22: may be recorded outside domicile)
    MOVED = 3  # was ours, has moved away
    DECEASED = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Domicile as far as known: district and village codes, or nothing for elsewhere."""

    standing: Standing
    district: str | None
    village: str | None = None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who becomes known to an office: the identity, and where the roster that named them found them."""

    nik: str
    name: str
    sex: str
    birth_place: str | None
    birth_date: date
    place: Place
    married_on: date | None = None
    nisn: str | None = None
    institution_id: int | None = None
    class_name: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """New values of one resident. `before` is the whole row as it was read: its version must still stand."""

    before: Mapping[Any, Any]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Membership:
    """A resident's time in an institution in one school year (2026 is 2026/2027). Open while `until_day` is None."""

    institution_id: int
    school_year: int
    resident_id: int
    class_name: str | None
    from_day: date
    until_day: date | None = None
    kind: str = "school"
