"""Destructions as SQL keeps them: proposals, open and decided. Services only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from ktp_core.cards.model import Card
from ktp_core.db.ids import next_id
from ktp_core.db.schema import destruction, resident
from ktp_core.delivery.finished import Destruction, Loss
from ktp_core.errors import Conflict, NotFound, Refused

d = destruction.c


def get(conn: Connection, destruction_id: int) -> Destruction:
    """The proposal. Raises NotFound("destroy_unknown")."""
    row = conn.execute(select(destruction).where(d.id == destruction_id)).mappings().first()
    if row is None:
        raise NotFound("destroy_unknown")
    return _destruction(row)


def doomed(conn: Connection, residents: Sequence[int]) -> dict[int, int]:
    """Of these residents, of whose cards somebody wants the present one destroyed: the proposal by resident."""
    found = select(d.resident_id, d.id).join(resident, resident.c.id == d.resident_id)
    mine = (d.resident_id.in_(list(residents)), d.decided_at.is_(None), d.serial == resident.c.serial)
    return dict(conn.execute(found.where(*mine)).all())


def propose(conn: Connection, card: Card, cause: Loss, reason: str, *, day: date, at: datetime, by: str) -> int:
    """A proposal for a card that is locked; its id. Raises Refused("destroy_open") when there is one."""
    if doomed(conn, [card.resident_id]):
        raise Refused("destroy_open")
    key = next_id(conn, card.regency, "destruction")
    values = {
        "regency": card.regency, "resident_id": card.resident_id, "serial": card.serial, "cause": str(cause),
        "reason": reason, "proposed_on": day, "proposed_at": at, "proposed_by": by,
    }  # fmt: skip
    conn.execute(insert(destruction).values(id=key, **values))
    return key


def decide(conn: Connection, destruction_id: int, *, accepted: bool, day: date, at: datetime, by: str) -> None:
    """Write the decision. Raises Conflict("destroy_decided") when somebody was faster."""
    mine = (d.id == destruction_id, d.decided_at.is_(None))
    values = {"decided_on": day, "decided_at": at, "decided_by": by, "accepted": int(accepted)}
    if conn.execute(update(destruction).where(*mine).values(**values)).rowcount != 1:
        raise Conflict("destroy_decided")


def _destruction(row: Mapping[Any, Any]) -> Destruction:
    names = [one for one in Destruction.__dataclass_fields__ if one not in ("cause", "accepted")]
    accepted = None if row["accepted"] is None else bool(row["accepted"])
    return Destruction(cause=Loss(row["cause"]), accepted=accepted, **{name: row[name] for name in names})
