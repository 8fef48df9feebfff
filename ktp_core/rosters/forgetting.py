"""Staged names that nobody needs any more: where they are, and their deletion."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, func, or_, select, update

from ktp_core.db.schema import roster_issue, roster_row, roster_upload
from ktp_core.rosters.uploads import UploadState

_u, _r, _i = roster_upload.c, roster_row.c, roster_issue.c


_since = func.coalesce(_u.finished_at, _u.uploaded_at)
"""The office may look into an upload for a while after its end; one that never ended counts from its beginning."""


def forget_before(conn: Connection, regency: str, moment: datetime, *, at: datetime) -> int:
    """Delete the names of uploads that ended before `moment`, or were left open since; how many uploads lost rows.

    Those still open end at `at`.
    """
    old = select(_u.id).where(_u.regency == regency, _since < moment)
    held = select(_r.upload_id).where(_r.upload_id.in_(old)).distinct()
    count = len(conn.execute(held).all())
    conn.execute(delete(roster_row).where(_r.upload_id.in_(old)))
    conn.execute(delete(roster_issue).where(_i.upload_id.in_(old)))
    for state, end in ((UploadState.STAGED, UploadState.DISCARDED), (UploadState.IN_REVIEW, UploadState.APPLIED)):
        conn.execute(
            update(roster_upload).where(_u.id.in_(old), _u.state == state.value).values(state=end.value, finished_at=at)
        )
    return count


def regencies_before(conn: Connection, moment: datetime) -> list[str]:
    """Regencies where `forget_before` would delete or end something, by code."""
    held = or_(
        select(_r.upload_id).where(_r.upload_id == _u.id).exists(),
        select(_i.upload_id).where(_i.upload_id == _u.id).exists(),
        _u.state.in_([UploadState.STAGED.value, UploadState.IN_REVIEW.value]),
    )
    where = (_since < moment, held)
    return list(conn.execute(select(_u.regency).where(*where).distinct().order_by(_u.regency)).scalars())
