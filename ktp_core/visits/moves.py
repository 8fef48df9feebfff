"""What happens to a visit, inside somebody's transaction: no transaction and no audit entry of its own.

Every function writes the visit, its row of history, and what follows for the request it answers (scheduled, done,
waiting again), so that callers do not. Who may is asked by the use case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ktp_core import clock
from ktp_core.access.transactions import Writing
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.types import region_code
from ktp_core.errors import Conflict, Refused
from ktp_core.requests import moves as requests
from ktp_core.text import squeeze
from ktp_core.visits import answers, booking, checks, history, states, store
from ktp_core.visits.model import Visit, VisitAction, VisitDraft


def schedule(tx: Writing, draft: VisitDraft) -> int:
    """A new planned visit; its id.

    Raises Refused("visit_clash") on a double booking, Refused or NotFound for places, teams and hours that cannot be.
    Days off and blocked spans do not stop it: ask `workdays.store.calendar` first.
    """
    regency = region_code(draft.institution_id // PER_REGENCY)
    draft = replace(draft, note=squeeze(draft.note or "") or None)
    checks.check(draft, draft.expected, draft.note)
    store.book(tx.conn, regency)
    booking.check(tx.conn, regency, draft)
    awaited = answers.awaited(tx, regency, draft)
    key = store.insert_draft(tx.conn, regency, draft, at=tx.at)
    history.note(
        tx.conn, regency, key, VisitAction.SCHEDULE, at=tx.at, by=tx.by.name, days=(None, draft.day),
        details=booking.described(draft),
    )  # fmt: skip
    if awaited and draft.request_id is not None:
        requests.scheduled(tx, draft.request_id, key, clock.local(tx.at, regency).date())
    return key


def reschedule(
    tx: Writing, visit_id: int, *, day: date, start: int | None, end: int | None, reason: str,
    version: int | None = None,
) -> Visit:  # fmt: skip
    """Another day or other hours, with the reason; the visit as it was. Raises Refused("visit_clash"), Conflict."""
    return _rebook(
        tx, visit_id, VisitAction.RESCHEDULE, {"day": day, "start": start, "end": end}, version=version, reason=reason
    )


def assign(
    tx: Writing, visit_id: int, *, team_id: int | None, resources: tuple[int, ...], expected: int | None,
    note: str | None, version: int | None = None,
) -> Visit:  # fmt: skip
    """Another team, other kits, operators, vehicles, another number or note; the visit as it was."""
    along = tuple(sorted(set(resources)))
    values = {"team_id": team_id, "resources": along, "expected": expected, "note": squeeze(note or "") or None}
    return _rebook(tx, visit_id, VisitAction.ASSIGN, values, version=version)


def cancel(tx: Writing, visit_id: int, *, reason: str, version: int | None = None, free_request: bool = True) -> Visit:
    """It does not take place, with the reason. People it was to meet again wait for another visit, and its request
    waits again unless another visit answers it (`free_request=False`: whoever withdraws the request sees to that).

    Raises Refused("visit_reported") when outcomes were written down.
    """
    before = _move(tx, visit_id, VisitAction.CANCEL, {}, version=version, reason=reason)
    store.release_follow_ups(tx.conn, visit_id)
    if free_request:
        answers.follow(tx, before, squeeze(reason))
    return before


def start(tx: Writing, visit_id: int, *, version: int | None = None) -> Visit:
    """The visit takes place: outcomes may come in. The visit as it was."""
    return _move(tx, visit_id, VisitAction.START, {}, version=version)


def close(tx: Writing, visit_id: int, *, minutes: int | None, kits: int | None, version: int | None = None) -> Visit:
    """Every outcome is known; `minutes` worked with so many `kits`. Its request is done with its last open visit."""
    before = _move(tx, visit_id, VisitAction.CLOSE, {"minutes": minutes, "kits": kits}, version=version)
    answers.follow(tx, before)
    return before


def reopen(tx: Writing, visit_id: int, *, reason: str, version: int | None = None) -> Visit:
    """A closed visit is worked on again, with the reason; its request is scheduled again. The visit as it was."""
    before = _move(tx, visit_id, VisitAction.REOPEN, {}, version=version, reason=reason)
    answers.follow(tx, before)
    return before


def _rebook(
    tx: Writing, visit_id: int, action: VisitAction, values: Mapping[str, Any], *, version: int | None,
    reason: str | None = None,
) -> Visit:  # fmt: skip
    store.book(tx.conn, region_code(visit_id // PER_REGENCY))
    before = _locked(tx, visit_id, version)
    states.act(before.state, action, reason=reason)
    after = replace(before, **values)
    if after == before:
        raise Refused("visit_unchanged")
    checks.check(after, after.expected, after.note)
    booking.check(tx.conn, before.regency, after, but=visit_id, kept=before)
    return _move(tx, visit_id, action, values, version=version, reason=reason)


def _move(
    tx: Writing, visit_id: int, action: VisitAction, values: Mapping[str, Any], *, version: int | None,
    reason: str | None = None,
) -> Visit:  # fmt: skip
    before = _locked(tx, visit_id, version)
    why = squeeze(reason or "") or None
    target = states.act(before.state, action, reason=why, reported=store.reported(tx.conn, visit_id))
    if len(why or "") > checks.LONGEST_REASON:
        raise Refused("visit_reason_long", limit=checks.LONGEST_REASON)
    columns = {name: value for name, value in values.items() if name != "resources"}
    store.change(tx.conn, before, columns | {"state": target}, tx.at)
    if "resources" in values:
        store.set_resources(tx.conn, visit_id, values["resources"])
    history.note(
        tx.conn, before.regency, visit_id, action, at=tx.at, by=tx.by.name, reason=why,
        days=(before.day, values.get("day", before.day)), details=booking.changed(before, values),
    )  # fmt: skip
    return before


def _locked(tx: Writing, visit_id: int, version: int | None) -> Visit:
    before = store.visit(tx.conn, visit_id, lock=True)
    if version is not None and version != before.version:
        raise Conflict("visit_changed")
    return before
