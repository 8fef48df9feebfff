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


class Receiver(StrEnum):
    """Into whose hand a card went."""

    OWNER = "owner"
    PARENT = "parent"
    OFFICER = "officer"  # of the school, pesantren or village, who signs for the owner
    PROXY = "proxy"  # with a written authority


class Proof(StrEnum):
    """How the identity of the receiver was checked."""

    CARD = "card"  # KTP-el, KIA
    FAMILY_CARD = "family_card"  # KK
    SCHOOL_CARD = "school_card"
    BIOMETRIC = "biometric"
    AUTHORITY = "authority"  # surat kuasa with the proxy's own card
    KNOWN = "known"  # vouched for by an officer who knows them
    NONE = "none"  # not checked: needs a reason, and is counted apart


class Loss(StrEnum):
    """Why a finished card is to be destroyed or written off. Each needs two people."""

    MISPRINTED = "misprinted"
    DAMAGED = "damaged"
    WRONG = "wrong"  # a datum on it is not true
    UNCOLLECTED = "uncollected"
    DECEASED = "deceased"
    MOVED = "moved"  # the owner lives elsewhere now
    LOST = "lost"  # there is nothing to destroy: written off


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
class Custody:
    """A parcel changing hands: `name` signed for it, `given_by` let go of it."""

    parcel_id: int
    day: date
    keeper: Keeper
    name: str
    given_by: str
    cards: int
    note: str | None
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a card was taken. `name`: of the receiver, None for the owner. `reason`: needed where `proof` is NONE."""

    receiver: Receiver
    proof: Proof
    name: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Destruction:
    """A proposal to destroy a finished card, open or decided."""

    id: int
    regency: str
    resident_id: int
    serial: int
    cause: Loss
    reason: str
    proposed_on: date
    proposed_at: datetime
    proposed_by: str
    decided_by: str | None
    accepted: bool | None


class Spot(StrEnum):
    """Where a finished card is."""

    OFFICE = "office"  # lies loose at the office
    PARCEL = "parcel"  # in a parcel, wherever that is
    OUTSIDE = "outside"  # sent on, but in no parcel: a list of SIAK says so, or it was sent before there were parcels
    HAND = "hand"  # handed over


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the finished card of one resident is, since `since`.

    PARCEL: `parcel_id`, `code`, `parcel_state`, `place_name` (destination) and `keeper` with `keeper_name`. HAND:
    `receiver`, `receiver_name` (None: the owner), `proof`, all None when a list of SIAK says that it was handed over;
    `parcel_id` and `code` when it was handed over out of a parcel. `destruction_id`: an open proposal to destroy it.
    """

    spot: Spot
    serial: int
    since: date | None
    keeper: Keeper | None = None
    keeper_name: str | None = None
    parcel_id: int | None = None
    code: str | None = None
    parcel_state: ParcelState | None = None
    place_name: str | None = None
    visit_day: date | None = None
    receiver: Receiver | None = None
    receiver_name: str | None = None
    proof: Proof | None = None
    destruction_id: int | None = None


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
