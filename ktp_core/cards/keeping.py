"""Where the card of one resident is kept: the batch it waits in, the parcel it lies in, what is said of its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, literal_column, select

from ktp_core.db.schema import destruction, parcel, parcel_card, print_batch, print_batch_card

_b, _c, _p, _d = print_batch.c, print_batch_card.c, parcel_card.c, destruction.c


@dataclass(frozen=True, slots=True)
class InBatch:
    """The batch in which a card waits."""

    batch_id: int
    number: int
    day: date


def batch_of(conn: Connection, resident_id: int, serial: int) -> InBatch | None:
    """The batch that holds this card, None when no batch does."""
    waits = (_c.resident_id == resident_id, _c.serial == serial, _c.state == literal_column("'waiting'"))
    found = select(_b.id, _b.number, _b.day).join(print_batch_card, _c.batch_id == _b.id).where(*waits)
    row = conn.execute(found).first()
    return None if row is None else InBatch(row.id, row.number, row.day)


def parcel_of(conn: Connection, resident_id: int, serial: int, *, sent: bool = False) -> str | None:
    """The code of the parcel in which this card lies, None when it lies in none; `sent`: in one that left."""
    lies = [_p.resident_id == resident_id, _p.serial == serial, _p.state == literal_column("'in'")]
    if sent:
        lies.append(parcel.c.state == "sent")
    return conn.execute(
        select(parcel.c.code).join(parcel_card, _p.parcel_id == parcel.c.id).where(*lies)
    ).scalar_one_or_none()


def was_in_parcel(conn: Connection, resident_id: int, serial: int) -> bool:
    """Whether a parcel that left the office had this card in it."""
    went = (_p.resident_id == resident_id, _p.serial == serial, _p.state != "out", parcel.c.sent_on.is_not(None))
    found = select(_p.parcel_id).join(parcel, parcel.c.id == _p.parcel_id).where(*went)
    return conn.execute(found.limit(1)).first() is not None


def destructions(conn: Connection, resident_id: int, serial: int, *, decided: bool) -> bool:
    """Whether somebody wants this card destroyed and nobody has decided; with `decided`, whether it was accepted."""
    where = (_d.resident_id == resident_id, _d.serial == serial)
    end = _d.accepted == 1 if decided else _d.decided_at.is_(None)
    return conn.execute(select(_d.id).where(*where, end).limit(1)).first() is not None
