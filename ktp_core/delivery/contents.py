"""What is in one parcel, and through whose hands it went."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, and_, case, exists, func, select

from ktp_core import nik
from ktp_core.db.schema import account, destruction, hand_over, parcel_card, parcel_custody, region, resident
from ktp_core.delivery.model import CardPlace

CARDS = (
    "number", "resident_id", "serial", "nik", "name", "birth_date", "class_name", "district", "state", "reason", "day",
    "printed_on", "card_state", "receiver", "receiver_name", "proof", "proof_reason", "doomed",
)  # fmt: skip
"""One row is a card of a parcel. `state`: model.CardPlace since `day` with `reason`; `card_state`:
cards.model.CardState now; receiver and proof of those handed over out of it; `doomed`: somebody wants it destroyed."""
CUSTODY = ("day", "keeper", "name", "given_by", "cards", "note", "at", "by")
c, h, k, r, d = parcel_card.c, hand_over.c, parcel_custody.c, resident.c, destruction.c
_home, _writer = region.alias("home"), account.alias("writer")


def parcel_cards(
    conn: Connection, parcel_id: int, *, numbers: tuple[int, int] | None = None, reveal: bool = False
) -> pd.DataFrame:  # fmt: skip
    """CARDS of a parcel by number, all (at most a few more than model.MOST) or from a first to a last number."""
    query = _cards().where(c.parcel_id == parcel_id)
    if numbers is not None:
        query = query.where(c.number.between(*numbers))
    rows = [list(row) for row in conn.execute(query.order_by(c.number))]
    for row in rows:
        row[3] = row[3] if reveal else nik.mask(row[3])
        row[-1] = bool(row[-1])
    return pd.DataFrame(rows, columns=list(CARDS), dtype=object)


def custody(conn: Connection, parcel_id: int) -> pd.DataFrame:
    """CUSTODY of a parcel, oldest first: who has it from `day` on, who let go of it, cards in it; `by`: shown name."""
    columns = [k[name] for name in CUSTODY[:-1]]
    query = select(*columns, func.coalesce(_writer.c.display_name, k.by)).outerjoin(_writer, _writer.c.name == k.by)
    found = conn.execute(query.where(k.parcel_id == parcel_id).order_by(k.id))
    return pd.DataFrame(found.all(), columns=list(CUSTODY), dtype=object)


def _cards() -> Select[Any]:
    doomed = exists().where(d.resident_id == c.resident_id, d.serial == c.serial, d.decided_at.is_(None))
    taken = and_(
        h.resident_id == c.resident_id, h.serial == c.serial, h.parcel_id == c.parcel_id, h.void_at.is_(None),
        c.state == str(CardPlace.HANDED),
    )  # fmt: skip
    joined = (
        parcel_card.join(resident, r.id == c.resident_id)
        .outerjoin(_home, _home.c.code == r.district)
        .outerjoin(hand_over, taken)
    )
    return select(
        c.number, c.resident_id, c.serial, r.nik, r.name, r.birth_date, r.class_name, _home.c.name, c.state, c.reason,
        c.day, r.printed_on, r.state, h.receiver, h.receiver_name, h.proof, h.reason, case((doomed, 1), else_=0),
    ).select_from(joined)  # fmt: skip
