"""Use cases of print batches. Each is one transaction with one audit entry; `propose` only reads."""

from __future__ import annotations

from datetime import datetime

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import writing
from ktp_core.batches import guard, store
from ktp_core.batches.lifecycle import cancel, finish, pause, resume
from ktp_core.batches.making import add_from_visit, make, propose
from ktp_core.batches.model import PrintOrder
from ktp_core.batches.order import checked
from ktp_core.batches.printing import printed, spoiled
from ktp_core.batches.working import give_back, skip, take, unskip
from ktp_core.errors import NotAllowed

__all__ = [
    "add_from_visit", "cancel", "finish", "give_back", "looked", "looked_ahead", "make", "pause", "printed", "propose",
    "resume", "set_order", "skip", "spoiled", "take", "unskip",
]  # fmt: skip


P = Permission


def looked(by: Actor, batch_id: int, *, at: datetime) -> None:
    """Somebody opened the list of names of a batch. Raises NotAllowed, NotFound("batch_unknown")."""
    with writing(by, P.BATCH_VIEW, guard.regency_of(batch_id), at=at) as tx:
        guard.mine(by, store.get(tx.conn, batch_id), P.BATCH_VIEW)
        tx.audit("batch.view", f"batch:{batch_id}")


def looked_ahead(by: Actor, regency: str, *, cards: int, at: datetime) -> None:
    """Somebody was shown the names of the first cards of a proposal (`queries.proposed`)."""
    with writing(by, P.BATCH_EDIT, regency, at=at) as tx:
        tx.audit("batch.preview", None, rows=cards)


def set_order(by: Actor, regency: str, order: PrintOrder, *, at: datetime) -> None:
    """In which order the office prints from now on; batches that were made keep theirs. `order.version` is what was
    seen. Raises NotAllowed for an actor of some districts, Conflict("order_changed"), Refused("order_categories" |
    "order_months")."""
    with writing(by, P.ORDER_EDIT, regency, at=at) as tx:
        if by.districts:
            raise NotAllowed("not_allowed", permission=str(P.ORDER_EDIT), by=by.name)
        store.set_order(tx.conn, regency, checked(order), by=by.name, at=at)
        tx.audit("batch.order", None, order=[str(one) for one in order.categories], months=order.first_time_months)
