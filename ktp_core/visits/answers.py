"""A letter and the visits that answer it: where the letter stands follows from its visits, inside their transaction.

Whoever moves a visit holds the turn of its office's history (`history.turn`) before a letter is looked at: of two at
once the second sees what the first did.
"""

from __future__ import annotations

from ktp_core import clock
from ktp_core.access.transactions import Writing
from ktp_core.errors import NotFound
from ktp_core.requests import moves as requests
from ktp_core.requests import store as letters
from ktp_core.requests.model import RequestState
from ktp_core.visits import history, store
from ktp_core.visits.model import Visit, VisitDraft


def awaited(tx: Writing, regency: str, draft: VisitDraft) -> bool:
    """Whether the draft's letter, now locked, waits for it; False without a letter, or when another visit answers it.

    Raises NotFound("request_unknown"), also for a letter of somebody else: a visit answers who wrote.
    """
    if draft.request_id is None:
        return False
    history.turn(tx.conn, regency)
    letters.turn(tx.conn, regency)
    asked = letters.get(tx.conn, draft.request_id, lock=True)
    if asked.institution_id != draft.institution_id:
        raise NotFound("request_unknown", id=draft.request_id)
    return asked.state is not RequestState.SCHEDULED


def follow(tx: Writing, moved: Visit, reason: str = "") -> None:
    """Bring the letter of a visit that was just moved up to date; one that was withdrawn stays withdrawn.

    `reason`: why the visit was cancelled, should its letter wait again.
    """
    if moved.request_id is None:
        return
    letters.turn(tx.conn, moved.regency)
    asked = letters.get(tx.conn, moved.request_id, lock=True)
    today = clock.local(tx.at, moved.regency).date()
    planned = bool(store.open_of_request(tx.conn, asked.id))
    if asked.state is RequestState.DONE and planned:
        requests.reopened(tx, asked.id, moved.id, today)
    elif asked.state is RequestState.SCHEDULED and not planned:
        if store.done_of_request(tx.conn, asked.id):
            requests.done(tx, asked.id, moved.id, today)
        else:
            requests.unscheduled(tx, asked.id, moved.id, reason, today)
