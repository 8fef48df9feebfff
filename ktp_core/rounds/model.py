"""Recurring services: Kenduren Mas over all districts in turn, the dinas and the district offices on their weekdays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ktp_core.cards.model import Channel


class Document(StrEnum):
    """What else is served on a day beside the recording for a KTP-el."""

    KK = "kk"
    KIA = "kia"
    BIRTH = "akta_lahir"
    DEATH = "akta_mati"
    MARRIAGE = "akta_kawin"
    MOVE = "surat_pindah"
    IKD = "ikd"
    OTHER = "lainnya"


CHANNELS = (Channel.KENDUREN_MAS, Channel.DISTRICT_OFFICE, Channel.OFFICE)
"""Where a recurring service can take place; a visit to an institution is asked for or planned, never recurring."""

POINT_TYPES: dict[Channel, str] = {
    Channel.KENDUREN_MAS: "KELILING",
    Channel.DISTRICT_OFFICE: "KECAMATAN",
    Channel.OFFICE: "DINAS",
}
"""The type of service point (institutions.kinds) that stands for each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDraft:
    """A recurring service as somebody wants it.

    On each of its `weekdays` (0 Monday to 6 Sunday) from `from_day` to `until_day` (both included, None: without end)
    one of the `stops` (institution ids) is served, in their turn. `start`, `end`: minutes after midnight.
    """

    name: str
    channel: Channel
    weekdays: tuple[int, ...]
    start: int
    end: int
    from_day: date
    stops: tuple[int, ...]
    until_day: date | None = None
    team_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(RoundDraft):
    """A recurring service as it is stored."""

    id: int
    regency: str
    active: bool
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundException:
    """A day on which a service does otherwise: at `institution_id`, or not at all (None)."""

    day: date
    institution_id: int | None
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """What a scheduler says once to have a service in every district (`districts` empty: in all of them)."""

    channel: Channel
    weekdays: tuple[int, ...]
    start: int
    end: int
    from_day: date
    until_day: date | None = None
    team_id: int | None = None
    districts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A visit of a service that is there already. `counts`: it was, or is to be, served; False: it was cancelled."""

    day: date
    institution_id: int
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Slot:
    """A stop on a day."""

    day: date
    institution_id: int


@dataclass(frozen=True, slots=True)
class Generated:
    """What generating did: visits made, days of the period that had theirs, and what a person has to look at.

    `without_team`: made, but the team goes elsewhere at that time. `unserved`: days on which no stop could be served.
    """

    made: int
    kept: int
    without_team: tuple[Slot, ...] = ()
    unserved: tuple[date, ...] = ()
