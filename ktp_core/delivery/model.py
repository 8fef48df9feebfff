"""Parcels of finished cards, custody, hand-over, destruction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

MOST = 1_000
"""Cards of one parcel."""


class Place(StrEnum):
    """Where a parcel goes."""

    INSTITUTION = "institution"
    VILLAGE = "village"
    DISTRICT = "district"


class ParcelState(StrEnum):
    """Where a parcel stands."""

    PACKED = "packed"  # at the office; cards come in and out
    SENT = "sent"  # with somebody outside; its cards are dispatched
    SETTLED = "settled"  # no card is in it any more
    OPENED = "opened"  # given up before it left: its cards are loose again


class Keeper(StrEnum):
    """What kind of party has a parcel."""

    OFFICE = "office"  # the dinas
    STAFF = "staff"  # one of ours on the way
    INSTITUTION = "institution"
    VILLAGE = "village"
    DISTRICT = "district"  # the kecamatan office


class CardPlace(StrEnum):
    """What became of a card of a parcel. Only IN holds the card."""

    IN = "in"
    HANDED = "handed"
    RETURNED = "returned"  # brought back to the office without being handed over
    TAKEN_OUT = "out"  # before the parcel left
    LEFT = "left"  # something else happened to the card: delivered or reset in a list of SIAK, destroyed


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a parcel goes: exactly one of `institution_id`, `village`, or (for DISTRICT) `district` alone says it.
    `district`: where that lies."""

    place: Place
    institution_id: int | None = None
    village: str | None = None
    district: str | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """One parcel with its custody as it stands."""

    id: int
    regency: str
    code: str
    destination: Destination
    state: ParcelState
    visit_id: int | None
    keeper: Keeper
    keeper_name: str
    kept_since: date
    sent_on: date | None
    settled_on: date | None
    note: str | None
    made_at: datetime
    made_by: str
    version: int


@dataclass(frozen=True, slots=True)
class ParcelCard:
    """One card of a parcel, without the name."""

    parcel_id: int
    number: int
    resident_id: int
    serial: int
    state: CardPlace
    reason: str | None


@dataclass(frozen=True, slots=True)
class NextVisit:
    """A planned visit that could take a parcel along."""

    id: int
    day: date
    institution_id: int
    institution: str


@dataclass(frozen=True, slots=True)
class Parcels:
    """A filter of parcels. `states` empty: all; a sent parcel without cards in it counts as settled. `districts`: of
    the destination. `overdue_days`: only those sent at least so long ago."""

    regency: str
    states: tuple[ParcelState, ...] = ()
    districts: tuple[str, ...] = ()
    institution_id: int | None = None
    visit_id: int | None = None
    overdue_days: int | None = None
