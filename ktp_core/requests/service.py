"""Use cases of letters: receive, edit, verify, decline, withdraw, take up again. A visit does the rest (`moves`)."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading, writing
from ktp_core.attachments import checking
from ktp_core.attachments import rules as files
from ktp_core.attachments import store as attachments
from ktp_core.attachments.model import Owner
from ktp_core.errors import Refused
from ktp_core.requests import guard, letterhead, moves, rules, states, store
from ktp_core.requests.letterhead import LetterSettings
from ktp_core.requests.model import FIELDS, RequestAction, RequestDraft, RequestState
from ktp_core.text import squeeze
from ktp_core.visits import moves as visits
from ktp_core.visits import store as visit_store


def receive(
    by: Actor, regency: str, draft: RequestDraft, *, today: date, at: datetime, scan: tuple[str, bytes] | None = None
) -> int:
    """A new request; its id. `scan`: name and bytes of the letter, kept with it or nothing is.

    Raises Refused when it cannot be kept, when the same letter came before, or when the scan is no letter.
    """
    with reading(by, Permission.REQUEST_EDIT, regency):
        pass  # before a child is started for the file
    checked = checking.check(scan[1], longest=files.LONGEST[Owner.REQUEST]) if scan else None
    with writing(by, Permission.REQUEST_EDIT, regency, at=at) as tx:
        tidied = rules.tidy(draft)
        guard.check(tx, by, regency, tidied, today)
        key = store.add(tx.conn, regency, tidied, at)
        store.note(tx.conn, key, RequestAction.RECEIVE, None, RequestState.RECEIVED, at=at, by=by.name)
        if scan and checked:
            title = files.title_of(scan[0])
            attachments.add(tx.conn, regency, Owner.REQUEST, key, checked, title, at, by.name)
        tx.audit("request.receive", str(key), institution=tidied.institution_id, sender=tidied.sender, scan=bool(scan))
    return key


def edit(by: Actor, request_id: int, version: int, draft: RequestDraft, *, today: date, at: datetime) -> list[str]:
    """Make the request what `draft` says; the changed fields. Raises Conflict, Refused."""
    with guard.changing(by, request_id, at) as (tx, before):
        tidied = rules.tidy(draft)
        target = states.act(before.state, RequestAction.EDIT)
        if before.state is RequestState.SCHEDULED and tidied.institution_id != before.institution_id:
            raise Refused("request_scheduled_elsewhere")
        guard.check(tx, by, before.regency, tidied, today, but=request_id)
        changed = rules.changed(before.draft(), tidied)
        store.turn(tx.conn, before.regency)
        store.change(tx.conn, request_id, version, {name: getattr(tidied, name) for name in FIELDS}, at)
        if changed:
            store.note(tx.conn, request_id, RequestAction.EDIT, before.state, target, at=at, by=by.name)
        tx.audit("request.edit", str(request_id), changed=changed)
    return changed


def verify(by: Actor, request_id: int, version: int, *, today: date, at: datetime) -> None:
    """Somebody made sure that it is real and how many are expected. Raises Conflict, Refused."""
    _act(by, request_id, version, RequestAction.VERIFY, None, today, at)


def decline(by: Actor, request_id: int, version: int, reason: str, *, today: date, at: datetime) -> None:
    """The office says no, and why. Raises Conflict, Refused without a reason."""
    _act(by, request_id, version, RequestAction.DECLINE, reason, today, at)


def reconsider(by: Actor, request_id: int, version: int, reason: str, *, today: date, at: datetime) -> None:
    """Declined or withdrawn, and after all it waits again. Raises Conflict, Refused."""
    _act(by, request_id, version, RequestAction.RECONSIDER, reason, today, at)


def withdraw(by: Actor, request_id: int, version: int, reason: str, *, today: date, at: datetime) -> int:
    """Who asked no longer wants it. Visits planned for it are cancelled with it (how many), by who may plan visits.

    Raises Conflict, Refused without a reason or when a visit has already begun.
    """
    with guard.changing(by, request_id, at) as (tx, _):
        visit_store.book(tx.conn, tx.regency or "")  # nobody plans another visit for it meanwhile
        planned = visit_store.open_of_request(tx.conn, request_id, lock=True)
        if planned and not may(by, Permission.VISIT_PLAN, tx.regency):
            raise Refused("request_visit_planned", day=planned[0].day)
        for one in planned:
            visits.cancel(tx, one.id, reason=guard.reason_of(reason), free_request=False)
        moves.move(tx, request_id, RequestAction.WITHDRAW, day=today, version=version, reason=guard.reason_of(reason))
        tx.audit("request.withdraw", str(request_id), visits=len(planned))
    return len(planned)


def set_letterhead(by: Actor, regency: str, settings: LetterSettings, *, today: date, at: datetime) -> list[str]:
    """Address, signer and contact of the office's letters from today on; names of what changed."""
    with writing(by, Permission.REQUEST_EDIT, regency, at=at) as tx:
        values = {one.name: squeeze(getattr(settings, one.name)) for one in fields(settings)}
        if any(len(value) > letterhead.LONGEST for value in values.values()):
            raise Refused("reply_long", most=letterhead.LONGEST)
        changed = letterhead.save(tx.conn, regency, LetterSettings(**values), today)
        tx.audit("request.letterhead", None, changed=changed)
    return changed


def _act(
    by: Actor, request_id: int, version: int, action: RequestAction, reason: str | None, today: date, at: datetime
) -> None:
    with guard.changing(by, request_id, at) as (tx, before):
        if action is RequestAction.RECONSIDER:
            guard.no_twin(tx.conn, before.regency, before.draft(), but=request_id)
        why = None if reason is None else guard.reason_of(reason)
        moves.move(tx, request_id, action, day=today, version=version, reason=why)
        tx.audit(f"request.{action.value}", str(request_id))
