"""What a visit does to the request it answers, inside the transaction of the visit. No transaction, no audit entry.

`day` is the office's own date of the act (today), never the day of the visit. Each locks the request, raises
Refused("request_no_way") when the request cannot go there, and NotFound.
"""

from __future__ import annotations

from datetime import date

from ktp_core.access.transactions import Writing
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.types import region_code
from ktp_core.requests import states, store
from ktp_core.requests.model import Request, RequestAction


def scheduled(tx: Writing, request_id: int, visit_id: int, day: date) -> Request:
    """A visit is planned for it: verified becomes scheduled."""
    return move(tx, request_id, RequestAction.SCHEDULE, day=day, visit_id=visit_id)


def unscheduled(tx: Writing, request_id: int, visit_id: int, reason: str, day: date) -> Request:
    """Its visit was cancelled: scheduled becomes verified, and it waits again."""
    return move(tx, request_id, RequestAction.UNSCHEDULE, day=day, visit_id=visit_id, reason=reason)


def done(tx: Writing, request_id: int, visit_id: int, day: date) -> Request:
    """Its visit is closed: scheduled becomes done."""
    return move(tx, request_id, RequestAction.FINISH, day=day, visit_id=visit_id)


def reopened(tx: Writing, request_id: int, visit_id: int, day: date) -> Request:
    """Its closed visit was opened again: done becomes scheduled."""
    return move(tx, request_id, RequestAction.REOPEN, day=day, visit_id=visit_id)


def move(
    tx: Writing, request_id: int, action: RequestAction, *, day: date, version: int | None = None,
    visit_id: int | None = None, reason: str | None = None,
) -> Request:  # fmt: skip
    """Take the way of the table and write its row of history; the request as it stood before.

    `version`: as it was shown to who decides; without it whatever stands there now. Raises Conflict.
    """
    store.turn(tx.conn, region_code(request_id // PER_REGENCY))
    before = store.get(tx.conn, request_id, lock=True)
    target = states.act(before.state, action, reason)
    kept = reason if action in (RequestAction.DECLINE, RequestAction.WITHDRAW) else None
    values = {"state": target, "state_on": day, "reason": kept}
    store.change(tx.conn, request_id, before.version if version is None else version, values, tx.at)
    store.note(
        tx.conn, request_id, action, before.state, target, at=tx.at, by=tx.by.name, visit_id=visit_id, reason=reason
    )
    return before
