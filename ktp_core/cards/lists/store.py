"""What is kept of status lists: the meaning of their columns, and what contradicts ours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from ktp_core.cards.lists.model import Roles
from ktp_core.cards.lists.planning import Contradiction
from ktp_core.db import dialects
from ktp_core.db.ids import next_ids
from ktp_core.db.schema import disagreement, status_mapping
from ktp_core.errors import Conflict, NotFound

KEPT, TAKEN = "kept", "taken"
_CHUNK = 500


def remembered(conn: Connection, regency: str, fingerprint: str) -> Roles | None:
    """The columns as somebody confirmed them for a list with these headings."""
    chosen = select(status_mapping.c.columns).where(
        status_mapping.c.regency == regency, status_mapping.c.fingerprint == fingerprint
    )
    columns = conn.execute(chosen).scalar_one_or_none()
    return Roles(columns["nik"], columns["status"], columns["day"]) if columns else None


def remember(conn: Connection, regency: str, fingerprint: str, roles: Roles, *, by: str, at: datetime) -> None:
    """Keep the meaning of these headings for the next list of the same shape."""
    columns = {"nik": roles.nik, "status": roles.status, "day": roles.day}
    statement = dialects.insert(conn, status_mapping).values(
        regency=regency, fingerprint=fingerprint, columns=columns, by=by, at=at
    )
    new = {name: statement.excluded[name] for name in ("columns", "by", "at")}
    conn.execute(statement.on_conflict_do_update(index_elements=["regency", "fingerprint"], set_=new))


def add_disagreements(
    conn: Connection, regency: str, found: Sequence[Contradiction], *, by: str, at: datetime
) -> int:
    """Store what nobody has been asked yet; how many. What is open, or was decided for ours, is not asked again."""
    asked = _asked(conn, [one.card.resident_id for one in found])
    fresh: dict[tuple[int, int, object], Contradiction] = {}
    for one in found:
        key = (one.card.resident_id, int(one.statement.state), one.statement.day)
        if key not in asked:
            fresh.setdefault(key, one)
    rows = [
        {
            "id": id_, "regency": regency, "resident_id": one.card.resident_id, "kind": str(one.kind),
            "our_state": int(one.card.state), "their_state": int(one.statement.state),
            "their_word": one.statement.word[:64], "their_day": one.statement.day, "file_row": one.statement.row,
            "seen_at": at, "seen_by": by,
        }
        for id_, one in zip(next_ids(conn, regency, "disagreement", len(fresh)), fresh.values(), strict=True)
    ]  # fmt: skip
    if rows:
        conn.execute(insert(disagreement), rows)
    return len(rows)


def _asked(conn: Connection, resident_ids: Sequence[int]) -> set[tuple[int, int, object]]:
    known = disagreement.c
    query = select(known.resident_id, known.their_state, known.their_day).where(
        (known.resolution.is_(None)) | (known.resolution == KEPT)
    )
    asked: set[tuple[int, int, object]] = set()
    for start in range(0, len(resident_ids), _CHUNK):
        part = known.resident_id.in_(resident_ids[start : start + _CHUNK])
        asked |= {(row[0], row[1], row[2]) for row in conn.execute(query.where(part))}
    return asked


def disagreement_row(conn: Connection, disagreement_id: int) -> Any:
    """The stored row. Raises NotFound."""
    row = conn.execute(select(disagreement).where(disagreement.c.id == disagreement_id)).first()
    if row is None:
        raise NotFound("disagreement_unknown")
    return row


def decide(
    conn: Connection, disagreement_id: int, resolution: str, *, by: str, at: datetime, reason: str
) -> None:
    """Write the decision down. Raises Conflict when somebody has decided already, NotFound."""
    row = disagreement.c
    decided = {"resolution": resolution, "resolved_at": at, "resolved_by": by, "reason": reason}
    statement = update(disagreement).where(row.id == disagreement_id, row.resolved_at.is_(None)).values(decided)
    if conn.execute(statement).rowcount == 1:
        return
    disagreement_row(conn, disagreement_id)
    raise Conflict("disagreement_decided")
