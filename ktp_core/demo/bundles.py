"""A parcel of the demo with its cards and everybody who had it, and writing many of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from string import capwords
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert

from ktp_core.db.ids import next_ids
from ktp_core.db.schema import parcel, parcel_card, parcel_custody
from ktp_core.db.types import region_code
from ktp_core.delivery.codes import code_of
from ktp_core.delivery.model import CardPlace, Destination, Keeper, ParcelState, Place
from ktp_core.demo import names
from ktp_core.demo.ground import Ground
from ktp_core.demo.made import Made
from ktp_core.demo.moments import moment

BY, CLERK = "antar", "Petugas Penyerahan"
_PACKED, _LEAVES, _ARRIVED, _ENDS = 7 * 60, 8 * 60, 10 * 60, 15 * 60


@dataclass(frozen=True, slots=True)
class Lying:
    """A card of a parcel and what became of it, on `day` unless it is still in."""

    made: Made
    place: CardPlace = CardPlace.IN
    day: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Who had the parcel from `day` on."""

    day: date
    keeper: Keeper
    name: str
    given_by: str = ""


@dataclass(slots=True)
class Bundle:
    """One parcel. `held`: the office that packed it first, the present keeper last."""

    destination: Destination
    state: ParcelState
    cards: Sequence[Lying]
    held: Sequence[Held]
    visit_id: int | None = None
    note: str | None = None
    id: int = field(default=0)

    @property
    def settled_on(self) -> date | None:
        """The day on which its last card left it."""
        if self.state is not ParcelState.SETTLED:
            return None
        return max(card.day for card in self.cards if card.day is not None)

    @property
    def sent_on(self) -> date | None:
        """The day on which it left the office."""
        return next((one.day for one in self.held if one.keeper is not Keeper.OFFICE), None)


def write(conn: Connection, ground: Ground, bundles: Sequence[Bundle]) -> None:
    """Store them, the first packed first, each with its id."""
    if not bundles:
        return
    ordered = sorted(bundles, key=lambda one: one.held[0].day)
    for one, key in zip(ordered, next_ids(conn, ground.regency, "parcel", len(bundles)), strict=True):
        one.id = key
    conn.execute(insert(parcel), [_parcel(ground, one) for one in ordered])
    conn.execute(insert(parcel_card), [row for one in ordered for row in _cards(ground, one)])
    chain = [_custody(ground, one, held) for one in ordered for held in one.held[1:]]
    if chain:
        keys = next_ids(conn, ground.regency, "parcel_custody", len(chain))
        conn.execute(insert(parcel_custody), [{"id": key, **row} for key, row in zip(keys, chain, strict=True)])


def officer(ground: Ground) -> str:
    """A name for whoever signs at a school, a village or a kecamatan, as people write it."""
    woman = np.array([ground.rng.random() < 0.5])
    return capwords(names.draw(ground.rng, ground.parts, woman)[0])


def of_district(ground: Ground, district: int) -> Destination:
    """The office of a kecamatan; where nobody knows which, that of the first."""
    return Destination(Place.DISTRICT, district=region_code(district or int(ground.places.districts[0])))


def of_village(village: int) -> Destination:
    """The office of a village."""
    code = region_code(village)
    return Destination(Place.VILLAGE, village=code, district=code.rpartition(".")[0])


def of_school(ground: Ground, position: int) -> Destination:
    """An institution by its position in the registry."""
    district = int(ground.schools.districts[position])
    return Destination(Place.INSTITUTION, int(ground.schools.ids[position]), district=region_code(district))


def _parcel(ground: Ground, one: Bundle) -> dict[str, Any]:
    last, made = one.held[-1], moment(ground, one.held[0].day, _PACKED)
    moved = moment(ground, one.settled_on or last.day, _ENDS)
    return {
        "id": one.id, "regency": ground.regency, "code": code_of(one.id), "place": str(one.destination.place),
        "institution_id": one.destination.institution_id, "village": one.destination.village,
        "district": one.destination.district, "state": str(one.state), "visit_id": one.visit_id,
        "keeper": str(last.keeper), "keeper_name": last.name, "kept_since": last.day, "sent_on": one.sent_on,
        "settled_on": one.settled_on, "note": one.note, "made_at": made, "made_by": BY, "updated_at": max(made, moved),
    }  # fmt: skip


def _cards(ground: Ground, one: Bundle) -> list[dict[str, Any]]:
    return [
        {"parcel_id": one.id, "number": number, "resident_id": card.made.resident_id, "serial": card.made.serial,
         "state": str(card.place), "reason": card.reason, "day": card.day, "by": BY if card.day else None,
         "at": moment(ground, card.day, _ENDS) if card.day else None}
        for number, card in enumerate(one.cards, start=1)
    ]  # fmt: skip


def _custody(ground: Ground, one: Bundle, held: Held) -> dict[str, Any]:
    left = sum(card.day is None or card.day >= held.day for card in one.cards)
    return {
        "regency": ground.regency, "parcel_id": one.id, "day": held.day, "keeper": str(held.keeper), "name": held.name,
        "given_by": held.given_by, "cards": left, "by": BY,
        "at": moment(ground, held.day, _LEAVES if held.keeper is Keeper.STAFF else _ARRIVED),
    }  # fmt: skip
