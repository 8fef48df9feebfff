"""Rosters from upload to residents: stage, look, decide, apply, or discard. One use case, one transaction."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import date, datetime, timedelta

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import Writing, reading, writing
from ktp_core.db import ids
from ktp_core.db.types import region_code
from ktp_core.errors import Conflict, Refused
from ktp_core.regions.store import age_rules
from ktp_core.rosters import applying, forgetting, guard, row_store, store
from ktp_core.rosters.checking import check_file
from ktp_core.rosters.match_model import Roster
from ktp_core.rosters.pools import candidates
from ktp_core.rosters.reading.worker import Reader, read_once
from ktp_core.rosters.review import decide, open_upload, recheck, regency_of
from ktp_core.rosters.staging import facts, match_rows
from ktp_core.rosters.uploads import Outcome, Upload, UploadState

__all__ = [
    "KEEP_DAYS", "apply", "decide", "discard", "forget_old", "looked", "recheck", "regencies_to_tidy",
    "stage",
]  # fmt: skip

KEEP_DAYS = 30
_FIRST_YEAR, _LAST_YEAR = 2000, 2099


def stage(
    by: Actor,
    institution_id: int,
    file_name: str,
    content: bytes,
    school_year: int,
    *,
    at: datetime,
    today: date,
    reader: Reader = read_once,
) -> int:
    """Check a file, match its rows, keep both until a human has seen them; the upload's id.

    Raises Refused for a file that cannot be read as a whole: then nothing is kept. `school_year` 2026 is 2026/2027.
    """
    if not _FIRST_YEAR <= school_year <= _LAST_YEAR:
        raise Refused("school_year", value=school_year)
    regency = region_code(institution_id // ids.PER_REGENCY)
    guard.has_come(today, at, regency)
    with reading(by, Permission.ROSTER_APPLY, regency) as conn:
        require(by, Permission.ROSTER_APPLY, district=guard.receiver(conn, institution_id, today).district)
        rules = age_rules(conn, regency, today)
    checked = check_file(content, file_name, today=today, rules=rules, regency=regency, reader=reader)
    with writing(by, Permission.ROSTER_APPLY, regency, at=at) as tx:
        place = guard.receiver(tx.conn, institution_id, today)  # again: mergers do not wait for a file to be read
        require(by, Permission.ROSTER_APPLY, district=place.district)
        roster = Roster(place.id, place.kind, school_year)
        rows = match_rows(tx.conn, regency, checked, roster, by.districts)
        upload = store.insert_upload(
            tx.conn, regency, institution_id=place.id, file_name=file_name, school_year=school_year,
            sha256=hashlib.sha256(content).hexdigest(), facts=facts(checked, len(rows)), uploaded_at=at,
            uploaded_by=by.name,
        )  # fmt: skip
        row_store.insert_rows(tx.conn, upload, rows)
        store.insert_issues(tx.conn, upload, checked.issues)
        counts = {"read": checked.read, "kept": len(rows)}
        tx.audit("roster.stage", f"roster_upload:{upload}", institution=place.id, **counts)
    return upload


def apply(by: Actor, upload_id: int, *, at: datetime, today: date) -> Outcome:
    """Write what needs no human and what a human has decided; the rest stays in review.

    Everything is matched again first: rows whose match changed since the preview go to review. Raises Conflict when
    somebody else applied or discarded the upload, or nothing is left to apply.
    """
    guard.has_come(today, at, regency_of(upload_id))
    with writing(by, Permission.ROSTER_APPLY, regency_of(upload_id), at=at) as tx:
        upload = open_upload(tx, upload_id)
        guard.receiver(tx.conn, upload.roster.institution_id, today)
        rows = row_store.open_rows(tx.conn, upload_id)
        if upload.state is UploadState.IN_REVIEW and not any(row.decision for row in rows):
            raise Conflict("roster_nothing_to_apply")
        also = {row.resident_id for row in rows if row.decision and row.resident_id}
        found = candidates(tx.conn, upload.regency, [row.entry for row in rows], also, lock=True)
        work = applying.sort(rows, found, upload.roster, today, by.districts)
        rules = age_rules(tx.conn, upload.regency, today)
        applying.write(tx.conn, upload, work, found.rows, rules=rules, by=by.name, at=at, day=today)
        row_store.rewrite_verdicts(tx.conn, upload_id, work.rewritten)
        row_store.finish_rows(tx.conn, upload_id)
        waiting = row_store.count_open(tx.conn, upload_id)
        rejected = upload.facts["rejected"]
        outcome = Outcome(upload_id, upload.institution, len(work.new), len(work.changed), work.same, rejected, waiting)
        _end_apply(tx, upload, outcome)
    return outcome


def _end_apply(tx: Writing, upload: Upload, outcome: Outcome) -> None:
    counts = {name: value for name, value in asdict(outcome).items() if name not in ("upload", "institution")}
    before = upload.facts.get("applied", {})
    added = {name: before.get(name, 0) + counts[name] for name in ("new", "changed", "same")}
    state = UploadState.IN_REVIEW if outcome.in_review else UploadState.APPLIED
    now = {**upload.facts, "applied": added}
    store.set_state(tx.conn, upload.id, state, at=tx.at, facts=now, applied_at=tx.at, applied_by=tx.by.name)
    tx.audit("roster.apply", f"roster_upload:{upload.id}", **counts)


def discard(by: Actor, upload_id: int, *, at: datetime) -> None:
    """Apply nothing more of an upload: a staged one leaves no trace, of one in review the open rows are left out."""
    with writing(by, Permission.ROSTER_APPLY, regency_of(upload_id), at=at) as tx:
        upload = open_upload(tx, upload_id)
        left = row_store.count_open(tx.conn, upload_id)
        state = UploadState.DISCARDED if upload.state is UploadState.STAGED else UploadState.APPLIED
        store.set_state(tx.conn, upload_id, state, at=tx.at)
        tx.audit("roster.discard", f"roster_upload:{upload_id}", left_out=left)


def looked(by: Actor, upload_id: int, *, at: datetime) -> None:
    """Somebody opened an upload with the names in it."""
    with writing(by, Permission.ROSTER_VIEW, regency_of(upload_id), at=at) as tx:
        upload = store.get(tx.conn, upload_id)
        require(by, Permission.ROSTER_VIEW, upload.regency, upload.district)
        tx.audit("roster.view", f"roster_upload:{upload_id}", read=upload.facts["read"])


def forget_old(by: Actor, regency: str, *, at: datetime) -> int:
    """Delete rows and issues KEEP_DAYS after an upload was applied or discarded; how many uploads lost theirs.

    One that was never finished counts from the day it came, and is closed by it. File name, counts and who applied it
    are kept: they name nobody.
    """
    with writing(by, Permission.SETUP, regency, at=at) as tx:
        count = forgetting.forget_before(tx.conn, regency, at - timedelta(days=KEEP_DAYS), at=at)
        tx.audit("roster.forget", regency, uploads=count)
    return count


def regencies_to_tidy(by: Actor, *, at: datetime) -> list[str]:
    """The regencies where `forget_old` would find something to delete."""
    with reading(by, Permission.SETUP) as conn:
        return forgetting.regencies_before(conn, at - timedelta(days=KEEP_DAYS))
