"""Use cases of parcels at the office: pack, put in, take out, give to a visit, open again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ktp_core.access.model import Actor
from ktp_core.access.permissions import require
from ktp_core.access.transactions import Writing, writing
from ktp_core.cards.model import Card
from ktp_core.delivery import destinations, guard, routes, rules, store
from ktp_core.delivery.model import CardPlace, Destination, Keeper, Parcel, ParcelState
from ktp_core.delivery.states import ParcelAction, act
from ktp_core.visits import store as visits

A = ParcelAction


def pack(
    by: Actor, destination: Destination, resident_ids: Sequence[int], *, visit_id: int | None = None, note: str = "",
    at: datetime,
) -> int:  # fmt: skip
    """A new parcel with these cards, numbered in the order given; its id. All or none.

    Raises Refused("parcel_empty" | "parcel_full" | "parcel_destination" | "parcel_visit" | "card_in_parcel" |
    "parcel_cards_doomed" | "parcel_cards_deceased" | "parcel_note"), Conflict("parcel_cards_moved") when a card no
    longer lies at the office.
    """
    regency = guard.regency_of(resident_ids[0]) if resident_ids else by.regency
    with writing(by, guard.EDIT, regency, at=at) as tx:
        ids = rules.chosen(resident_ids)
        to = lasting(tx, destination)
        visit = _going(tx, to, visit_id)
        made = packed(tx, to, guard.at_office(tx, ids), visit_id=visit, note=note)
        place = {"place": str(to.place), "institution": to.institution_id}
        tx.audit("parcel.pack", f"parcel:{made.id}", cards=len(ids), visit=visit_id, **place)
    return made.id


def put_in(by: Actor, parcel_id: int, resident_ids: Sequence[int], *, at: datetime) -> int:
    """More cards into a parcel that has not left, under new numbers; how many. Raises like `pack`."""
    with guard.of_parcel(by, parcel_id, A.PUT_IN, at) as (tx, parcel):
        ids = rules.chosen(resident_ids, already=len(store.inside(tx.conn, parcel_id)))
        cards = guard.at_office(tx, ids)
        store.add_cards(tx.conn, parcel_id, [(card.resident_id, card.serial) for card in cards])
        store.change(tx.conn, parcel, {}, at)
        tx.audit("parcel.put_in", f"parcel:{parcel_id}", cards=len(ids))
    return len(ids)


def take_out(by: Actor, parcel_id: int, numbers: Sequence[int], *, reason: str, at: datetime) -> int:
    """Some cards are loose again; how many. Raises Refused("parcel_empty" | "parcel_reason"),
    Conflict("parcel_numbers") when some are not in it."""
    with guard.of_parcel(by, parcel_id, A.TAKE_OUT, at) as (tx, parcel):
        why = rules.reason(reason)
        cards = store.some_inside(tx.conn, parcel_id, numbers)
        guard.locked_cards(tx, [one.resident_id for one in cards.values()])
        marked(tx, parcel, cards, why, {})
        tx.audit("parcel.take_out", f"parcel:{parcel_id}", cards=len(cards))
    return len(cards)


def assign_visit(by: Actor, parcel_id: int, visit_id: int | None, *, at: datetime) -> None:
    """A planned visit takes it along; None: none does. Raises Refused("parcel_visit") for one that does not go there
    or is not planned any more."""
    with guard.of_parcel(by, parcel_id, A.ASSIGN, at) as (tx, parcel):
        visit = _going(tx, parcel.destination, visit_id)
        store.change(tx.conn, parcel, {"visit_id": visit}, at)
        tx.audit("parcel.assign", f"parcel:{parcel_id}", visit=visit)


def open_parcel(by: Actor, parcel_id: int, *, reason: str, at: datetime) -> int:
    """Given up before it left: its cards are loose again; how many. Raises Refused("parcel_reason")."""
    with guard.of_parcel(by, parcel_id, A.OPEN, at) as (tx, parcel):
        why = rules.reason(reason)
        cards = store.inside(tx.conn, parcel_id)
        guard.locked_cards(tx, [one.resident_id for one in cards.values()])
        values = {"state": str(act(ParcelState.PACKED, A.OPEN)), "settled_on": guard.today(tx), "visit_id": None}
        marked(tx, parcel, cards, why, values)
        tx.audit("parcel.open", f"parcel:{parcel_id}", cards=len(cards))
    return len(cards)


def lasting(tx: Writing, wanted: Destination) -> Destination:
    """The destination with its district; an institution is locked, so that no merger takes it away meanwhile. Ask it
    before anything else is locked. Raises NotAllowed, Refused("parcel_destination")."""
    assert tx.regency is not None
    to = destinations.checked(tx.conn, tx.regency, wanted, guard.today(tx))
    require(tx.by, guard.EDIT, tx.regency, to.district)
    return to


def packed(
    tx: Writing, to: Destination, cards: Sequence[Card], *, visit_id: int | None, note: str = ""
) -> Parcel:  # fmt: skip
    """A new parcel of cards that are locked and loose, with the office as its first keeper. `visit_id`: one that goes
    there, held before the cards were locked."""
    assert tx.regency is not None
    day, me = guard.today(tx), guard.shown(tx.by)
    made = store.insert_parcel(
        tx.conn, tx.regency, to, visit_id=visit_id, note=rules.note(note), keeper_name=me, day=day, at=tx.at,
        by=tx.by.name,
    )  # fmt: skip
    store.add_cards(tx.conn, made.id, [(card.resident_id, card.serial) for card in cards])
    store.hand_on(tx.conn, made, Keeper.OFFICE, me, me, len(cards), None, day=day, at=tx.at, by=tx.by.name)
    return made


def marked(
    tx: Writing, parcel: Parcel, cards: dict[int, store.ParcelCard], reason: str, values: Mapping[str, Any]
) -> None:  # fmt: skip
    """Cards are taken out of a parcel that has not left, today; `values` of the parcel change with it."""
    if cards:
        store.mark(tx.conn, parcel.id, cards, CardPlace.TAKEN_OUT, reason, day=guard.today(tx), at=tx.at, by=tx.by.name)
    store.change(tx.conn, parcel, values, tx.at)


def _going(tx: Writing, to: Destination, visit_id: int | None) -> int | None:
    if visit_id is not None:
        visits.hold(tx.conn, visit_id)
        routes.check_visit(tx.conn, to, visit_id, guard.today(tx))
    return visit_id
