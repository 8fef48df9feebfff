"""What becomes of one finished card: where it is, in whose hand it was put, or why it is destroyed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ktp_core.delivery.model import Keeper, ParcelState


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


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a card was taken. `name`: of the receiver, None for the owner. `reason`: needed where `proof` is NONE."""

    receiver: Receiver
    proof: Proof
    name: str | None = None
    reason: str | None = None


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
