"""Parcels that went out: one for each school, village or kecamatan and day, whoever has it now."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from ktp_core.cards.model import CardAction
from ktp_core.db.types import day_of
from ktp_core.delivery.model import CardPlace, Destination, Keeper, ParcelState, Place
from ktp_core.demo import bundles, destructions, hand_overs, packed, pictures
from ktp_core.demo.bundles import CLERK, Bundle, Held, Lying
from ktp_core.demo.ground import Ground
from ktp_core.demo.made import Made

_SCHOOL, _VILLAGE = 2, 3  # cards for which a school or a village gets a parcel of its own
_RETURNED = "Pemilik tidak ditemukan"
_KEEPERS = {
    Place.INSTITUTION: Keeper.INSTITUTION, Place.VILLAGE: Keeper.VILLAGE, Place.DISTRICT: Keeper.DISTRICT,
}  # fmt: skip
Sent = dict[tuple[int, int, date], int]
"""(resident, serial, day of dispatch) to the id of the parcel."""


@dataclass(frozen=True, slots=True)
class _Dispatch:
    """A card that was sent out on a day, and what came of it."""

    made: Made
    day: int
    lying: Lying


def create(conn: Connection, ground: Ground) -> None:
    """Write parcels, hand-overs and destructions of a regency."""
    going = [one for made in ground.trail for one in _dispatches(made)]
    first = day_of(ground.now - hand_overs.SPAN)
    kept = [one for one in going if (one.lying.day or ground.today) > first]
    sent = _bundles(ground, kept)
    bundles.write(conn, ground, sent)
    out: Sent = {
        (card.made.resident_id, card.made.serial, one.sent_on or date.min): one.id
        for one in sent for card in one.cards
    }  # fmt: skip
    loose = packed.create(conn, ground)
    hand_overs.create(conn, ground, out)
    destructions.create(conn, ground, loose)
    pictures.attach_receipts(conn, ground)


def _dispatches(made: Made) -> list[_Dispatch]:
    steps, found = made.steps, []
    for at, (action, day) in enumerate(steps):
        if action is CardAction.DISPATCH:
            found.append(_Dispatch(made, day, _lying(made, [*steps[at + 1 :]])))
    return found


def _lying(made: Made, after: list[tuple[CardAction, int]]) -> Lying:
    what = after[0][0] if after else None
    if what is CardAction.RETURN:
        return Lying(made, CardPlace.RETURNED, day_of(after[0][1]), _RETURNED)
    if what is CardAction.DELIVER and not (len(after) > 1 and after[1][0] is CardAction.CORRECT):
        return Lying(made, CardPlace.HANDED, day_of(after[0][1]))
    return Lying(made)


def _bundles(ground: Ground, kept: list[_Dispatch]) -> list[Bundle]:
    many = Counter((one.day, _nearest(one)) for one in kept)
    groups: dict[tuple[int, Destination], list[_Dispatch]] = defaultdict(list)
    for one in kept:
        groups[one.day, _destination(ground, one, many)].append(one)
    return [_bundle(ground, place, day_of(day), members) for (day, place), members in groups.items()]


def _nearest(one: _Dispatch) -> tuple[Place, int]:
    """The place nearest to the owner: the school, else the village."""
    pupil = one.made.pupil(one.day)
    return (Place.INSTITUTION, one.made.school) if pupil else (Place.VILLAGE, one.made.village)


def _destination(ground: Ground, one: _Dispatch, many: Counter[tuple[int, tuple[Place, int]]]) -> Destination:
    place, which = _nearest(one)
    cards = many[one.day, (place, which)]
    left = not one.made.pupil(ground.now)  # the card still lies at the school
    if place is Place.INSTITUTION and (left or cards >= _SCHOOL):
        return bundles.of_school(ground, which)
    if place is Place.VILLAGE and which and cards >= _VILLAGE:
        return bundles.of_village(which)
    if place is Place.INSTITUTION:  # on the way to the school
        return bundles.of_district(ground, int(ground.schools.districts[which]))
    return bundles.of_district(ground, one.made.district)


def _bundle(ground: Ground, place: Destination, day: date, members: list[_Dispatch]) -> Bundle:
    ready = day_of(max(one.made.printed for one in members))
    driver = ground.crews[0].operator_names[day.toordinal() % len(ground.crews[0].operator_names)]
    held = [Held(min(ready, day), Keeper.OFFICE, CLERK), Held(day, Keeper.STAFF, driver, CLERK)]
    settled = all(one.lying.place is not CardPlace.IN for one in members)
    if settled or day < ground.today - timedelta(days=1):
        held.append(Held(day, _KEEPERS[place.place], bundles.officer(ground), driver))
    state = ParcelState.SETTLED if settled else ParcelState.SENT
    return Bundle(place, state, [one.lying for one in members], held)
