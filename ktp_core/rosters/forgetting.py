"""Staged names that nobody needs any more: where they are, and their deletion."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, or_, select, update

from ktp_core.db.schema import roster_issue, roster_row, roster_upload
from ktp_core.rosters.uploads import UploadState

_u, _r, _i = roster_upload.c, roster_row.c, roster_issue.c


def forget_before(conn: Connection, regency: str, moment: datetime) -> int:
    """Delete staged personal data of older uploads, finish those still open; how many uploads lost rows."""
    old = select(_u.id).where(_u.regency == regency, _u.uploaded_at < moment)
    held = select(_r.upload_id).where(_r.upload_id.in_(old)).distinct()
    count = len(conn.execute(held).all())
    conn.execute(delete(roster_row).where(_r.upload_id.in_(old)))
    conn.execute(delete(roster_issue).where(_i.upload_id.in_(old)))
    for state, end in ((UploadState.STAGED, UploadState.DISCARDED), (UploadState.IN_REVIEW, UploadState.APPLIED)):
        conn.execute(update(roster_upload).where(_u.id.in_(old), _u.state == state.value).values(state=end.value))
    return count


def regencies_before(conn: Connection, moment: datetime) -> list[str]:
    """Regencies with rows, issues or decisions pending of uploads older than `moment`, by code."""
    held = or_(
        select(_r.upload_id).where(_r.upload_id == _u.id).exists(),
        select(_i.upload_id).where(_i.upload_id == _u.id).exists(),
        _u.state.in_([UploadState.STAGED.value, UploadState.IN_REVIEW.value]),
    )
    where = (_u.uploaded_at < moment, held)
    return list(conn.execute(select(_u.regency).where(*where).distinct().order_by(_u.regency)).scalars())
