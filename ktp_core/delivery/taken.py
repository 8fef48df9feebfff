"""What the tanda terima of one card needs: whose it is, and into whose hand it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from ktp_core.db.schema import account, hand_over, region, resident
from ktp_core.delivery.finished import Proof, Receipt, Receiver
from ktp_core.errors import NotFound

h, r = hand_over.c, resident.c
_village, _home = region.alias("village"), region.alias("home")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose card it is. `village` and `home`: names of village and district of domicile, None where unknown;
    `district`: its code."""

    name: str
    nik: str
    birth_date: date | None
    district: str | None
    village: str | None
    home: str | None


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand-over that stands. `officer`: who wrote it down at the counter; empty where it was out of a parcel, which
    somebody else handed out."""

    day: date
    receipt: Receipt
    officer: str


def owner(conn: Connection, regency: str, resident_id: int) -> Owner:
    """Raises NotFound("resident_unknown")."""
    query = (
        select(r.name, r.nik, r.birth_date, r.district, _village.c.name.label("village"), _home.c.name.label("home"))
        .select_from(resident)
        .outerjoin(_village, _village.c.code == r.village).outerjoin(_home, _home.c.code == r.district)
        .where(r.id == resident_id, r.regency == regency)
    )  # fmt: skip
    row = conn.execute(query).first()
    if row is None:
        raise NotFound("resident_unknown", id=resident_id)
    return Owner(*row)


def hand(conn: Connection, resident_id: int, serial: int) -> Hand | None:
    """How a card was handed over; None when it was not, or only a list of SIAK says so."""
    named = func.coalesce(account.c.display_name, h.by)
    query = (
        select(h.day, h.receiver, h.receiver_name, h.proof, h.reason, h.parcel_id, named.label("officer"))
        .select_from(hand_over).outerjoin(account, account.c.name == h.by)
        .where(h.resident_id == resident_id, h.serial == serial, h.void_at.is_(None))
    )  # fmt: skip
    row = conn.execute(query).first()
    if row is None:
        return None
    receipt = Receipt(Receiver(row.receiver), Proof(row.proof), row.receiver_name, row.reason)
    return Hand(row.day, receipt, "" if row.parcel_id else row.officer)
