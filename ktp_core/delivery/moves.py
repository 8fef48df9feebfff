"""What corrections of a card do to parcels and hand-overs, inside somebody's transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select, update

from ktp_core.cards.model import CardAction
from ktp_core.db.schema import card_event, parcel, parcel_card
from ktp_core.delivery import receipts, store
from ktp_core.delivery.model import CardPlace, ParcelState
from ktp_core.delivery.states import ParcelAction, act

p, c, e = parcel.c, parcel_card.c, card_event.c


def lock_parcel_of(conn: Connection, resident_id: int, serial: int) -> None:
    """Lock the parcel that holds this card or out of which it was handed over, if any.

    For whoever is about to call `taken_back`: before the resident's row is locked, because parcels come first.
    """
    mine = select(c.parcel_id).where(c.resident_id == resident_id, c.serial == serial)
    conn.execute(select(p.id).where(p.id.in_(mine)).order_by(p.id).with_for_update()).all()


def taken_back(conn: Connection, resident_id: int, serial: int, *, at: datetime, by: str) -> None:
    """A DELIVER is being corrected: its hand-over is void and the card lies where it lay before.

    Handed over out of a parcel: it is in that parcel again, under its number, and the parcel is SENT again. At the
    counter: it is loose. Said by a list of SIAK while it lay in a parcel: in that parcel again. Call it with the
    resident's row locked, before the card is written; the parcel is locked by `lock_parcel_of`.
    """
    handed, parcel_id = receipts.void(conn, resident_id, serial, at=at, by=by)
    mine = (c.resident_id == resident_id, c.serial == serial)
    if handed:
        was = (*mine, c.parcel_id == parcel_id, c.state == str(CardPlace.HANDED))
    else:
        was = (*mine, c.state == str(CardPlace.LEFT), c.at == _delivered_at(conn, resident_id, serial))
    found = conn.execute(select(c.parcel_id, c.number).where(*was).order_by(c.parcel_id.desc())).first()
    if found is not None:
        _put_back(conn, *found, at)


def _delivered_at(conn: Connection, resident_id: int, serial: int) -> datetime | None:
    """When the newest delivery of this card was entered: what let go of the card then did so because of it."""
    mine = (e.resident_id == resident_id, e.serial == serial, e.action == int(CardAction.DELIVER))
    newest = select(func.max(e.id)).where(*mine).scalar_subquery()
    return conn.execute(select(e.at).where(e.id == newest)).scalar_one_or_none()


def _put_back(conn: Connection, parcel_id: int, number: int, at: datetime) -> None:
    """Opened parcels are none any more: their cards are loose."""
    before = store.get(conn, parcel_id, lock=True)
    if before.state is ParcelState.OPENED:
        return
    values = {"state": str(CardPlace.IN), "reason": None, "day": None, "at": None, "by": None}
    conn.execute(update(parcel_card).where(c.parcel_id == parcel_id, c.number == number).values(**values))
    if before.state is not ParcelState.PACKED:
        state = act(before.state, ParcelAction.TAKE_BACK)
        store.change(conn, before, {"state": str(state), "settled_on": None}, at)
