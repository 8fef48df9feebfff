"""What every use case of letters asks first: whose it is, and whether it can be kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import Writing, writing
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.types import region_code
from ktp_core.errors import NotFound, Refused
from ktp_core.institutions import store as institutions
from ktp_core.institutions.model import Institution
from ktp_core.requests import rules, store
from ktp_core.requests.model import Request, RequestDraft
from ktp_core.text import squeeze

LONGEST_REASON = 300


@contextmanager
def changing(by: Actor, request_id: int, at: datetime) -> Iterator[tuple[Writing, Request]]:
    """A transaction on one request within what the actor may change."""
    regency = region_code(request_id // PER_REGENCY)
    with writing(by, Permission.REQUEST_EDIT, regency, at=at) as tx:
        before = store.get(tx.conn, request_id)
        of_actor(by, institutions.get(tx.conn, before.institution_id))
        yield tx, before


def of_actor(by: Actor, place: Institution) -> None:
    """Raises NotAllowed when the institution lies outside the actor's regency or districts."""
    require(by, Permission.REQUEST_EDIT, place.regency, place.district)


def check(tx: Writing, by: Actor, regency: str, draft: RequestDraft, today: date, *, but: int | None = None) -> None:
    """Raises Refused, NotFound or NotAllowed when a tidy draft cannot be kept; `but`: the request itself."""
    place = institutions.get(tx.conn, draft.institution_id)
    if place.regency != regency:
        raise NotFound("institution_unknown", id=place.id)
    of_actor(by, place)
    if place.merged_into is not None:
        raise Refused("institution_merged", name=place.name)
    fault = rules.fault_of(draft, place.kind, today=today)
    if fault:
        raise Refused(fault[0], **fault[1])
    no_twin(tx.conn, regency, draft, but=but)


def no_twin(conn: Connection, regency: str, draft: RequestDraft, *, but: int | None) -> None:
    """Raises Refused("request_twice") when the same letter came before and still stands."""
    store.queue(conn, regency)  # of two clerks with the same letter the second sees the first one's
    since = draft.received_on - timedelta(days=rules.SAME_LETTER_DAYS)
    found = rules.twin(draft, store.twins(conn, draft.institution_id, since), but=but)
    if found is not None:
        raise Refused("request_twice", received=found.received_on)


def reason_of(typed: str) -> str:
    """A reason as it is kept. Raises Refused without one."""
    reason = squeeze(typed)
    if not reason:
        raise Refused("request_reason")
    if len(reason) > LONGEST_REASON:
        raise Refused("request_long", most=LONGEST_REASON)
    return reason
