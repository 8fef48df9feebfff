"""Use cases of finished cards: pack, send, hand over, bring back, destroy. Nothing is deleted."""

from __future__ import annotations

from datetime import datetime

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import writing
from ktp_core.delivery import guard, store
from ktp_core.delivery.destroying import decide_destruction, propose_destruction, withdraw_destruction
from ktp_core.delivery.handing import hand_over, hand_over_many
from ktp_core.delivery.packing import assign_visit, open_parcel, pack, put_in, take_out
from ktp_core.delivery.returning import bring_back, bring_back_strays, reroute
from ktp_core.delivery.sending import send, transfer

__all__ = [
    "assign_visit", "bring_back", "bring_back_strays", "decide_destruction", "hand_over", "hand_over_many", "looked",
    "looked_at_loose", "open_parcel", "pack", "propose_destruction", "put_in", "reroute", "send", "take_out",
    "transfer", "withdraw_destruction",
]  # fmt: skip


def looked(by: Actor, parcel_id: int, *, at: datetime) -> None:
    """Somebody opened one parcel: the names in it. Raises NotAllowed, NotFound."""
    with writing(by, Permission.PARCEL_VIEW, guard.regency_of(parcel_id), at=at) as tx:
        parcel = store.get(tx.conn, parcel_id, lock=True)
        require(by, Permission.PARCEL_VIEW, parcel.regency, parcel.destination.district)
        guard.settle(tx, parcel, guard.today(tx))  # a list of SIAK may have taken the last card out of it
        tx.audit("parcel.view", f"parcel:{parcel_id}")


def looked_at_loose(by: Actor, regency: str, *, rows: int, at: datetime) -> None:
    """Somebody was shown `rows` owners of finished cards that lie at the office, wait outside, or are to be
    destroyed. Raises NotAllowed."""
    with writing(by, Permission.PARCEL_VIEW, regency, at=at) as tx:
        tx.audit("parcel.view_loose", None, rows=rows)
