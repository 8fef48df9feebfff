"""Where the finished card of one resident is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from ktp_core.cards.model import CardState
from ktp_core.db.schema import hand_over, parcel, parcel_card, resident, visit
from ktp_core.delivery import destinations, proposals, store
from ktp_core.delivery.finished import Proof, Receiver, Spot, Whereabouts
from ktp_core.delivery.model import Keeper

r, p, c, h = resident.c, parcel.c, parcel_card.c, hand_over.c
_FINISHED = tuple(map(int, (CardState.PRINTED, CardState.DISPATCHED, CardState.DELIVERED)))


def where_is(conn: Connection, resident_id: int) -> Whereabouts | None:
    """In whose hands the finished card of one resident is; None while it is not printed."""
    row = conn.execute(select(r.id, r.state, r.serial, r.state_on).where(r.id == resident_id)).first()
    if row is None or row.state not in _FINISHED:
        return None
    if row.state == CardState.DELIVERED:
        return _in_a_hand(conn, row)
    doomed = proposals.doomed(conn, [resident_id]).get(resident_id)
    return _in_a_parcel(conn, row, doomed) or _loose(row, doomed)


def _loose(row: Any, doomed: int | None) -> Whereabouts:
    if row.state == CardState.PRINTED:
        return Whereabouts(Spot.OFFICE, row.serial, row.state_on, Keeper.OFFICE, destruction_id=doomed)
    return Whereabouts(Spot.OUTSIDE, row.serial, row.state_on, destruction_id=doomed)


def _in_a_parcel(conn: Connection, row: Any, doomed: int | None) -> Whereabouts | None:
    mine = (c.resident_id == row.id, c.serial == row.serial, store.IN)
    held = conn.execute(select(c.parcel_id).where(*mine)).scalar_one_or_none()
    if held is None:
        return None
    parcel_ = store.get(conn, held)
    name = destinations.names(conn, parcel_.regency, [parcel_.destination])[parcel_.destination].name
    planned = select(visit.c.day).where(visit.c.id == parcel_.visit_id)
    return Whereabouts(
        Spot.PARCEL, row.serial, parcel_.kept_since, parcel_.keeper, parcel_.keeper_name, parcel_.id, parcel_.code,
        parcel_.state, name, conn.execute(planned).scalar_one_or_none(), destruction_id=doomed,
    )  # fmt: skip


def _in_a_hand(conn: Connection, row: Any) -> Whereabouts:
    mine = (h.resident_id == row.id, h.serial == row.serial, h.void_at.is_(None))
    query = select(h.day, h.receiver, h.receiver_name, h.proof, h.parcel_id, p.code)
    taken = conn.execute(query.outerjoin(parcel, p.id == h.parcel_id).where(*mine)).first()
    if taken is None:  # a list of SIAK says so, or it was handed over before there were receipts
        return Whereabouts(Spot.HAND, row.serial, row.state_on)
    return Whereabouts(
        Spot.HAND, row.serial, taken.day, parcel_id=taken.parcel_id, code=taken.code, receiver=Receiver(taken.receiver),
        receiver_name=taken.receiver_name, proof=Proof(taken.proof),
    )  # fmt: skip
