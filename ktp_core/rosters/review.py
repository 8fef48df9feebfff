"""The rows that wait for a human: deciding one, and looking at all of them again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import Writing, writing
from ktp_core.db.ids import PER_REGENCY, next_ids
from ktp_core.db.types import region_code
from ktp_core.errors import Conflict, Refused
from ktp_core.residents.store import find_by_nik
from ktp_core.rosters import row_store, store
from ktp_core.rosters.applying import staged_row
from ktp_core.rosters.match_model import Verdict
from ktp_core.rosters.matching import match_all
from ktp_core.rosters.pools import candidates
from ktp_core.rosters.uploads import OPEN, Choice, StagedRow, Upload, UploadState


def regency_of(upload_id: int) -> str:
    """Ids carry their regency in front."""
    return region_code(upload_id // PER_REGENCY)


def open_upload(tx: Writing, upload_id: int) -> Upload:
    """The upload, held until the end; one is changed at a time in a regency. Raises NotFound, NotAllowed, Conflict."""
    next_ids(tx.conn, regency_of(upload_id), "resident", 0)
    upload = store.get(tx.conn, upload_id, lock=True)
    require(tx.by, Permission.ROSTER_APPLY, upload.regency, upload.district)
    if upload.state not in OPEN:
        raise Conflict(f"roster_{upload.state.value}", by=upload.applied_by or "-")
    return upload


def recheck(by: Actor, upload_id: int, *, at: datetime) -> int:
    """Match the undecided rows again and show what is true now; how many rows are shown differently."""
    with writing(by, Permission.ROSTER_APPLY, regency_of(upload_id), at=at) as tx:
        upload = open_upload(tx, upload_id)
        rows = [row for row in row_store.open_rows(tx.conn, upload_id) if row.decision is None]
        entries = [row.entry for row in rows]
        pool = candidates(tx.conn, upload.regency, entries).pool
        matches = match_all(entries, pool, upload.roster, districts=by.districts)
        pairs = zip(rows, matches, strict=True)
        fresh = [(row, staged_row(row, match, upload.roster)) for row, match in pairs]
        changed = [new for old, new in fresh if new != old and new.verdict is not Verdict.REJECTED]
        row_store.rewrite_verdicts(tx.conn, upload_id, changed)
        tx.audit("roster.recheck", f"roster_upload:{upload_id}", changed=len(changed))
    return len(changed)


def decide(by: Actor, upload_id: int, position: int, choice: Choice, *, at: datetime) -> None:
    """A human's word on one row in review; written when the upload is applied.

    Raises Refused for a choice this row does not have, Conflict when somebody else was first.
    """
    with writing(by, Permission.ROSTER_APPLY, regency_of(upload_id), at=at) as tx:
        upload = open_upload(tx, upload_id)
        row = _in_review(tx, upload_id, position)
        _check_choice(tx, upload, row, choice)
        if choice is Choice.LEAVE_OUT:
            row_store.leave_out(tx.conn, upload_id, position)
        else:
            row_store.rewrite_verdicts(tx.conn, upload_id, [replace(row, decision=choice)])
        if upload.state is UploadState.IN_REVIEW and not row_store.open_rows(tx.conn, upload_id):
            store.set_state(tx.conn, upload_id, UploadState.APPLIED, at=at)
        tx.audit("roster.decide", f"roster_upload:{upload_id}", row=row.row, choice=choice.value, reason=row.reason)


def _in_review(tx: Writing, upload_id: int, position: int) -> StagedRow:
    rows = row_store.open_rows(tx.conn, upload_id, position)
    if not rows or rows[0].verdict is not Verdict.REVIEW:
        raise Conflict("roster_row_done")
    return rows[0]


def _check_choice(tx: Writing, upload: Upload, row: StagedRow, choice: Choice) -> None:
    """Only somebody to compare with can be the known one; only a NIK that nobody has can be somebody new's."""
    nik = row.entry.nik
    if choice is Choice.KNOWN and row.resident_id is None:
        raise Refused("roster_choice_known")
    if choice is Choice.KNOWN and store.is_beyond(tx.conn, row.resident_id, tx.by.districts, upload.roster):
        raise Refused("roster_choice_district")
    if choice is Choice.NEW and (nik is None or find_by_nik(tx.conn, upload.regency, [nik])):
        raise Refused("roster_choice_new")
