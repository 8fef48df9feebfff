"""Kept files as SQL keeps them. Services only; whoever adds has put the bytes through `checking.check`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from ktp_core.attachments.model import Attachment, Checked, Owner
from ktp_core.db.ids import next_id
from ktp_core.db.schema import attachment, attachment_content
from ktp_core.errors import NotFound

_COLUMNS = tuple(Attachment.__dataclass_fields__)
_C = attachment.c


def add(
    conn: Connection, regency: str, owner: Owner, owner_id: int, checked: Checked, title: str, at: datetime, by: str
) -> int:
    """Keep a file; its id. `by`: name of the account."""
    key = next_id(conn, regency, "attachment")
    conn.execute(
        insert(attachment).values(
            id=key, regency=regency, owner=owner.value, owner_id=owner_id, media_type=checked.media_type, title=title,
            size=len(checked.content), sha256=checked.sha256, added_at=at, added_by=by,
        )
    )  # fmt: skip
    conn.execute(insert(attachment_content).values(attachment_id=key, content=checked.content))
    return key


def of(conn: Connection, owner: Owner, owner_id: int) -> list[Attachment]:
    """The files of one request, visit or parcel that were not removed, oldest first."""
    where = (_C.owner == owner.value, _C.owner_id == owner_id, _C.removed_at.is_(None))
    return [_of(row) for row in conn.execute(_select().where(*where).order_by(_C.id)).mappings()]


def get(conn: Connection, owner: Owner, attachment_id: int) -> Attachment:
    """A file that was not removed. Raises NotFound("attachment_unknown"), also when it is of another kind of owner."""
    where = (_C.id == attachment_id, _C.owner == owner.value, _C.removed_at.is_(None))
    row = conn.execute(_select().where(*where)).mappings().first()
    if row is None:
        raise NotFound("attachment_unknown", id=attachment_id)
    return _of(row)


def content(conn: Connection, attachment_id: int) -> bytes:
    """The bytes. Raises NotFound("attachment_unknown") when it was removed."""
    columns = attachment_content.c
    found = conn.scalar(select(columns.content).where(columns.attachment_id == attachment_id))
    if found is None:
        raise NotFound("attachment_unknown", id=attachment_id)
    return bytes(found)


def remove(conn: Connection, attachment_id: int, at: datetime, by: str) -> None:
    """Forget the bytes; what it was called, who removed it and when stays."""
    conn.execute(delete(attachment_content).where(attachment_content.c.attachment_id == attachment_id))
    conn.execute(update(attachment).where(_C.id == attachment_id).values(removed_at=at, removed_by=by))


def _select() -> Any:
    return select(*(_C[name] for name in _COLUMNS))


def _of(row: Any) -> Attachment:
    values = dict(row)
    return Attachment(**(values | {"owner": Owner(values["owner"])}))
