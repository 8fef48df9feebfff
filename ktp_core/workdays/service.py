"""Use cases of days without visits: keep a span free, take it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission
from ktp_core.access.transactions import writing
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.types import region_code
from ktp_core.errors import NotFound, Refused
from ktp_core.institutions import guard as institution_guard
from ktp_core.institutions import store as institutions
from ktp_core.institutions.model import Kind
from ktp_core.teams.guard import whole_regency
from ktp_core.teams.rules import tidy_note
from ktp_core.workdays import rules, store
from ktp_core.workdays.model import BlockedDraft


def block(by: Actor, regency: str, draft: BlockedDraft, *, at: datetime) -> int:
    """Nobody is to be visited there then; the id. Visits already planned stay, and the calendar shows the clash."""
    with writing(by, Permission.TEAM_EDIT, regency, at=at) as tx:
        _whose(tx.conn, by, regency, draft)
        tidied = replace(draft, note=tidy_note(draft.note))
        rules.check(tidied)
        made = store.insert_span(tx.conn, regency, tidied, by=by.name, at=at)
        tx.audit(
            "blocked.add", str(made), institution=draft.institution_id, kind=draft.kind, cause=str(draft.cause),
            first=draft.from_day, last=draft.until_day,
        )  # fmt: skip
    return made


def unblock(by: Actor, blocked_id: int, *, at: datetime) -> None:
    """Take the span back: visits are possible again. Raises Conflict when somebody did already."""
    regency = region_code(blocked_id // PER_REGENCY)
    with writing(by, Permission.TEAM_EDIT, regency, at=at) as tx:
        before = store.get(tx.conn, blocked_id)
        _whose(tx.conn, by, regency, before)
        store.remove(tx.conn, blocked_id, by=by.name, at=at)
        tx.audit("blocked.remove", str(blocked_id), cause=str(before.cause))


def _whose(conn: Connection, by: Actor, regency: str, draft: BlockedDraft) -> None:
    """An institution of the actor's districts, or all of a kind for who works for the whole regency."""
    if draft.institution_id is None:
        whole_regency(by)
        if draft.kind is not None and draft.kind not in set(Kind):
            raise Refused("blocked_whom")
        return
    place = institutions.get(conn, draft.institution_id)
    if place.regency != regency:
        raise NotFound("institution_unknown", id=draft.institution_id)
    institution_guard.in_district(by, place.district)
