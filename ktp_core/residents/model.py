"""One human with a NIK, as an office knows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


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
class Resident:
    """Identity of one resident, without the card line. `id` carries the regency in front (3514000000001)."""

    id: int
    regency: str
    nik: str
    name: str
    sex: str
    birth_place: str | None
    birth_date: date
    married_on: date | None
    place: Place
    nisn: str | None
    institution_id: int | None
    class_name: str | None
    version: int = 1
